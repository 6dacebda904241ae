import Computation

/// `Γ A Γ` with a diagonal Γ: the rows and columns of an operator scaled alike, without touching its elements.
///
/// A product with b vectors costs 2nb operations beside A's own, and in one precision or the other the memory of b
/// vectors.
public struct DiagonalCongruence<Base: SymmetricOperator>: SymmetricOperator {
    /// The operator A.
    public let base: Base
    /// The diagonal of Γ.
    public let factors: [Double]

    /// The operator with its rows and columns scaled; one factor for each.
    public init(_ base: Base, scaledBy factors: [Double]) {
        precondition(factors.count == base.order, "each row needs a factor")
        self.base = base
        self.factors = factors
    }

    /// The order n.
    public var order: Int { base.order }

    /// `Y := Γ A Γ X` in single precision.
    public func multiply(_ x: Matrix<Float>, into y: inout Matrix<Float>) {
        let factors = self.factors.map { Float($0) }
        base.multiply(scaled(x, by: factors), into: &y)
        y = scaled(y, by: factors)
    }

    /// `Y := Γ A Γ X`.
    public func multiply(_ x: Matrix<Double>, into y: inout Matrix<Double>) {
        base.multiply(scaled(x, by: factors), into: &y)
        y = scaled(y, by: factors)
    }

    /// Checks A, then Γ, whose wrong element is named by its place on the diagonal.
    public func checkFinite() throws {
        try base.checkFinite()
        if let row = factors.firstIndex(where: { !$0.isFinite }) {
            throw LinearAlgebraError.notFinite(row: row, column: row)
        }
    }
}

/// The matrix with its rows multiplied by factors.
private func scaled<Element: Scalar>(_ matrix: Matrix<Element>, by factors: [Element]) -> Matrix<Element> {
    var result = matrix
    let width = matrix.columns
    result.withUnsafeMutableElements { elements in
        for row in factors.indices {
            for index in row * width..<(row + 1) * width { elements[index] *= factors[row] }
        }
    }
    return result
}
