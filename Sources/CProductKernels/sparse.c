#include "generations.h"
#include "product_kernels.h"

// The sums of a segment stay in registers while its elements pass; the width is a constant, so that the compiler unrolls
// the loops over it.
#define DEFINE_TILE(ELEMENT, WIDTH)                                                                                  \
    static inline __attribute__((always_inline)) void tile_##ELEMENT##_##WIDTH(                                      \
        const sparse_segment *segments, int64_t count, const uint16_t *column, const float *value, const ELEMENT *x, \
        ELEMENT *y)                                                                                                  \
    {                                                                                                                \
        for (int64_t k = 0; k < count; k++) {                                                                        \
            ELEMENT *target = y + (int64_t)segments[k].row * WIDTH;                                                  \
            const uint16_t *end = column + segments[k].count;                                                        \
            ELEMENT sums[WIDTH];                                                                                     \
            for (int j = 0; j < WIDTH; j++) sums[j] = target[j];                                                     \
            for (; column < end; column++, value++) {                                                                \
                const ELEMENT factor = *value;                                                                       \
                const ELEMENT *source = x + (int64_t)*column * WIDTH;                                                \
                for (int j = 0; j < WIDTH; j++) sums[j] += factor * source[j];                                       \
            }                                                                                                        \
            for (int j = 0; j < WIDTH; j++) target[j] = sums[j];                                                     \
        }                                                                                                            \
    }

DEFINE_TILE(float, 16)
DEFINE_TILE(float, 32)
DEFINE_TILE(float, 48)
DEFINE_TILE(float, 64)
DEFINE_TILE(double, 8)
DEFINE_TILE(double, 16)
DEFINE_TILE(double, 24)
DEFINE_TILE(double, 32)

#define WIDTH_CASE(ELEMENT, WIDTH)                                                                                   \
    case WIDTH: tile_##ELEMENT##_##WIDTH(segments, count, columns, values, x, y); break;

FOR_EVERY_GENERATION
void sparse_multiply_float(
    const sparse_segment *segments, int64_t count, const uint16_t *columns, const float *values, const float *x,
    float *y, int64_t width)
{
    switch (width) {
        WIDTH_CASE(float, 16)
        WIDTH_CASE(float, 32)
        WIDTH_CASE(float, 48)
        WIDTH_CASE(float, 64)
    }
}

FOR_EVERY_GENERATION
void sparse_multiply_double(
    const sparse_segment *segments, int64_t count, const uint16_t *columns, const float *values, const double *x,
    double *y, int64_t width)
{
    switch (width) {
        WIDTH_CASE(double, 8)
        WIDTH_CASE(double, 16)
        WIDTH_CASE(double, 24)
        WIDTH_CASE(double, 32)
    }
}
