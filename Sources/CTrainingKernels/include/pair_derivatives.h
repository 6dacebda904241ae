// What pairs of words contribute to a loss, and its derivatives: the part of a full-batch gradient between two products
// of matrices. Imported by Embeddings alone.
//
// Compiled for several generations of x86-64 processors; they differ in rounding (fused multiply-add).
#pragma once
#include <stdbool.h>
#include <stdint.h>

/// Weights of the pairs of one word i with so many words j. `f_j = a·b_j + b·a_j`, and n_j is f_j - p_j where
/// `totals`, otherwise f_j.
struct pair_weights {
    int64_t count;
    /// p_j, the weights of the positive pairs.
    const float *positives;
    /// The factors a and b of the word i.
    float a, b;
    /// The factors of the words j.
    const float *as, *bs;
    bool totals;
};

/// Replaces the products x_j = w_i·w_j by the derivatives of `p_j ln(1 + e^-x) + n_j ln(1 + e^x)`, whose sum it returns.
///
/// Exponential and logarithm are within a few units in the last place; what is less than 1e-38 is zero.
double logistic_derivatives(struct pair_weights weights, float *x);

/// The same for `p_j (x²/4 - x) + n_j (x²/4 + x)`.
double quartic_derivatives(struct pair_weights weights, float *x);
