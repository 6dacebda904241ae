import CProductKernels
import Computation

/// A symmetric matrix as an operator, its elements in single precision.
///
/// A product with b vectors costs 2n²b operations.
public struct DenseOperator: SymmetricOperator {
    /// The elements, n×n.
    public let matrix: Matrix<Float>

    /// The operator of a matrix, which must be exactly symmetric.
    ///
    /// - Throws: ``LinearAlgebraError`` for a matrix that is not symmetric, or has an element that is not finite.
    public init(_ matrix: Matrix<Float>) throws {
        precondition(matrix.rows == matrix.columns, "only a square matrix is symmetric")
        self.matrix = matrix
        try checkSymmetric(matrix)
    }

    /// For matrices that are known to be symmetric.
    package init(symmetric matrix: Matrix<Float>) { self.matrix = matrix }

    /// The number of rows, and of columns.
    public var order: Int { matrix.rows }

    /// `Y := A X`.
    public func multiply(_ x: Matrix<Float>, into y: inout Matrix<Float>) { matrix.multiplyFew(x, into: &y) }

    /// `Y := A X`; the elements are widened a few rows at a time, so little memory is needed.
    public func multiply(_ x: Matrix<Double>, into y: inout Matrix<Double>) {
        precondition(x.rows == order && y.rows == order && x.columns == y.columns, "the shapes do not fit")
        guard order > 0, x.columns > 0 else { return }
        let n = order
        let width = x.columns
        y.withUnsafeMutableElements { y in
            nonisolated(unsafe) let y = y.baseAddress!
            matrix.elements.withUnsafeBufferPointer { elements in
                x.elements.withUnsafeBufferPointer { x in
                    nonisolated(unsafe) let (elements, x) = (elements, x.baseAddress!)
                    OpenBLAS.useCallingThread()
                    _ = concurrentChunks(count: n, chunk: 256) { rows in
                        let wide = elements[rows.lowerBound * n..<rows.upperBound * n].map(Double.init)
                        Double.multiplyTile(
                            rows: rows.count, columns: width, depth: n, alpha: 1, wide, stride: n,
                            transposed: false, x, stride: width, transposed: false, beta: 0,
                            y + rows.lowerBound * width, stride: width)
                    }
                }
            }
        }
    }

    /// Looks at each element.
    public func checkFinite() throws { try LinearAlgebra.checkFinite(matrix) }
}

extension Matrix<Float> {
    /// `Y := A X` for a large matrix A, which is up to twice as fast as ``gemm(_:_:transposeA:_:transposeB:_:into:)``
    /// where X has 16 columns or a multiple and the processor has AVX-512: BLAS copies A before it multiplies.
    ///
    /// The result does not depend on the number of threads; it differs from that of `gemm` by rounding errors.
    public func multiplyFew(_ x: Matrix<Float>, into y: inout Matrix<Float>) {
        precondition(x.rows == columns && y.rows == rows && x.columns == y.columns, "the shapes do not fit")
        guard x.columns > 0, x.columns % 16 == 0, rows > 0, columns > 0, thin_multiply_is_fast() else {
            return gemm(1, self, x, 0, into: &y)
        }
        let width = x.columns
        withPart { a in
            x.withPart { x in
                y.withMutablePart { y in
                    nonisolated(unsafe) let (a, x, y) = (a, x.start, y.start)
                    _ = concurrentChunks(count: rows, chunk: 96) { rows in
                        thin_multiply(
                            a.start + rows.lowerBound * a.columns, Int64(rows.count), Int64(a.columns), x,
                            y + rows.lowerBound * width, Int64(width))
                    }
                }
            }
        }
    }
}
