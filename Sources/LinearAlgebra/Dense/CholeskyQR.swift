/// The triangularisation `A = QR` of a tall matrix by way of `AᵀA = RᵀR`: nothing but products of matrices, where
/// reflections would pass over A column by column.
///
/// Q is orthonormal to about `ε κ(A)²`, so a second time makes it so to full precision (Yamamoto et al. 2015). nil for
/// columns that are so nearly dependent that this would not help.
func choleskyQR<Element: Scalar>(_ matrix: Matrix<Element>) -> (q: Matrix<Element>, r: Matrix<Double>)? {
    let width = matrix.columns
    let gram = matrix.transposedTimes(matrix)
    var r = Matrix<Double>(rows: width, columns: width)
    // Of a column's square this much must be left beside the earlier ones.
    let least = 1e4 * Double(Element.ulpOfOne)
    for row in 0..<width {
        for column in row..<width {
            var sum = Double(gram[row, column])
            for k in 0..<row { sum -= r[k, row] * r[k, column] }
            if column == row {
                guard sum > least * Double(gram[row, row]), sum.isNormal else { return nil }
                r[row, row] = sum.squareRoot()
            } else {
                r[row, column] = sum / r[row, row]
            }
        }
    }
    return (matrix * inverse(ofUpperTriangle: r).map { Element($0) }, r)
}

private func inverse(ofUpperTriangle r: Matrix<Double>) -> Matrix<Double> {
    var inverse = Matrix<Double>(rows: r.rows, columns: r.rows)
    for column in 0..<r.rows {
        inverse[column, column] = 1 / r[column, column]
        for row in (0..<column).reversed() {
            var sum = 0.0
            for k in row + 1...column { sum += r[row, k] * inverse[k, column] }
            inverse[row, column] = -sum / r[row, row]
        }
    }
    return inverse
}
