#include "generations.h"
#include "product_kernels.h"

// Sixteen numbers, which AVX-512 holds in one register.
typedef float lanes __attribute__((vector_size(64), aligned(4), may_alias));

// Y += A X for so many rows and so many lanes, whose sums stay in registers while A's columns pass: each row of X that
// is loaded serves all rows of A, and A is read once, as it stands.
#define DEFINE_TILE(ROWS, LANES)                                                                                     \
    static inline __attribute__((always_inline)) void tile_##ROWS##_##LANES(                                         \
        const float *a, int64_t stride, int64_t depth, const float *x, float *y, int64_t width)                      \
    {                                                                                                                \
        lanes sums[ROWS][LANES] = {0};                                                                               \
        for (int64_t k = 0; k < depth; k++) {                                                                        \
            lanes row[LANES];                                                                                        \
            for (int j = 0; j < LANES; j++) row[j] = *(const lanes *)(x + k * width + 16 * j);                       \
            _Pragma("clang loop unroll(full)") for (int i = 0; i < ROWS; i++)                                        \
                for (int j = 0; j < LANES; j++) sums[i][j] += a[i * stride + k] * row[j];                            \
        }                                                                                                            \
        for (int i = 0; i < ROWS; i++)                                                                               \
            for (int j = 0; j < LANES; j++) *(lanes *)(y + i * width + 16 * j) += sums[i][j];                        \
    }

// As many sums as 32 registers hold beside a row of X.
DEFINE_TILE(12, 1)
DEFINE_TILE(1, 1)
DEFINE_TILE(8, 2)
DEFINE_TILE(1, 2)
DEFINE_TILE(8, 3)
DEFINE_TILE(1, 3)
DEFINE_TILE(6, 4)
DEFINE_TILE(1, 4)

// A panel of X's and Y's columns as wide as so many registers.
#define MULTIPLY_PANEL(ROWS, LANES)                                                                                  \
    for (; panel + 16 * LANES <= width; panel += 16 * LANES) {                                                       \
        int64_t row = 0;                                                                                             \
        for (; row + ROWS <= rows; row += ROWS)                                                                      \
            tile_##ROWS##_##LANES(                                                                                   \
                a + row * columns + first, columns, depth, x + first * width + panel, y + row * width + panel, width); \
        for (; row < rows; row++)                                                                                    \
            tile_1_##LANES(                                                                                          \
                a + row * columns + first, columns, depth, x + first * width + panel, y + row * width + panel, width); \
    }

// So many columns of A at a time, that their rows of X stay in the second cache; it also keeps the sums short, and so
// their rounding errors small.
enum { DEPTH = 1024 };

FOR_EVERY_GENERATION
void thin_multiply(const float *a, int64_t rows, int64_t columns, const float *x, float *y, int64_t width)
{
    for (int64_t index = 0; index < rows * width; index++) y[index] = 0;
    for (int64_t first = 0; first < columns; first += DEPTH) {
        const int64_t depth = columns - first < DEPTH ? columns - first : DEPTH;
        int64_t panel = 0;
        MULTIPLY_PANEL(6, 4)
        MULTIPLY_PANEL(8, 3)
        MULTIPLY_PANEL(8, 2)
        MULTIPLY_PANEL(12, 1)
    }
}

bool thin_multiply_is_fast(void)
{
#if defined(__x86_64__) && defined(__linux__)
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")
        && __builtin_cpu_supports("avx512vl");
#else
    return false;
#endif
}
