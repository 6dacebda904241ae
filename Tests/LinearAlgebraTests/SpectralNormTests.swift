import Computation
import LinearAlgebra
import Testing

@Suite("Spectral norm") struct SpectralNormTests {
    @Test("A diagonal matrix has the largest magnitude on its diagonal, whatever its sign", arguments: [-7.0, 7.0])
    func diagonal(largest: Double) throws {
        let estimate = try spectralNormEstimate(of: DenseOperator(Matrix(diagonal: [1, 3, Float(largest), -4, 0])))
        #expect(abs(estimate - 7) < 1e-6)
    }

    @Test("The estimate does not exceed the norm, and comes within a fiftieth of it for random matrices")
    func random() throws {
        var generator = SeededGenerator(seed: 5)
        for size in [1, 2, 7, 40] {
            let matrix = Matrix<Float>.randomNormal(
                rows: size, columns: size, standardDeviation: 1, using: &generator
            ).symmetrized
            let norm = try symmetricEigenvalues(of: Matrix<Double>(matrix)).map(abs).max()!
            let estimate = try spectralNormEstimate(of: DenseOperator(matrix))
            #expect(estimate <= norm * (1 + 1e-12) && estimate >= 0.98 * norm, "\(size): \(estimate), \(norm)")
        }
    }

    @Test("Nothing and zero have the norm zero")
    func zero() throws {
        #expect(try spectralNormEstimate(of: DenseOperator(Matrix(rows: 0, columns: 0))) == 0)
        #expect(try spectralNormEstimate(of: DenseOperator(Matrix(rows: 3, columns: 3))) == 0)
    }
}
