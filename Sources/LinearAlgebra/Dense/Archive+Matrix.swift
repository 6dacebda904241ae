public import Computation

extension Archive {
    /// Adds a matrix, as an array of two dimensions.
    public mutating func store<Element: Scalar & NPYElement>(_ matrix: Matrix<Element>, as name: String) {
        store(matrix.elements, shape: [matrix.rows, matrix.columns], as: name)
    }

    /// The matrix of this name.
    ///
    /// - Throws: As ``Computation/Archive/array(_:of:)``, and ``Computation/ArchiveError/damaged(_:)`` where the array has
    ///   another number of dimensions, rows or columns.
    public func matrix<Element: Scalar & NPYElement>(
        _ name: String, rows: Int? = nil, columns: Int? = nil
    ) throws -> Matrix<Element> {
        let array = try array(name, of: Element.self)
        guard array.shape.count == 2, array.shape[0] == rows ?? array.shape[0],
            array.shape[1] == columns ?? array.shape[1]
        else { throw ArchiveError.damaged(name) }
        return Matrix(rows: array.shape[0], columns: array.shape[1], elements: array.elements)
    }
}
