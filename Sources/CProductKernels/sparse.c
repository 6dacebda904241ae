#include "generations.h"
#include "product_kernels.h"

// How far ahead the rows of X are fetched: the order in which they are needed cannot be guessed by the processor.
enum { AHEAD = 8 };

// A panel of X's columns: its sums stay in registers while a row of A passes; its width is a constant, so that the
// compiler unrolls the loops over it.
#define MULTIPLY_PANEL(ELEMENT, PANEL)                                                                               \
    for (; column + PANEL <= width; column += PANEL) {                                                               \
        ELEMENT sums[PANEL] = {0};                                                                                   \
        const ELEMENT *panel = x + column;                                                                           \
        for (int64_t k = first; k < last; k++) {                                                                     \
            const int64_t ahead = k + AHEAD < last ? k + AHEAD : last - 1;                                           \
            const ELEMENT *next = panel + (int64_t)columns[ahead] * width;                                           \
            for (int byte = 0; byte < PANEL * (int)sizeof(ELEMENT); byte += 64)                                      \
                __builtin_prefetch((const char *)next + byte);                                                       \
            const ELEMENT value = values[k];                                                                         \
            const ELEMENT *source = panel + (int64_t)columns[k] * width;                                             \
            for (int j = 0; j < PANEL; j++) sums[j] += value * source[j];                                            \
        }                                                                                                            \
        for (int j = 0; j < PANEL; j++) y[row * width + column + j] = sums[j];                                       \
    }

#define DEFINE_MULTIPLY(NAME, ELEMENT, WIDE, MIDDLE, NARROW)                                                         \
    FOR_EVERY_GENERATION                                                                                             \
    void NAME(                                                                                                       \
        const int64_t *offsets, const int32_t *columns, const float *values, int64_t begin, int64_t end,             \
        const ELEMENT *x, ELEMENT *y, int64_t width)                                                                 \
    {                                                                                                                \
        for (int64_t row = begin; row < end; row++) {                                                                \
            const int64_t first = offsets[row], last = offsets[row + 1];                                             \
            int64_t column = 0;                                                                                      \
            MULTIPLY_PANEL(ELEMENT, WIDE)                                                                            \
            MULTIPLY_PANEL(ELEMENT, MIDDLE)                                                                          \
            MULTIPLY_PANEL(ELEMENT, NARROW)                                                                          \
            MULTIPLY_PANEL(ELEMENT, 1)                                                                               \
        }                                                                                                            \
    }

DEFINE_MULTIPLY(sparse_multiply_float, float, 48, 32, 16)
DEFINE_MULTIPLY(sparse_multiply_double, double, 32, 16, 8)
