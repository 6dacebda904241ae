public import Computation

/// A dense matrix whose elements stand row by row in one array.
///
/// Indices are checked as an array's are: a wrong index, like a wrong shape, is a fault of the program and traps.
public struct Matrix<Element: Scalar>: Hashable, Sendable {
    /// The number of rows.
    public let rows: Int
    /// The number of columns.
    public let columns: Int
    /// The elements, row by row; `rows · columns` of them.
    public internal(set) var elements: [Element]

    /// A matrix whose elements are all alike.
    public init(rows: Int, columns: Int, repeating value: Element = 0) {
        precondition(rows >= 0 && columns >= 0, "a matrix cannot have a negative number of rows or columns")
        self.rows = rows
        self.columns = columns
        elements = Array(repeating: value, count: rows * columns)
    }

    /// A matrix of the given elements, which stand row by row.
    public init(rows: Int, columns: Int, elements: [Element]) {
        precondition(elements.count == rows * columns, "a matrix needs rows · columns elements")
        self.rows = rows
        self.columns = columns
        self.elements = elements
    }

    /// A matrix of the given rows, which must be equally long.
    public init(_ rows: [[Element]]) {
        self.init(rows: rows.count, columns: rows.first?.count ?? 0, elements: rows.flatMap { $0 })
    }

    /// The matrix with the given diagonal and zeros elsewhere.
    public init(diagonal: [Element]) {
        self.init(rows: diagonal.count, columns: diagonal.count)
        for (index, value) in diagonal.enumerated() { self[index, index] = value }
    }

    /// The element in row `row` and column `column`, both counted from 0.
    public subscript(row: Int, column: Int) -> Element {
        get {
            precondition(column >= 0 && column < columns, "column \(column) of a matrix with \(columns)")
            return elements[row * columns + column]
        }
        set {
            precondition(column >= 0 && column < columns, "column \(column) of a matrix with \(columns)")
            elements[row * columns + column] = newValue
        }
    }

    /// One row, without a copy.
    public func row(_ index: Int) -> ArraySlice<Element> { elements[index * columns..<(index + 1) * columns] }

    /// One column, copied.
    public func column(_ index: Int) -> [Element] {
        precondition(index >= 0 && index < columns, "column \(index) of a matrix with \(columns)")
        return stride(from: index, to: elements.count, by: columns).map { elements[$0] }
    }

    /// The first `count` columns.
    public func leadingColumns(_ count: Int) -> Matrix {
        precondition(count >= 0 && count <= columns, "\(count) columns of a matrix with \(columns)")
        guard count < columns else { return self }
        return Matrix(rows: rows, columns: count, elements: (0..<rows).flatMap { row($0).prefix(count) })
    }

    /// The rows with the given indices, in the given order.
    public func rows(at indices: some Sequence<Int>) -> Matrix {
        let indices = Array(indices)
        return Matrix(rows: indices.count, columns: columns, elements: indices.flatMap { row($0) })
    }

    /// The matrix with rows and columns exchanged.
    public var transposed: Matrix {
        let elements = Array<Element>(unsafeUninitializedCapacity: elements.count) { buffer, count in
            self.elements.withUnsafeBufferPointer { source in
                // Square blocks keep both sides in the cache.
                let block = 32
                for top in stride(from: 0, to: rows, by: block) {
                    for left in stride(from: 0, to: columns, by: block) {
                        for i in top..<min(top + block, rows) {
                            for j in left..<min(left + block, columns) {
                                buffer[j * rows + i] = source[i * columns + j]
                            }
                        }
                    }
                }
            }
            count = rows * columns
        }
        return Matrix(rows: columns, columns: rows, elements: elements)
    }

    /// The matrix with every element replaced by `transform` of it.
    public func map<Result: Scalar>(_ transform: (Element) throws -> Result) rethrows -> Matrix<Result> {
        Matrix<Result>(rows: rows, columns: columns, elements: try elements.map(transform))
    }

    /// The sum of the squared elements, in double precision: ‖A‖²_F.
    public var squaredFrobeniusNorm: Double {
        elements.withUnsafeBufferPointer { elements in
            // A sum for each row and then their sum loses fewer digits than one long sum.
            (0..<rows).reduce(0.0) { total, row in
                var sum = 0.0
                for index in row * columns..<(row + 1) * columns {
                    sum += Double(elements[index]) * Double(elements[index])
                }
                return total + sum
            }
        }
    }

    /// Calls `body` with the elements, row by row, in place.
    public mutating func withUnsafeMutableElements<Result>(
        _ body: (UnsafeMutableBufferPointer<Element>) throws -> Result
    ) rethrows -> Result {
        try elements.withUnsafeMutableBufferPointer { try body($0) }
    }

    /// Independent normal deviates of mean zero; the same for the same state of the generator on every machine.
    public static func randomNormal(
        rows: Int, columns: Int, standardDeviation: Double = 1, using generator: inout SeededGenerator
    ) -> Matrix {
        var result = Matrix(rows: rows, columns: columns)
        for index in result.elements.indices {
            result.elements[index] = Element(standardDeviation * generator.normal())
        }
        return result
    }
}

extension Matrix where Element == Double {
    /// The matrix in double precision.
    public init(_ matrix: Matrix<some Scalar>) { self = matrix.map { Double($0) } }
}

extension Matrix where Element == Float {
    /// The matrix rounded to single precision.
    public init(_ matrix: Matrix<Double>) { self = matrix.map(Float.init) }
}

extension Matrix {
    /// `½(A + Aᵀ)` of a square matrix: exactly symmetric.
    public var symmetrized: Matrix {
        precondition(rows == columns, "only a square matrix can be made symmetric")
        var result = self
        for row in 0..<rows {
            for column in 0..<row {
                let mean = (self[row, column] + self[column, row]) / 2
                result[row, column] = mean
                result[column, row] = mean
            }
        }
        return result
    }
}

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
