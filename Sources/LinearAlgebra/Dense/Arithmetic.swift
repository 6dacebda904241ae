extension Matrix {
    /// The identity of an order: ones on the diagonal, zeros elsewhere.
    public static func identity(_ order: Int) -> Matrix { Matrix(diagonal: Array(repeating: 1, count: order)) }

    /// The sum of two matrices of the same shape.
    public static func + (a: Matrix, b: Matrix) -> Matrix {
        precondition(a.rows == b.rows && a.columns == b.columns, "matrices of different shapes cannot be added")
        return Matrix(rows: a.rows, columns: a.columns, elements: zip(a.elements, b.elements).map(+))
    }

    /// The difference of two matrices of the same shape.
    public static func - (a: Matrix, b: Matrix) -> Matrix {
        precondition(a.rows == b.rows && a.columns == b.columns, "matrices of different shapes cannot be subtracted")
        return Matrix(rows: a.rows, columns: a.columns, elements: zip(a.elements, b.elements).map(-))
    }

    /// The matrix with each element's sign changed.
    public static prefix func - (a: Matrix) -> Matrix { a.map { -$0 } }

    /// Each element times a number.
    public static func * (factor: Element, a: Matrix) -> Matrix { a.map { factor * $0 } }

    /// Each element times a number.
    public static func * (a: Matrix, factor: Element) -> Matrix { a.map { $0 * factor } }
}
