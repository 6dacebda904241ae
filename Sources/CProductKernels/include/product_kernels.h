// The inner loops of two products: with sparse matrices, which BLAS does not have, and of a large matrix with few
// vectors, which BLAS does at half the speed since it first copies the large matrix. Imported by LinearAlgebra alone.
//
// They are compiled for several generations of x86-64 processors and the best is chosen when the program is loaded;
// elsewhere the compiler's default is used. The generations differ in rounding (fused multiply-add).
#pragma once
#include <stdbool.h>
#include <stdint.h>

/// Rows `begin ..< end` of Y = A X, where A is n×n in compressed sparse rows, and X and Y are n×width, row by row.
/// Nothing overlaps.
void sparse_multiply_float(
    const int64_t *offsets, const int32_t *columns, const float *values, int64_t begin, int64_t end, const float *x,
    float *y, int64_t width);

/// The same for vectors in double precision; the matrix's elements are widened.
void sparse_multiply_double(
    const int64_t *offsets, const int32_t *columns, const float *values, int64_t begin, int64_t end, const double *x,
    double *y, int64_t width);

/// Whether `thin_multiply` beats BLAS on this processor: it is made for the registers of AVX-512.
bool thin_multiply_is_fast(void);

/// Y = A X for A with so many rows and columns, and X and Y `width` wide, a multiple of 16 of at most 64; all stand row
/// by row without gaps, and nothing overlaps.
void thin_multiply(const float *a, int64_t rows, int64_t columns, const float *x, float *y, int64_t width);
