/// A symmetric linear map of n-vectors, given by what it does to them; what the iterative solvers work on.
///
/// `X` and `Y` are n×b: b vectors as columns. An implementation uses the threads of the current
/// ``Computation/ComputeContext`` and gives the same result, bit for bit, for any number of them.
public protocol SymmetricOperator: Sendable {
    /// The order n.
    var order: Int { get }
    /// `Y := A X` in single precision.
    func multiply(_ x: Matrix<Float>, into y: inout Matrix<Float>)
    /// `Y := A X` in double precision, by which residuals are measured.
    func multiply(_ x: Matrix<Double>, into y: inout Matrix<Double>)
    /// Throws ``LinearAlgebraError/notFinite(row:column:)`` for an element that is infinite or not a number.
    func checkFinite() throws
}

extension SymmetricOperator {
    /// `A X` in double precision.
    public func callAsFunction(_ x: Matrix<Double>) -> Matrix<Double> {
        var y = Matrix<Double>(rows: x.rows, columns: x.columns)
        multiply(x, into: &y)
        return y
    }

    /// All n² elements, from the product with the identity; exactly symmetric. For small orders.
    public var dense: Matrix<Double> {
        self(Matrix(diagonal: Array(repeating: 1, count: order))).symmetrized
    }
}
