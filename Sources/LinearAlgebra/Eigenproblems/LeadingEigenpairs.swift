import Computation

/// The `count` algebraically largest eigenpairs of a symmetric operator, by the block Krylov–Schur method, to residuals
/// `‖Au − λu‖` of at most `tolerance` times the largest magnitude of a wanted eigenvalue, or of 1e-14 times the
/// operator's norm where that is larger: double precision does not reach much less.
///
/// The work is done in single precision where that reaches the tolerance, which takes about 5e-8 of the operator's
/// norm, and in double precision otherwise. Either way the pairs are made orthonormal, the eigenvalues improved (their
/// errors are of the order of the residuals' squares) and the residuals measured in double precision. The result does
/// not depend on the number of threads. Operators of small order, or of which a large part of the spectrum is wanted,
/// are written out and left to LAPACK, in 8n² bytes and more.
///
/// The number of products depends on the spectrum: about eleven times `count` vectors for matrices of words at a
/// tolerance of 1e-6. The memory, beside the operator's, is about 8n·(8·count + 200) bytes.
///
/// Not guaranteed: that of an eigenvalue repeated more often than the block is wide (16 vectors, 32 from a `count` of
/// 160 on and 48 from 240 on) all copies are found, nor that eigenvalues nearer to each other than the residuals allowed
/// are told apart.
///
/// - Parameters:
///   - tolerance: From 1e-12 to 1e-2.
///   - mostProducts: After how many multiplied vectors, in each of the precisions, it gives up; by default 100 times
///     `count`, and 10,000 more.
/// - Throws: ``LinearAlgebraError`` for an element that is not finite, and when the solver gives up: then with the
///   pairs that it has, of which some have larger residuals; `CancellationError`.
public func leadingEigenpairs(
    of matrix: some SymmetricOperator, count: Int, tolerance: Double = 1e-6, mostProducts: Int? = nil
) throws -> Eigenpairs {
    precondition(count >= 0 && count <= matrix.order, "\(count) eigenpairs of an operator of order \(matrix.order)")
    precondition((1e-12...1e-2).contains(tolerance), "a tolerance of \(tolerance)")
    try matrix.checkFinite()
    guard count > 0 else {
        return Eigenpairs(eigenvalues: [], vectors: Matrix(rows: matrix.order, columns: 0), residuals: [])
    }
    if matrix.order <= 640 || matrix.order < 6 * count { return try leadingEigenpairs(of: matrix.dense, count: count) }
    return try KrylovSolver(
        matrix: matrix, plan: KrylovPlan(order: matrix.order, wanted: count), tolerance: tolerance,
        mostProducts: mostProducts ?? 100 * count + 10_000
    ).solve()
}

/// Runs ``BlockKrylovSchur`` in one precision or the other, and measures what comes out.
///
/// It is not generic: code that is generic over the operator would not be specialised for the precision.
struct KrylovSolver {
    let matrix: any SymmetricOperator
    let plan: KrylovPlan
    let tolerance: Double
    let mostProducts: Int

    /// What single precision leaves of residuals, in parts of the operator's norm, is about two thirds of this.
    private let singleFloor = 0.6 * Double(Float.ulpOfOne)

    func solve() throws -> Eigenpairs {
        if tolerance > singleFloor {
            var method = try BlockKrylovSchur<Float>(plan: plan, seed: 1) { matrix.multiply($0, into: &$1) }
            if let pairs = try solve(by: &method, canReach: { norm, goal in goal > singleFloor * norm }) {
                return pairs
            }
        }
        var method = try BlockKrylovSchur<Double>(plan: plan, seed: 1) { matrix.multiply($0, into: &$1) }
        if let pairs = try solve(by: &method, canReach: { _, _ in true }) { return pairs }
        throw failure(try method.ritzVectors.map(improved))
    }

    /// nil where the precision does not suffice.
    private func solve<Element: Scalar>(
        by method: inout BlockKrylovSchur<Element>, canReach: (_ norm: Double, _ goal: Double) -> Bool
    ) throws -> Eigenpairs? {
        // The method's own residuals are estimates; where they were too small it goes on.
        for margin in [0.8, 0.4, 0.2] {
            let ending = try method.run(
                tolerance: ResidualTolerance(relative: margin * tolerance), mostProducts: mostProducts,
                canReach: canReach)
            guard ending == .converged || ending == .gaveUp, let vectors = method.ritzVectors else { return nil }
            let candidate = try improved(Matrix<Double>(vectors))
            if candidate.numberGood == plan.wanted { return candidate.pairs }
            if ending == .gaveUp { throw failure(candidate) }
        }
        return nil
    }

    /// The best pairs that the span of some vectors has to offer (Rayleigh–Ritz), in double precision.
    ///
    /// An eigenvector of a very negative eigenvalue is in the span too: a rounding error in its direction would weigh
    /// in the residuals by that eigenvalue.
    private func improved(_ vectors: Matrix<Double>) throws -> Candidate {
        // They are orthonormal nearly enough.
        let basis = try choleskyQR(vectors)?.q ?? qrDecomposition(of: vectors).q
        let image = matrix(basis)
        let (all, rows) = try symmetricSystem(basis.transposedTimes(image))
        let values = Array(all.prefix(plan.wanted))
        let combinations = rows.rows(at: 0..<plan.wanted).transposed
        var signed = combinations
        var vectors = basis * combinations
        for column in 0..<values.count where isLargestComponentNegative(vectors.column(column)) {
            for row in 0..<vectors.rows { vectors[row, column] = -vectors[row, column] }
            for row in 0..<signed.rows { signed[row, column] = -signed[row, column] }
        }
        let pairs = Eigenpairs(
            eigenvalues: values, vectors: vectors, residuals: residuals(image * signed, values, vectors))
        let goal = ResidualTolerance(relative: tolerance).goal(all, wanted: plan.wanted)
        return Candidate(pairs: pairs, numberGood: pairs.residuals.count { $0 <= goal })
    }

    /// Pairs, and how many of them have small residuals.
    private struct Candidate {
        let pairs: Eigenpairs
        let numberGood: Int
    }

    private func failure(_ candidate: Candidate?) -> LinearAlgebraError {
        .noConvergence(
            operation: "the eigensolver", found: candidate?.numberGood ?? 0, wanted: plan.wanted,
            partial: candidate?.pairs)
    }
}
