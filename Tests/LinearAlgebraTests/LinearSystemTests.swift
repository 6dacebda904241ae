import Files
import Computation
import LinearAlgebra
import Testing

@Suite("Linear systems, inverses and singular vectors")
struct LinearSystemTests {
    private func random(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix<Double> {
        var generator = SeededGenerator(seed: seed)
        return .randomNormal(rows: rows, columns: columns, using: &generator)
    }

    private func largest(_ matrix: Matrix<Double>) -> Double { matrix.elements.map(abs).max() ?? 0 }

    @Test("sums, differences and multiples are those of the elements")
    func arithmetic() {
        let (a, b) = (Matrix<Double>([[1, 2], [3, 4]]), Matrix<Double>([[5, 0], [-1, 2]]))
        #expect(a + b == Matrix([[6, 2], [2, 6]]))
        #expect(a - b == Matrix([[-4, 2], [4, 2]]))
        #expect(-a == Matrix([[-1, -2], [-3, -4]]))
        #expect(2 * a == Matrix([[2, 4], [6, 8]]) && a * 2 == 2 * a)
        #expect(Matrix<Float>.identity(2) == Matrix([[1, 0], [0, 1]]))
        #expect(Matrix<Double>.identity(2) * a == a && a * .identity(2) == a)
    }

    @Test("a system of two has the solution that one finds by hand")
    func byHand() throws {
        // x + 2y = 5, 3x + 4y = 11.
        let a = Matrix<Double>([[1, 2], [3, 4]])
        let x = try solve(a, [5, 11])
        #expect(abs(x[0] - 1) < 1e-14 && abs(x[1] - 2) < 1e-14)
        #expect(largest(try inverse(of: a) - Matrix([[-2, 1], [1.5, -0.5]])) < 1e-14)
        #expect(try solve(Matrix(rows: 0, columns: 0), []).isEmpty)
    }

    @Test("the residual is that of rounding, for one right side and for many", arguments: [1, 3, 60, 200])
    func residual(order: Int) throws {
        let (a, b) = (random(order, order, seed: 1), random(order, 7, seed: 2))
        let x = try solve(a, b)
        #expect(largest(a * x - b) < 1e-12 * Double(order) * largest(x))
        let inverse = try inverse(of: a)
        #expect(largest(a * inverse - .identity(order)) < 1e-12 * Double(order) * largest(inverse))
    }

    @Test("a singular matrix and one that is not finite are errors that name the place")
    func errors() {
        let message = #expect(throws: LinearAlgebraError.self) { try solve(Matrix([[1, 2], [2, 4]]), [1, 1]) }
        #expect(message == .singular(column: 1))
        #expect(message?.description == "the matrix is singular: column 1 is a combination of those before it")
        #expect(message?.remedy == "Leave dependent columns out, or add a small multiple of the identity.")
        #expect(throws: LinearAlgebraError.notFinite(row: 0, column: 1)) {
            try inverse(of: Matrix([[1, .nan], [2, 4]]))
        }
    }

    @Test(
        "singular vectors are orthonormal, make the matrix again, and have the values that come alone",
        arguments: [(1, 1), (5, 5), (40, 12), (12, 40), (7, 0)])
    func decomposition(rows: Int, columns: Int) throws {
        let a = random(rows, columns, seed: 3)
        let svd = try singularValueDecomposition(of: a)
        let k = min(rows, columns)
        #expect(svd.u.columns == k && svd.v.columns == k && svd.v.rows == columns)
        #expect(largest(svd.u.transposedTimes(svd.u) - .identity(k)) < 1e-13)
        #expect(largest(svd.v.transposedTimes(svd.v) - .identity(k)) < 1e-13)
        #expect(largest(svd.u * Matrix(diagonal: svd.values) * svd.v.transposed - a) < 1e-12)
        for (one, other) in zip(svd.values, try singularValues(of: a)) { #expect(abs(one - other) < 1e-12) }
        for column in 0..<k { #expect(svd.u.column(column).max { abs($0) < abs($1) }! > 0) }
    }
}
