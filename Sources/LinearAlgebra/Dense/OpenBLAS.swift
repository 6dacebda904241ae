import CLAPACK

/// The library behind BLAS and LAPACK.
package enum OpenBLAS {
    /// From now on each of the library's calls is computed by the thread that makes it; to be called before any of them.
    ///
    /// With more threads of the library's own, whose number depends on what else is running, results would differ by
    /// rounding from run to run. What is worth sharing is cut into parts that do not depend on the number of threads.
    package static func useCallingThread() { _ = usesCallingThread }

    private static let usesCallingThread: Void = openblas_set_num_threads(1)
}

/// The element types for which BLAS has products: `Float` and `Double`.
public protocol Scalar: BinaryFloatingPoint, Sendable {
    /// `C := α op(A) op(B) + β C` for matrices that stand row by row in memory, by one call of BLAS; a building block
    /// of ``gemm(_:_:transposeA:_:transposeB:_:into:)``, which checks shapes and shares the work.
    static func multiplyTile(
        rows: Int, columns: Int, depth: Int, alpha: Self, _ a: UnsafePointer<Self>, stride aStride: Int,
        transposed aTransposed: Bool, _ b: UnsafePointer<Self>, stride bStride: Int, transposed bTransposed: Bool,
        beta: Self, _ c: UnsafeMutablePointer<Self>, stride cStride: Int)

    /// Replaces a matrix that stands column by column by an orthonormal basis Q, and sets the upper triangle of
    /// `triangle` to R; returns LAPACK's status. A building block of ``qrDecomposition(of:)``.
    static func triangularize(
        _ matrix: inout [Self], rows: Int, columns: Int, triangle: inout Matrix<Self>
    ) -> Int32
}

extension Matrix {
    /// Takes the upper triangle from a matrix that stands column by column in columns of the given length.
    fileprivate mutating func setUpperTriangle(_ source: [Element], columnLength: Int) {
        for row in 0..<rows { for column in row..<columns { self[row, column] = source[column * columnLength + row] } }
    }
}

extension Float: Scalar {
    /// The product by `cblas_sgemm`.
    public static func multiplyTile(
        rows: Int, columns: Int, depth: Int, alpha: Float, _ a: UnsafePointer<Float>, stride aStride: Int,
        transposed aTransposed: Bool, _ b: UnsafePointer<Float>, stride bStride: Int, transposed bTransposed: Bool,
        beta: Float, _ c: UnsafeMutablePointer<Float>, stride cStride: Int
    ) {
        cblas_sgemm(
            CblasRowMajor, aTransposed ? CblasTrans : CblasNoTrans, bTransposed ? CblasTrans : CblasNoTrans,
            Int32(rows), Int32(columns), Int32(depth), alpha, a, Int32(aStride), b, Int32(bStride), beta, c,
            Int32(cStride))
    }

    /// The triangularisation by `sgeqrf` and `sorgqr`.
    public static func triangularize(
        _ matrix: inout [Float], rows: Int, columns: Int, triangle: inout Matrix<Float>
    ) -> Int32 {
        let (m, n) = (Int32(rows), Int32(columns))
        var reflectors = Array<Float>(repeating: 0, count: columns)
        let status = LAPACKE_sgeqrf(LAPACK_COL_MAJOR, m, n, &matrix, m, &reflectors)
        triangle.setUpperTriangle(matrix, columnLength: rows)
        return status == 0 ? LAPACKE_sorgqr(LAPACK_COL_MAJOR, m, n, n, &matrix, m, &reflectors) : status
    }
}

extension Double: Scalar {
    /// The product by `cblas_dgemm`.
    public static func multiplyTile(
        rows: Int, columns: Int, depth: Int, alpha: Double, _ a: UnsafePointer<Double>, stride aStride: Int,
        transposed aTransposed: Bool, _ b: UnsafePointer<Double>, stride bStride: Int, transposed bTransposed: Bool,
        beta: Double, _ c: UnsafeMutablePointer<Double>, stride cStride: Int
    ) {
        cblas_dgemm(
            CblasRowMajor, aTransposed ? CblasTrans : CblasNoTrans, bTransposed ? CblasTrans : CblasNoTrans,
            Int32(rows), Int32(columns), Int32(depth), alpha, a, Int32(aStride), b, Int32(bStride), beta, c,
            Int32(cStride))
    }

    /// The triangularisation by `dgeqrf` and `dorgqr`.
    public static func triangularize(
        _ matrix: inout [Double], rows: Int, columns: Int, triangle: inout Matrix<Double>
    ) -> Int32 {
        let (m, n) = (Int32(rows), Int32(columns))
        var reflectors = Array<Double>(repeating: 0, count: columns)
        let status = LAPACKE_dgeqrf(LAPACK_COL_MAJOR, m, n, &matrix, m, &reflectors)
        triangle.setUpperTriangle(matrix, columnLength: rows)
        return status == 0 ? LAPACKE_dorgqr(LAPACK_COL_MAJOR, m, n, n, &matrix, m, &reflectors) : status
    }
}
