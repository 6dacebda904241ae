import Computation

/// `A + U diag(w) Uᵀ` with a few columns U: an operator and a correction of low rank, without forming their sum.
///
/// A product with b vectors costs 4nrb operations beside A's own, for r columns.
public struct LowRankUpdate<Base: SymmetricOperator>: SymmetricOperator {
    /// The operator A.
    public let base: Base
    /// The columns U, n×r.
    public let vectors: Matrix<Double>
    /// The weights w, one for each column.
    public let weights: [Double]

    /// The sum of an operator and a correction.
    public init(_ base: Base, vectors: Matrix<Double>, weights: [Double]) {
        precondition(vectors.rows == base.order && vectors.columns == weights.count, "the shapes do not fit")
        self.base = base
        self.vectors = vectors
        self.weights = weights
    }

    /// `A + c·11ᵀ`: the same number added to every element.
    public init(_ base: Base, adding constant: Double) {
        self.init(base, vectors: Matrix(rows: base.order, columns: 1, repeating: 1), weights: [constant])
    }

    /// The order n.
    public var order: Int { base.order }

    /// `Y := A X + U diag(w) UᵀX`, the correction in double precision.
    public func multiply(_ x: Matrix<Float>, into y: inout Matrix<Float>) {
        base.multiply(x, into: &y)
        addProduct(of: vectors, weights, x, to: &y)
    }

    /// `Y := A X + U diag(w) UᵀX`.
    public func multiply(_ x: Matrix<Double>, into y: inout Matrix<Double>) {
        base.multiply(x, into: &y)
        addProduct(of: vectors, weights, x, to: &y)
    }

    /// Checks A, then the columns and weights; a wrong element of the correction is named by its row and column in U.
    public func checkFinite() throws {
        try base.checkFinite()
        try LinearAlgebra.checkFinite(vectors)
        if let column = weights.firstIndex(where: { !$0.isFinite }) {
            throw LinearAlgebraError.notFinite(row: 0, column: column)
        }
    }
}

/// `Y := Y + U diag(w) UᵀX`. A function by itself: as a member of a type that is generic over the operator it would not
/// be specialised for the precision.
private func addProduct<Element: Scalar>(
    of vectors: Matrix<Double>, _ weights: [Double], _ x: Matrix<Element>, to y: inout Matrix<Element>
) {
    let order = vectors.rows
    let (width, rank) = (x.columns, weights.count)
    // Sums over fixed ranges of rows, added in their order: the same for any number of threads.
    let chunk = 256
    let parts = vectors.elements.withUnsafeBufferPointer { vectors in
        x.elements.withUnsafeBufferPointer { x in
            nonisolated(unsafe) let (vectors, x) = (vectors, x)
            return concurrentChunks(count: order, chunk: chunk) { rows in
                var sums = Array(repeating: 0.0, count: rank * width)
                sums.withUnsafeMutableBufferPointer { sums in
                    for row in rows {
                        for column in 0..<rank {
                            let factor = vectors[row * rank + column]
                            for j in 0..<width { sums[column * width + j] += factor * Double(x[row * width + j]) }
                        }
                    }
                }
                return sums
            }
        }
    }
    var sums = Array(repeating: 0.0, count: rank * width)
    for part in parts { for index in sums.indices { sums[index] += part[index] } }
    for column in 0..<rank { for j in 0..<width { sums[column * width + j] *= weights[column] } }
    y.withUnsafeMutableElements { y in
        vectors.elements.withUnsafeBufferPointer { vectors in
            sums.withUnsafeBufferPointer { sums in
                nonisolated(unsafe) let (vectors, sums, y) = (vectors, sums, y)
                concurrentChunks(count: order, chunk: chunk) { rows in
                    for row in rows {
                        for column in 0..<rank {
                            let factor = vectors[row * rank + column]
                            for j in 0..<width { y[row * width + j] += Element(factor * sums[column * width + j]) }
                        }
                    }
                }
            }
        }
    }
}
