import Computation
import LinearAlgebra
import Testing

@Suite("Matrix products")
struct ProductTests {
    let a = Matrix<Double>([[1, 2, 3], [4, 5, 6]])
    let b = Matrix<Double>([[1, 0], [2, -1], [0, 3]])

    @Test("a product by hand, plain and with either factor transposed")
    func byHand() {
        let expected = Matrix<Double>([[5, 7], [14, 13]])
        #expect(a * b == expected)
        #expect(a.transposed.transposedTimes(b) == expected)
        #expect(a.timesTransposed(b.transposed) == expected)
        var c = Matrix<Double>([[1, 1], [1, 1]])
        gemm(2, a, b, -1, into: &c)
        #expect(c == Matrix([[9, 13], [27, 25]]))
        gemm(1, a.transposed, transposeA: true, b.transposed, transposeB: true, 0, into: &c)
        #expect(c == expected)
    }

    @Test("a product over an empty inner dimension is β C, and an empty result stays empty")
    func empty() {
        var c = Matrix<Float>([[1, 2]])
        gemm(1, Matrix(rows: 1, columns: 0), Matrix(rows: 0, columns: 2), 3, into: &c)
        #expect(c == Matrix([[3, 6]]))
        #expect(Matrix<Double>(rows: 0, columns: 2) * Matrix(rows: 2, columns: 3) == Matrix(rows: 0, columns: 3))
    }

    @Test("a large product agrees with the sums written out", arguments: [false, true])
    func large(transposed: Bool) {
        var generator = SeededGenerator(seed: 3)
        let a = Matrix<Float>.randomNormal(rows: 301, columns: 203, using: &generator)
        let b = Matrix<Float>.randomNormal(rows: 203, columns: 37, using: &generator)
        let c = transposed ? a.transposed.transposedTimes(b) : a * b
        for i in stride(from: 0, to: 301, by: 7) {
            for j in 0..<37 {
                let sum = (0..<203).reduce(0.0) { $0 + Double(a[i, $1]) * Double(b[$1, j]) }
                #expect(abs(Double(c[i, j]) - sum) < 1e-4)
            }
        }
    }

    @Test("the number of threads does not change a single bit")
    func threads() {
        var generator = SeededGenerator(seed: 5)
        let a = Matrix<Float>.randomNormal(rows: 413, columns: 389, using: &generator)
        let b = Matrix<Float>.randomNormal(rows: 389, columns: 61, using: &generator)
        let (wideA, wideB) = (Matrix<Double>(a), Matrix<Double>(b))
        let results = [1, 2, 7].map { threads in
            onThreads(threads) { (a * b, wideA * wideB, (a * b).transposedTimes(a * b)) }
        }
        for result in results {
            #expect(result.0 == results[0].0)
            #expect(result.1 == results[0].1)
            #expect(result.2 == results[0].2)
        }
    }

    @Test("transposition, rows, columns and norms")
    func parts() {
        #expect(a.transposed == Matrix([[1, 4], [2, 5], [3, 6]]))
        #expect(a.transposed.transposed == a)
        #expect(Array(a.row(1)) == [4, 5, 6])
        #expect(a.column(2) == [3, 6])
        #expect(a.leadingColumns(2) == Matrix([[1, 2], [4, 5]]))
        #expect(a.rows(at: [1, 0, 1]) == Matrix([[4, 5, 6], [1, 2, 3], [4, 5, 6]]))
        #expect(a.squaredFrobeniusNorm == 91)
        #expect(Matrix<Double>(diagonal: [2, 3]) == Matrix([[2, 0], [0, 3]]))
    }

    @Test("normal deviates have the standard deviation asked for and depend on the seed alone")
    func deviates() {
        var (first, second, other) = (SeededGenerator(seed: 1), SeededGenerator(seed: 1), SeededGenerator(seed: 2))
        let matrix = Matrix<Double>.randomNormal(rows: 200, columns: 50, standardDeviation: 0.5, using: &first)
        #expect(matrix == .randomNormal(rows: 200, columns: 50, standardDeviation: 0.5, using: &second))
        #expect(matrix != .randomNormal(rows: 200, columns: 50, standardDeviation: 0.5, using: &other))
        #expect(abs(matrix.squaredFrobeniusNorm / 10_000 - 0.25) < 0.01)
        #expect(abs(matrix.elements.reduce(0, +) / 10_000) < 0.02)
    }
}

/// Runs `body` while the context allows that many threads.
func onThreads<Result>(_ threads: Int, _ body: () throws -> Result) rethrows -> Result {
    var context = ComputeContext.current
    context.threads = threads
    return try ComputeContext.$current.withValue(context) { try body() }
}
