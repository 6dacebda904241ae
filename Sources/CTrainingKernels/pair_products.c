#include "pair_products.h"
#include "generations.h"

typedef float lanes __attribute__((vector_size(64), aligned(4), may_alias));
enum { WIDTH = 16 };

FOR_EVERY_GENERATION
void pair_products(
    const float *w, int64_t width, const int32_t *first, const int32_t *second, int64_t count, float *products)
{
    for (int64_t k = 0; k < count; k++) {
        const float *a = w + first[k] * width, *b = w + second[k] * width;
        lanes sums = {0};
        int64_t column = 0;
        for (; column + WIDTH <= width; column += WIDTH)
            sums += *(const lanes *)(a + column) * *(const lanes *)(b + column);
        float sum = 0;
        for (int lane = 0; lane < WIDTH; lane++) sum += sums[lane];
        for (; column < width; column++) sum += a[column] * b[column];
        products[k] = sum;
    }
}

// The sums of a panel of columns stay in registers while the rows pass.
#define SUM_PANEL(TYPE, COUNT)                                                                                       \
    for (; column + COUNT * (int64_t)(sizeof(TYPE) / sizeof(float)) <= width;                                        \
         column += COUNT * (int64_t)(sizeof(TYPE) / sizeof(float))) {                                                \
        TYPE sums[COUNT] = {0};                                                                                      \
        for (int64_t k = 0; k < count; k++) {                                                                        \
            const TYPE *row = (const TYPE *)(w + rows[k] * width + column);                                          \
            for (int j = 0; j < COUNT; j++) sums[j] += factors[k] * row[j];                                          \
        }                                                                                                            \
        for (int j = 0; j < COUNT; j++) ((TYPE *)(sum + column))[j] = sums[j];                                       \
    }

FOR_EVERY_GENERATION
void sum_of_rows(const float *w, int64_t width, const int32_t *rows, const float *factors, int64_t count, float *sum)
{
    int64_t column = 0;
    SUM_PANEL(lanes, 8)
    SUM_PANEL(lanes, 1)
    SUM_PANEL(float, 1)
}
