#include "pair_derivatives.h"
#include "generations.h"
#include <string.h>

// Sixteen numbers, which AVX-512 holds in one register, and their bits; and the same in double precision.
typedef float lanes __attribute__((vector_size(64), aligned(4), may_alias));
typedef int32_t bits __attribute__((vector_size(64)));
typedef double wide __attribute__((vector_size(128)));
enum { WIDTH = 16 };

// How vectors are passed differs between generations; here nothing is passed, for all is inlined.
#pragma clang diagnostic ignored "-Wpsabi"
#define INLINE static inline __attribute__((always_inline))

INLINE lanes choose(bits mask, lanes yes, lanes no) { return (lanes)((mask & (bits)yes) | (~mask & (bits)no)); }

INLINE lanes magnitude(lanes x) { return (lanes)((bits)x & 0x7fffffff); }

// e^-x for x >= 0, zero beyond the smallest normal number. x = n ln 2 - r, with ln 2 in two parts (Cody and Waite), and
// e^r by its minimax polynomial on [-½ ln 2, ½ ln 2], whose relative error is 1e-8.
INLINE lanes exponential_of_minus(lanes x)
{
    // Adding 1.5·2^23 rounds to a whole number, which then stands in the low bits.
    const float shifter = 12582912.f;
    const lanes shifted = x * -1.44269504088896341f + shifter;
    const lanes n = shifted - shifter;
    const lanes r = (-x - n * 0.693359375f) - n * -2.12194440e-4f;
    const lanes q = (((1.3926926614e-3f * r + 8.36377387441e-3f) * r + 4.16665501103e-2f) * r + 1.66665733819e-1f) * r
        + 0.5f;
    const lanes power = (q * r) * r + r + 1.f;
    const lanes scale = (lanes)(((bits)shifted << 23) + 0x3f800000);
    return choose(x > 87.3365f, x * 0.f, power * scale);
}

// ln(1 + e) for 0 <= e <= 1, by the minimax polynomial of ln(1 + e)/e, whose error is 5e-9.
INLINE lanes logarithm_of_one_plus(lanes e)
{
    lanes sum = e * -3.17605701843e-3f + 1.9542527261e-2f;
    sum = sum * e + -5.63736128301e-2f;
    sum = sum * e + 1.05436237954e-1f;
    sum = sum * e + -1.52696670744e-1f;
    sum = sum * e + 1.96632742572e-1f;
    sum = sum * e + -2.49516162629e-1f;
    sum = sum * e + 3.33297104989e-1f;
    sum = sum * e + -4.99998926481e-1f;
    sum = sum * e + 1.f;
    return sum * e;
}

// With e = e^-|x|, no term can overflow or cancel.
INLINE lanes logistic_pair(lanes p, lanes n, lanes x, lanes *loss)
{
    const lanes size = magnitude(x);
    const lanes e = exponential_of_minus(size);
    const lanes above = 0.5f * (size + x), below = 0.5f * (size - x);
    const lanes rest = logarithm_of_one_plus(e);
    *loss = p * (below + rest) + n * (above + rest);
    const lanes near = 1.f / (1.f + e), far = e * near;
    const bits positive = x >= 0.f;
    return n * choose(positive, near, far) - p * choose(positive, far, near);
}

INLINE lanes quartic_pair(lanes p, lanes n, lanes x, lanes *loss)
{
    const lanes half = 0.5f * (p + n) * x, slope = n - p;
    *loss = (0.5f * half + slope) * x;
    return half + slope;
}

#define DEFINE_DERIVATIVES(NAME, PAIR)                                                                               \
    INLINE void NAME##_block(                                                                                        \
        const struct pair_weights *weights, const float *positives, const float *as, const float *bs, float *x,      \
        wide *sums)                                                                                                  \
    {                                                                                                                \
        const lanes p = *(const lanes *)positives;                                                                   \
        const lanes f = weights->a * *(const lanes *)bs + weights->b * *(const lanes *)as;                           \
        lanes loss;                                                                                                  \
        *(lanes *)x = PAIR(p, weights->totals ? f - p : f, *(lanes *)x, &loss);                                      \
        *sums += __builtin_convertvector(loss, wide);                                                                \
    }                                                                                                                \
                                                                                                                     \
    FOR_EVERY_GENERATION                                                                                             \
    double NAME(struct pair_weights weights, float *x)                                                               \
    {                                                                                                                \
        wide sums = {0};                                                                                             \
        int64_t j = 0;                                                                                               \
        for (; j + WIDTH <= weights.count; j += WIDTH)                                                               \
            NAME##_block(&weights, weights.positives + j, weights.as + j, weights.bs + j, x + j, &sums);             \
        if (j < weights.count) {                                                                                     \
            /* The last block is filled up with pairs without weight. */                                             \
            const size_t bytes = (size_t)(weights.count - j) * sizeof(float);                                        \
            float positives[WIDTH] = {0}, as[WIDTH] = {0}, bs[WIDTH] = {0}, products[WIDTH] = {0};                   \
            memcpy(positives, weights.positives + j, bytes);                                                         \
            memcpy(as, weights.as + j, bytes);                                                                       \
            memcpy(bs, weights.bs + j, bytes);                                                                       \
            memcpy(products, x + j, bytes);                                                                          \
            NAME##_block(&weights, positives, as, bs, products, &sums);                                              \
            memcpy(x + j, products, bytes);                                                                          \
        }                                                                                                            \
        double sum = 0;                                                                                              \
        for (int lane = 0; lane < WIDTH; lane++) sum += sums[lane];                                                  \
        return sum;                                                                                                  \
    }

DEFINE_DERIVATIVES(logistic_derivatives, logistic_pair)
DEFINE_DERIVATIVES(quartic_derivatives, quartic_pair)
