// BLAS and LAPACK as OpenBLAS provides them. Imported by LinearAlgebra alone.
#include <cblas.h>
#include <lapacke.h>
