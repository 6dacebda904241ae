import CProductKernels
import Computation

/// A symmetric matrix in compressed sparse rows, its elements in single precision: 8 bytes an element.
///
/// A product with b vectors costs 2b operations an element. It pays off beside a dense matrix where fewer than about
/// a tenth of the elements are there: BLAS computes that much faster.
public struct SparseMatrix: SymmetricOperator {
    /// The number of rows, and of columns.
    public let order: Int
    /// Row i is the range `rowOffsets[i]..<rowOffsets[i + 1]` of ``columns`` and ``values``; n + 1 offsets.
    public let rowOffsets: [Int]
    /// The columns of the elements, ascending in each row.
    public let columns: [Int32]
    /// The elements.
    public let values: [Float]

    /// A matrix from its parts. It must be symmetric; that is the caller's word.
    public init(rowOffsets: [Int], columns: [Int32], values: [Float]) {
        precondition(rowOffsets.first == 0 && rowOffsets.last == values.count, "the offsets do not fit the elements")
        precondition(columns.count == values.count, "each element needs a column")
        order = rowOffsets.count - 1
        self.rowOffsets = rowOffsets
        self.columns = columns
        self.values = values
    }

    /// How many elements are stored.
    public var elementCount: Int { values.count }

    /// `Y := A X`, row by row.
    public func multiply(_ x: Matrix<Float>, into y: inout Matrix<Float>) {
        multiply(x, into: &y, by: { sparse_multiply_float($0, $1, $2, $3, $4, $5, $6, $7) })
    }

    /// `Y := A X`, row by row; the elements are widened.
    public func multiply(_ x: Matrix<Double>, into y: inout Matrix<Double>) {
        multiply(x, into: &y, by: { sparse_multiply_double($0, $1, $2, $3, $4, $5, $6, $7) })
    }

    /// One of the C functions: offsets, columns, values, first row, end, X, Y, width.
    private typealias Kernel<Element> =
        @Sendable (
            UnsafePointer<Int64>, UnsafePointer<Int32>, UnsafePointer<Float>, Int64, Int64, UnsafePointer<Element>,
            UnsafeMutablePointer<Element>, Int64
        ) -> Void

    private func multiply<Element: Scalar>(
        _ x: Matrix<Element>, into y: inout Matrix<Element>, by kernel: Kernel<Element>
    ) {
        precondition(x.rows == order && y.rows == order && x.columns == y.columns, "the shapes do not fit")
        let width = x.columns
        guard elementCount > 0, width > 0 else {
            y = Matrix(rows: order, columns: width)
            return
        }
        y.withMutablePart { y in
            x.withPart { x in
                rowOffsets.withUnsafeBytes { offsets in
                    columns.withUnsafeBufferPointer { columns in
                        values.withUnsafeBufferPointer { values in
                            // The kernels read A and X and write to disjoint rows of Y.
                            nonisolated(unsafe) let (x, y) = (x.start, y.start)
                            nonisolated(unsafe) let columns = columns.baseAddress!
                            nonisolated(unsafe) let values = values.baseAddress!
                            nonisolated(unsafe) let offsets = offsets.assumingMemoryBound(to: Int64.self).baseAddress!
                            // Few rows at a time: those of frequent words have many times more elements than others.
                            _ = concurrentChunks(count: order, chunk: 32) { rows in
                                kernel(
                                    offsets, columns, values, Int64(rows.lowerBound), Int64(rows.upperBound), x, y,
                                    Int64(width))
                            }
                        }
                    }
                }
            }
        }
    }

    /// Looks at each stored element.
    public func checkFinite() throws {
        guard let index = values.firstIndex(where: { !$0.isFinite }) else { return }
        let row = rowOffsets.partitioningIndex { $0 > index } - 1
        throw LinearAlgebraError.notFinite(row: row, column: Int(columns[index]))
    }
}

extension [Int] {
    /// The first index of an ascending array whose element fulfils a condition that all later ones fulfil too.
    fileprivate func partitioningIndex(where condition: (Int) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if condition(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
