import Computation
import Testing

@testable import LinearAlgebra

@Suite("Leading eigenpairs of operators")
struct KrylovTests {
    /// Spectra that are awkward for iterations, for any order.
    static let spectra: [(name: String, value: @Sendable (_ index: Int, _ order: Int) -> Double)] = [
        ("a power law", { index, _ in 100 / Double(index + 1).squareRoot() }),
        ("both signs, evenly", { index, order in 10 - 20 * Double(index) / Double(order) }),
        ("clusters", { index, _ in Double(10 - index / 6) + 1e-7 * Double(index % 6) }),
        ("six copies of each", { index, _ in 5 - Double(index / 6) }),
        ("nine positive ones and zeros", { index, _ in index < 9 ? Double(9 - index) : 0 }),
        ("one huge negative", { index, order in index == order - 1 ? -4000 : 3 - Double(index) / Double(order) }),
        ("negative ones only", { index, order in -1 - 9 * Double(index) / Double(order) }),
        ("all alike", { _, _ in 2 }),
        ("nothing but zeros", { _, _ in 0 }),
        ("half of them 1, half −1", { index, order in index < order / 2 ? 1 : -1 }),
        ("half of them 1, half 0", { index, order in index < order / 2 ? 1 : 0 }),
        ("zeros above eleven negative ones", { index, order in Double(min(0, order - 12 - index)) }),
        ("a single negative one", { index, order in index == order - 1 ? -1 : 0 }),
        ("zeros above a band", { index, order in index < 14 ? 0 : -Double(index) / Double(order) }),
        ("halves down to nothing", { index, _ in 1 / Double(1 << min(index, 60)) }),
    ]

    /// Compares with LAPACK's eigenvalues of the same matrix, its elements rounded to single precision.
    private func check(_ pairs: Eigenpairs, of operation: DenseOperator, tolerance: Double, _ what: String) throws {
        let matrix = Matrix<Double>(operation.matrix)
        let spectrum = try symmetricEigenvalues(of: matrix)
        let norm = spectrum.map(abs).max()!
        let scale = max(abs(spectrum[0]), abs(spectrum[pairs.count - 1]))
        for (found, wanted) in zip(pairs.eigenvalues, spectrum) {
            #expect(abs(found - wanted) <= tolerance * scale + 1e-14 * norm, "\(what): \(found), not \(wanted)")
        }
        let image = matrix * pairs.vectors
        let gram = pairs.vectors.transposedTimes(pairs.vectors)
        for column in 0..<pairs.count {
            let residual = zip(image.column(column), pairs.vectors.column(column)).reduce(0.0) {
                let difference = $1.0 - pairs.eigenvalues[column] * $1.1
                return $0 + difference * difference
            }.squareRoot()
            #expect(residual <= tolerance * scale + 1e-13 * norm, "\(what), \(column)")
            #expect(abs(pairs.residuals[column] - residual) <= 1e-13 * norm, "\(what), \(column)")
            for other in 0..<pairs.count { #expect(abs(gram[other, column] - (other == column ? 1 : 0)) < 1e-12) }
            let vector = pairs.vectors.column(column)
            #expect(vector[vector.indices.max { abs(vector[$0]) < abs(vector[$1]) }!] > 0)
        }
    }

    @Test("small operators of every awkward spectrum, for no pair, one, some and all", arguments: spectra.indices)
    func small(index: Int) throws {
        for order in [1, 2, 3, 10, 57, 150, 400] {
            let spectrum = (0..<order).map { Self.spectra[index].value($0, order) }
            let matrix = try EigenTests.matrix(spectrum: spectrum, seed: UInt64(order)).matrix
            let operation = try DenseOperator(Matrix<Float>(matrix))
            for count in Set([0, 1, min(5, order), order]).sorted() {
                let pairs = try leadingEigenpairs(of: operation, count: count)
                #expect(pairs.count == count && pairs.vectors.rows == order && pairs.vectors.columns == count)
                guard count > 0 else { continue }
                try check(
                    pairs, of: operation, tolerance: 1e-6, "\(Self.spectra[index].name), \(count) of \(order)")
            }
        }
    }

    @Test("the iteration agrees with the spectrum put in, in both precisions", arguments: spectra.indices)
    func iteration(index: Int) throws {
        for (order, wanted) in [(90, 1), (150, 6), (400, 12)] {
            let spectrum = (0..<order).map { Self.spectra[index].value($0, order) }
            let matrix = try EigenTests.matrix(spectrum: spectrum, seed: UInt64(order)).matrix
            let operation = try DenseOperator(Matrix<Float>(matrix))
            for tolerance in [1e-3, 1e-6, 1e-9] {
                let pairs = try KrylovSolver(
                    matrix: operation,
                    plan: KrylovPlan(
                        order: order, wanted: wanted, blockSize: 8, basisSize: wanted + 56, keptSize: wanted + 12),
                    tolerance: tolerance, mostProducts: 100_000
                ).solve()
                try check(
                    pairs, of: operation, tolerance: tolerance,
                    "\(Self.spectra[index].name), \(wanted) of \(order), \(tolerance)")
            }
        }
    }

    /// Large blocks, which fill with invariant subspaces: there rounding errors are all that an image has to offer.
    @Test("invariant subspaces that are complete do no harm, whatever the unit", arguments: spectra.indices)
    func invariantSubspaces(index: Int) throws {
        let (order, wanted) = (300, 5)
        let spectrum = (0..<order).map { Self.spectra[index].value($0, order) }
        let matrix = try EigenTests.matrix(spectrum: spectrum, seed: 12).matrix
        for unit in [1, 1e-30, 1e30] {
            let operation = try DenseOperator(Matrix<Float>(matrix.map { $0 * unit }))
            for tolerance in [1e-4, 1e-12] {
                let pairs = try KrylovSolver(
                    matrix: operation,
                    plan: KrylovPlan(order: order, wanted: wanted, blockSize: 16, basisSize: 176, keptSize: 48),
                    tolerance: tolerance, mostProducts: 100_000
                ).solve()
                try check(
                    pairs, of: operation, tolerance: tolerance, "\(Self.spectra[index].name), \(unit), \(tolerance)")
            }
        }
    }

    /// Elements whose sums are more than single precision holds.
    @Test("where single precision overflows, double precision is used")
    func overflow() throws {
        let matrix = Matrix<Float>(rows: 700, columns: 700, repeating: 3e38)
        let pairs = try leadingEigenpairs(of: DenseOperator(matrix), count: 2)
        #expect(abs(pairs.eigenvalues[0] / (700 * Double(3e38 as Float)) - 1) < 1e-12)
        #expect(abs(pairs.eigenvalues[1]) <= 1e-13 * pairs.eigenvalues[0])
    }

    /// An operator with finite elements whose products are not.
    private struct Boundless: SymmetricOperator {
        let order: Int
        func multiply(_ x: Matrix<Float>, into y: inout Matrix<Float>) { y = x.map { _ in .infinity } }
        func multiply(_ x: Matrix<Double>, into y: inout Matrix<Double>) { y = x.map { _ in .nan } }
        func checkFinite() {}
    }

    @Test("where even double precision overflows, the error says that nothing was found")
    func boundless() {
        #expect(throws: LinearAlgebraError.noConvergence(operation: "the eigensolver", found: 0, wanted: 20)) {
            try leadingEigenpairs(of: Boundless(order: 700), count: 20)
        }
    }

    @Test("every order that is iterated has room for the basis")
    func plans() {
        for order in Array(641...2000) + [4999, 5000, 100_000] {
            for wanted in 1...order / 6 {
                let plan = KrylovPlan(order: order, wanted: wanted)
                #expect(plan.keptSize >= wanted && plan.basisSize + plan.blockSize <= order)
            }
        }
    }

    @Test("a thousand dimensions, as a user asks for them")
    func large() throws {
        let spectrum = (0..<900).map { 50 * Double(1 + $0).squareRoot().reciprocal - 3 } + [-200]
        let (matrix, _) = try EigenTests.matrix(spectrum: spectrum, seed: 8)
        let operation = try DenseOperator(Matrix<Float>(matrix))
        for tolerance in [1e-4, 1e-6, 1e-9] {
            try check(
                leadingEigenpairs(of: operation, count: 30, tolerance: tolerance), of: operation,
                tolerance: tolerance, "\(tolerance)")
        }
    }

    @Test("threads do not change the result by a bit")
    func threads() throws {
        let spectrum = (0..<700).map { 9 * Double(1 + $0).squareRoot().reciprocal - 1 }
        let operation = try DenseOperator(Matrix<Float>(EigenTests.matrix(spectrum: spectrum, seed: 5).matrix))
        let results = try [1, 2, 7].map { threads in
            try onThreads(threads) { try leadingEigenpairs(of: operation, count: 20) }
        }
        #expect(results[0] == results[1] && results[0] == results[2])
    }

    @Test("where the work is not enough, the error carries what there is")
    func noConvergence() throws {
        // Eigenvalues at distances far too small for so few products.
        let spectrum = (0..<800).map { 1 - 1e-5 * Double($0) }
        let (matrix, _) = try EigenTests.matrix(spectrum: spectrum, seed: 5)
        let operation = try DenseOperator(Matrix<Float>(matrix))
        let error = try #require(throws: LinearAlgebraError.self) {
            try leadingEigenpairs(of: operation, count: 10, tolerance: 1e-10, mostProducts: 200)
        }
        guard case .noConvergence(_, let found, let wanted, let partial?) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(found < wanted && wanted == 10 && partial.count == 10)
        #expect(partial.residuals.count { $0 <= 1e-10 * partial.eigenvalues[0] } == found)
        #expect(partial.maxResidual < 0.1)
        #expect("\(error)" == "the eigensolver did not converge: \(found) of 10 were found")
    }

    @Test("A search that is to stop, stops")
    func cancelled() throws {
        let matrix = Matrix<Float>(diagonal: (0..<800).map { 1 / Float($0 + 1) })
        #expect(throws: CancellationError.self) {
            try ComputeContext.$current.withValue(ComputeContext(isCancelled: { true })) {
                _ = try leadingEigenpairs(of: DenseOperator(matrix), count: 5)
            }
        }
    }
}

extension Double {
    fileprivate var reciprocal: Double { 1 / self }
}
