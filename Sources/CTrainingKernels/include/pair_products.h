// Products of pairs of rows of one matrix, and sums of multiples of its rows: the gradient of a batch of pairs. Imported
// by Embeddings alone.
//
// Compiled for several generations of x86-64 processors; they differ in rounding (fused multiply-add).
#pragma once
#include <stdint.h>

/// `products[k] = w_i·w_j` with i = first[k] and j = second[k], for so many pairs of rows of W, which stand row by row,
/// `width` numbers each.
void pair_products(
    const float *w, int64_t width, const int32_t *first, const int32_t *second, int64_t count, float *products);

/// `sum = Σ_k factors[k] w_i` with i = rows[k], for so many rows of W.
void sum_of_rows(
    const float *w, int64_t width, const int32_t *rows, const float *factors, int64_t count, float *sum);
