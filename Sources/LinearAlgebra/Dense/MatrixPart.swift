/// A rectangle of a matrix in memory, for reading; valid only while the matrix is borrowed.
struct MatrixPart<Element: Scalar> {
    let start: UnsafePointer<Element>
    let rows: Int
    let columns: Int
    /// From the beginning of a row to that of the next.
    let stride: Int
}

/// A rectangle of a matrix in memory, for writing; valid only while the matrix is borrowed.
struct MutableMatrixPart<Element: Scalar> {
    let start: UnsafeMutablePointer<Element>
    let rows: Int
    let columns: Int
    let stride: Int
}

extension Matrix {
    /// Calls `body` with some of the columns, all by default.
    func withPart<Result>(columns range: Range<Int>? = nil, _ body: (MatrixPart<Element>) -> Result) -> Result {
        let range = range ?? 0..<columns
        precondition(range.lowerBound >= 0 && range.upperBound <= columns, "the matrix has no columns \(range)")
        return elements.withUnsafeBufferPointer { elements in
            // An empty matrix has no memory; nothing is read from where it would be.
            let start = elements.baseAddress ?? UnsafePointer(bitPattern: MemoryLayout<Element>.alignment)!
            return body(MatrixPart(start: start + range.lowerBound, rows: rows, columns: range.count, stride: columns))
        }
    }

    /// Calls `body` with some of the columns, all by default.
    mutating func withMutablePart<Result>(
        columns range: Range<Int>? = nil, _ body: (MutableMatrixPart<Element>) -> Result
    ) -> Result {
        let (rows, stride) = (rows, columns)
        let range = range ?? 0..<columns
        precondition(range.lowerBound >= 0 && range.upperBound <= columns, "the matrix has no columns \(range)")
        return elements.withUnsafeMutableBufferPointer { elements in
            let start = elements.baseAddress ?? UnsafeMutablePointer(bitPattern: MemoryLayout<Element>.alignment)!
            return body(
                MutableMatrixPart(start: start + range.lowerBound, rows: rows, columns: range.count, stride: stride))
        }
    }

    /// Replaces some of the columns, from `first` on, by those of another matrix.
    mutating func setColumns(from first: Int, to other: Matrix) {
        precondition(other.rows == rows && first >= 0 && first + other.columns <= columns, "the columns do not fit")
        let width = columns
        elements.withUnsafeMutableBufferPointer { elements in
            other.elements.withUnsafeBufferPointer { other in
                let count = other.count / max(1, rows)
                for row in 0..<rows {
                    for column in 0..<count { elements[row * width + first + column] = other[row * count + column] }
                }
            }
        }
    }

    /// The first `order` rows of the first `order` columns.
    func leadingSquare(_ order: Int) -> Matrix {
        Matrix(rows: order, columns: order, elements: (0..<order).flatMap { row($0).prefix(order) })
    }
}

/// The lengths of a matrix's columns, in double precision.
func columnNorms<Element: Scalar>(_ matrix: Matrix<Element>) -> [Double] {
    var squares = Array(repeating: 0.0, count: matrix.columns)
    matrix.elements.withUnsafeBufferPointer { elements in
        for row in 0..<matrix.rows {
            for column in 0..<matrix.columns {
                let element = Double(elements[row * matrix.columns + column])
                squares[column] += element * element
            }
        }
    }
    return squares.map { $0.squareRoot() }
}
