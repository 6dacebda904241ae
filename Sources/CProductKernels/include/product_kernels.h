// The inner loops of two products: with sparse matrices, which BLAS does not have, and of a large matrix with few
// vectors, which BLAS does more slowly since it first copies the large matrix. Imported by LinearAlgebra alone.
//
// They are compiled for several generations of x86-64 processors and the best is chosen when the program is loaded;
// elsewhere the compiler's default is used. The generations differ in rounding (fused multiply-add).
#pragma once
#include <stdbool.h>
#include <stdint.h>

/// The elements of one row in a tile of a sparse matrix: the row, counted from the tile's first one, and how many
/// elements it has there.
typedef struct {
    uint16_t row;
    uint16_t count;
} sparse_segment;

/// Y += A X for a tile A: so many segments with their elements one after the other, columns counted from the tile's first
/// one. X and Y are 16, 32, 48 or 64 wide, row by row without gaps, and begin at the rows that belong to the tile's first
/// column and row. Nothing overlaps. It is fastest where both begin at a multiple of 64 bytes.
void sparse_multiply_float(
    const sparse_segment *segments, int64_t count, const uint16_t *columns, const float *values, const float *x,
    float *y, int64_t width);

/// The same in double precision for a width of 8, 16, 24 or 32; the matrix's elements are widened.
void sparse_multiply_double(
    const sparse_segment *segments, int64_t count, const uint16_t *columns, const float *values, const double *x,
    double *y, int64_t width);

/// Whether `thin_multiply` beats BLAS on this processor: it is made for the registers of AVX-512.
bool thin_multiply_is_fast(void);

/// Y = A X for A with so many rows and columns, and X and Y `width` wide, a multiple of 16; all stand row by row
/// without gaps, and nothing overlaps.
void thin_multiply(const float *a, int64_t rows, int64_t columns, const float *x, float *y, int64_t width);
