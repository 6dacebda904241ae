import Computation
import LinearAlgebra
import Testing

@Suite("Symmetric operators")
struct OperatorTests {
    /// A symmetric matrix of whole numbers, about a third of them zero.
    static func wholeNumbers(order: Int, seed: UInt64) -> Matrix<Double> {
        var generator = SeededGenerator(seed: seed)
        var matrix = Matrix<Double>(rows: order, columns: order)
        for row in 0..<order {
            for column in 0...row {
                let value = Double(max(0, Int.random(in: -3...6, using: &generator)))
                (matrix[row, column], matrix[column, row]) = (value, value)
            }
        }
        return matrix
    }

    static func sparse(_ matrix: Matrix<Double>) -> SparseMatrix {
        var offsets = [0]
        var columns: [Int32] = []
        var values: [Float] = []
        for row in 0..<matrix.rows {
            for column in 0..<matrix.columns where matrix[row, column] != 0 {
                columns.append(Int32(column))
                values.append(Float(matrix[row, column]))
            }
            offsets.append(values.count)
        }
        return SparseMatrix(rowOffsets: offsets, columns: columns, values: values)
    }

    static func images<Element: Scalar>(
        of operation: any SymmetricOperator, _ x: Matrix<Element>
    ) -> Matrix<Double> {
        if let x = x as? Matrix<Float> {
            // What was in Y before must not matter.
            var y = Matrix<Float>(rows: x.rows, columns: x.columns, repeating: .nan)
            operation.multiply(x, into: &y)
            return Matrix<Double>(y)
        }
        return operation(x as! Matrix<Double>)
    }

    @Test(
        "dense, sparse and corrected operators multiply whole numbers exactly, whatever the width",
        arguments: [1, 7, 33, 150, 300], [1, 5, 16, 23, 32, 48, 64, 91, 128])
    func exactProducts(order: Int, width: Int) throws {
        let matrix = Self.wholeNumbers(order: order, seed: UInt64(order))
        var generator = SeededGenerator(seed: UInt64(width))
        let x = Matrix<Double>.randomNormal(rows: order, columns: width, using: &generator).map { ($0 * 4).rounded() }
        let exact = matrix * x
        let shifted = matrix.map { $0 - 2 }
        let operators: [any SymmetricOperator] = [
            try DenseOperator(Matrix<Float>(matrix)), Self.sparse(matrix),
            LowRankUpdate(Self.sparse(shifted), adding: 2),
            LowRankUpdate(try DenseOperator(Matrix<Float>(shifted)), adding: 2),
        ]
        for operation in operators {
            #expect(operation.order == order)
            #expect(Self.images(of: operation, Matrix<Float>(x)) == exact)
            #expect(Self.images(of: operation, x) == exact)
            #expect(operation.dense == matrix)
        }
    }

    @Test("a correction of rank two is U diag(w) Uᵀ")
    func correction() {
        let u = Matrix<Double>([[1, 0], [2, 1], [0, -1]])
        let operation = LowRankUpdate(Self.sparse(Matrix(diagonal: [1, 0, 5])), vectors: u, weights: [3, -2])
        // 3·(1,2,0)ᵀ(1,2,0) − 2·(0,1,−1)ᵀ(0,1,−1) + diag(1,0,5)
        #expect(operation.dense == Matrix([[4, 6, 0], [6, 10, 2], [0, 2, 3]]))
    }

    @Test("a sparse matrix whose tiles are of any width, full or empty, multiplies exactly")
    func tiles() {
        // Columns 0...299 are full, later ones have an element in every hundredth row, and some rows have none at all:
        // tiles of 128 columns and of 2048, bands of 256 rows, and a few that are cut off.
        let order = 2700
        func element(_ row: Int, _ column: Int) -> Double {
            let (high, low) = (max(row, column), min(row, column))
            if low >= 300 { return 0 }
            return high < 300 || (high + low) % 100 == 0 ? Double((high * 7 + low) % 9 - 4) : 0
        }
        let matrix = Matrix(
            rows: order, columns: order,
            elements: (0..<order * order).map { element($0 / order, $0 % order) })
        var generator = SeededGenerator(seed: 1)
        let x = Matrix<Double>.randomNormal(rows: order, columns: 17, using: &generator).map { ($0 * 4).rounded() }
        let sparse = Self.sparse(matrix)
        #expect(sparse.elementCount == matrix.elements.count { $0 != 0 })
        #expect(Self.images(of: sparse, x) == matrix * x)
        #expect(Self.images(of: sparse, Matrix<Float>(x)) == matrix * x)
    }

    @Test("an operator without elements is zero")
    func empty() {
        let zero = SparseMatrix(rowOffsets: [0, 0, 0, 0], columns: [], values: [])
        #expect(zero.dense == Matrix(rows: 3, columns: 3))
        #expect(SparseMatrix(rowOffsets: [0], columns: [], values: []).order == 0)
    }

    @Test("threads do not change products by a bit")
    func threads() throws {
        let matrix = Matrix<Float>(try EigenTests.matrix(spectrum: (0..<300).map { 7 - Double($0) }, seed: 3).matrix)
        var generator = SeededGenerator(seed: 4)
        let x = Matrix<Float>.randomNormal(rows: 300, columns: 48, using: &generator)
        let operators: [any SymmetricOperator] = [
            try DenseOperator(matrix), Self.sparse(Matrix<Double>(matrix)),
            LowRankUpdate(try DenseOperator(matrix), adding: 0.3),
        ]
        for operation in operators {
            let images = [1, 2, 7].map { threads in onThreads(threads) { Self.images(of: operation, x) } }
            #expect(images[0] == images[1] && images[0] == images[2])
        }
    }

    @Test("an element that is not finite, or breaks the symmetry, is named")
    func faults() throws {
        var matrix = Matrix<Float>(diagonal: [1, 2, 3])
        (matrix[2, 1], matrix[1, 2]) = (.nan, .nan)
        #expect(throws: LinearAlgebraError.notFinite(row: 1, column: 2)) { try DenseOperator(matrix) }
        #expect(throws: LinearAlgebraError.notSymmetric(row: 1, column: 0)) {
            try DenseOperator(Matrix<Float>([[1, 2], [3, 1]]))
        }
        let sparse = SparseMatrix(rowOffsets: [0, 1, 1, 3], columns: [2, 0, 2], values: [1, .infinity, 3])
        #expect(throws: LinearAlgebraError.notFinite(row: 2, column: 0)) { try leadingEigenpairs(of: sparse, count: 1) }
        var late = Matrix<Double>(rows: 400, columns: 400, repeating: 1)
        (late[390, 100], late[100, 390]) = (.nan, .nan)
        #expect(throws: LinearAlgebraError.notFinite(row: 100, column: 390)) { try Self.sparse(late).checkFinite() }
        let corrected = LowRankUpdate(
            SparseMatrix(rowOffsets: [0, 0, 0], columns: [], values: []), vectors: Matrix([[1], [.nan]]), weights: [1])
        #expect(throws: LinearAlgebraError.notFinite(row: 1, column: 0)) { try corrected.checkFinite() }
    }

    @Test("scaling rows and columns multiplies each element by both factors, in both precisions")
    func congruence() throws {
        let matrix = Self.wholeNumbers(order: 9, seed: 4)
        let factors = (0..<9).map { Double($0 % 4) / 2 }
        var scaled = matrix
        for row in 0..<9 { for column in 0..<9 { scaled[row, column] *= factors[row] * factors[column] } }
        let operation = DiagonalCongruence(
            LowRankUpdate(Self.sparse(matrix.map { $0 - 2 }), adding: 2), scaledBy: factors)
        #expect(operation.order == 9 && operation.dense == scaled)
        let identity = Matrix<Float>(diagonal: Array(repeating: 1, count: 9))
        #expect(Self.images(of: operation, identity) == scaled)
        #expect(throws: LinearAlgebraError.notFinite(row: 1, column: 1)) {
            try DiagonalCongruence(Self.sparse(matrix), scaledBy: [1, .nan, 1, 1, 1, 1, 1, 1, 1]).checkFinite()
        }
    }
}
