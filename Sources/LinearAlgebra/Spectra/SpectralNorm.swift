import Computation

/// An estimate of the largest magnitude of an eigenvalue of a symmetric operator, by forty steps of power iteration in
/// double precision.
///
/// It is never too large, but for rounding, and within about a per cent where one eigenvalue stands out; where several
/// are nearly as large it lies between them. The start is fixed, so that equal operators give equal estimates. Costs
/// forty products with one vector.
///
/// - Throws: ``LinearAlgebraError`` for an element that is not finite.
public func spectralNormEstimate(of matrix: some SymmetricOperator) throws -> Double {
    try matrix.checkFinite()
    guard matrix.order > 0 else { return 0 }
    var generator = SeededGenerator(seed: 1)
    // A start near the constant vector finds the far end of matrices whose elements are mostly alike at once; noise
    // keeps it from being orthogonal to the eigenvector that is sought.
    var vector = Matrix<Double>.randomNormal(rows: matrix.order, columns: 1, standardDeviation: 0.1, using: &generator)
        .map { $0 + 1 }
    var norm = 0.0
    for _ in 0..<40 {
        let length = vector.squaredFrobeniusNorm.squareRoot()
        guard length > 0 else { return 0 }
        vector = matrix(vector.map { $0 / length })
        norm = max(norm, vector.squaredFrobeniusNorm.squareRoot())
    }
    return norm
}
