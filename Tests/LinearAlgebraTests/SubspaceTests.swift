import Computation
import Foundation
import LinearAlgebra
import Testing

@Suite("Singular values, QR and subspaces")
struct SubspaceTests {
    @Test("singular values of a tall and of a wide matrix, also very small ones")
    func values() throws {
        var generator = SeededGenerator(seed: 8)
        let spectrum = [30, 1, 1e-3, 1e-6, 1e-8, 0]
        let u = try orthonormalBasis(of: .randomNormal(rows: 300, columns: 6, using: &generator))
        let v = try orthonormalBasis(of: .randomNormal(rows: 6, columns: 6, using: &generator))
        let matrix = (u * Matrix(diagonal: spectrum)).timesTransposed(v)
        for found in [try singularValues(of: matrix), try singularValues(of: matrix.transposed)] {
            #expect(found.count == 6)
            for (value, wanted) in zip(found, spectrum) { #expect(abs(value - wanted) < 3e-14) }
        }
        #expect(try singularValues(of: Matrix(rows: 3, columns: 0)) == [])
    }

    @Test("QR: the product comes back, Q is orthonormal and R is triangular, also without full rank")
    func qr() throws {
        var generator = SeededGenerator(seed: 9)
        var matrix = Matrix<Double>.randomNormal(rows: 20, columns: 5, using: &generator)
        for row in 0..<20 { matrix[row, 3] = matrix[row, 0] }
        let (q, r) = try qrDecomposition(of: matrix)
        for (a, b) in zip((q * r).elements, matrix.elements) { #expect(abs(a - b) < 1e-13) }
        let gram = q.transposedTimes(q)
        for i in 0..<5 {
            for j in 0..<5 {
                #expect(abs(gram[i, j] - (i == j ? 1 : 0)) < 1e-13)
                if j < i { #expect(r[i, j] == 0) }
            }
        }
    }

    @Test("principal angles by hand: a shared line and planes tilted by a known angle", arguments: [1e-9, 0.3, 1.5])
    func angles(tilt: Double) throws {
        let a = Matrix<Double>([[1, 0], [0, 2], [0, 0], [0, 0]])
        let b = Matrix<Double>([[3, 0], [3, cos(tilt)], [0, sin(tilt)], [0, 0]])
        // b's span is that of (1, 1, 0, 0) and (0, cos, sin, 0).
        let found = try principalAngles(a, b)
        #expect(found.count == 2)
        #expect(found[0] < 1e-8)
        // The normal of span(a) within the first three axes is e₃, that of span(b) (sin, −sin, cos)/√(1 + sin²).
        let expected = atan2(2.0.squareRoot() * sin(tilt), cos(tilt))
        #expect(abs(found[1] - expected) < 1e-12 * max(1, expected))
        #expect(abs(try subspaceOverlap(a, b) - (1 + cos(expected) * cos(expected)) / 2) < 1e-12)
    }

    @Test("the overlap is one for nested spans, zero for orthogonal ones, k/n for random ones on average")
    func overlap() throws {
        let axes = Matrix<Double>(diagonal: [1, 1, 1, 1])
        let first = axes.leadingColumns(1)
        #expect(abs(try subspaceOverlap(axes.leadingColumns(2), first) - 1) < 1e-14)
        #expect(try subspaceOverlap(first, Matrix([[0], [0], [1], [0]])) < 1e-28)
        var generator = SeededGenerator(seed: 4)
        let random = try (0..<200).map { _ in
            try subspaceOverlap(
                .randomNormal(rows: 40, columns: 10, using: &generator),
                .randomNormal(rows: 40, columns: 10, using: &generator))
        }
        #expect(abs(random.reduce(0, +) / 200 - 0.25) < 0.01)
    }
}
