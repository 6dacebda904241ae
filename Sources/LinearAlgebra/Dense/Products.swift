import Computation

/// `C := α op(A) op(B) + β C`, where `op` is the matrix or its transpose: nothing is allocated.
///
/// The rows of the result are cut into tiles whose number depends on the shape alone; each tile is one product by a
/// single thread of BLAS, and the tiles run in parallel on ``Computation/ComputeContext/threads`` threads. So the
/// result is the same bit for bit whatever the number of threads; another processor or another version of BLAS may
/// round differently. Shapes that do not fit are a fault of the program and trap.
public func gemm<Element: Scalar>(
    _ alpha: Element, _ a: Matrix<Element>, transposeA: Bool = false, _ b: Matrix<Element>,
    transposeB: Bool = false, _ beta: Element, into c: inout Matrix<Element>
) {
    a.withPart { a in
        b.withPart { b in
            c.withMutablePart { c in gemm(alpha, a, transposeA: transposeA, b, transposeB: transposeB, beta, into: c) }
        }
    }
}

/// The same for parts of matrices.
func gemm<Element: Scalar>(
    _ alpha: Element, _ a: MatrixPart<Element>, transposeA: Bool = false, _ b: MatrixPart<Element>,
    transposeB: Bool = false, _ beta: Element, into c: MutableMatrixPart<Element>
) {
    let (rows, depth) = transposeA ? (a.columns, a.rows) : (a.rows, a.columns)
    let (bDepth, columns) = transposeB ? (b.columns, b.rows) : (b.rows, b.columns)
    precondition(
        depth == bDepth && c.rows == rows && c.columns == columns,
        "the product of \(rows)×\(depth) and \(bDepth)×\(columns) does not fit into \(c.rows)×\(c.columns)")
    guard rows > 0, columns > 0 else { return }
    guard depth > 0 else {
        // BLAS leaves strides of zero undefined.
        for row in 0..<rows {
            for index in row * c.stride..<row * c.stride + columns { c.start[index] *= beta == 0 ? 0 : beta }
        }
        return
    }
    let tile = tileHeight(rows: rows, columns: columns, depth: depth)
    let threads = ComputeContext.current.threads
    // The tiles write to disjoint rows of C and only read A and B.
    nonisolated(unsafe) let (a, b, c) = (a, b, c)
    OpenBLAS.useCallingThread()
    _ = concurrentChunks(count: rows, chunk: tile, threads: threads) { range in
        Element.multiplyTile(
            rows: range.count, columns: columns, depth: depth, alpha: alpha,
            a.start + (transposeA ? range.lowerBound : range.lowerBound * a.stride), stride: a.stride,
            transposed: transposeA, b.start, stride: b.stride, transposed: transposeB, beta: beta,
            c.start + range.lowerBound * c.stride, stride: c.stride)
    }
}

/// Rows of the result in a tile: eight tiles for large products, so that threads share them evenly, and more where
/// tiles would be tall; one tile for small products. BLAS prepares B anew for each tile, which for sixteen tiles of a
/// product with 64 columns took a sixth of the time.
private func tileHeight(rows: Int, columns: Int, depth: Int) -> Int {
    let worthSharing = 1 << 18
    guard rows * columns * depth > worthSharing else { return rows }
    let eighth = ((rows + 7) / 8 + 7) / 8 * 8
    return max(16, min(eighth, 512))
}

extension Matrix {
    /// The product of two matrices; see ``gemm(_:_:transposeA:_:transposeB:_:into:)``.
    public static func * (a: Matrix, b: Matrix) -> Matrix {
        var result = Matrix(rows: a.rows, columns: b.columns)
        gemm(1, a, b, 0, into: &result)
        return result
    }

    /// `Aᵀ B`, without forming `Aᵀ`.
    public func transposedTimes(_ b: Matrix) -> Matrix {
        var result = Matrix(rows: columns, columns: b.columns)
        gemm(1, self, transposeA: true, b, 0, into: &result)
        return result
    }

    /// `A Bᵀ`, without forming `Bᵀ`.
    public func timesTransposed(_ b: Matrix) -> Matrix {
        var result = Matrix(rows: rows, columns: b.rows)
        gemm(1, self, b, transposeB: true, 0, into: &result)
        return result
    }
}
