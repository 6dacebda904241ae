// Products of pairs of rows of one matrix. Imported by Embeddings alone.
#pragma once
#include <stdint.h>

/// `products[k] = w_i·w_j` with i = first[k] and j = second[k], for so many pairs of rows of W, which stand row by row,
/// `width` numbers each.
void pair_products(
    const float *w, int64_t width, const int32_t *first, const int32_t *second, int64_t count, float *products);
