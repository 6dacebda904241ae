import LinearAlgebra
import TextStatistics

extension Cooccurrences {
    /// `P_i`, each word's share of all counts.
    var wordProbabilities: [Double] {
        let total = Double(self.total)
        return marginals.map { total > 0 ? Double($0) / total : 0 }
    }

    /// The dense symmetric matrix with a constant for pairs that never occur, and a function of
    /// `P_ij / (P_iP_j)` for the others.
    func dense(unseen: Double, seen: (_ ratio: Double) -> Double) -> Matrix<Double> {
        let size = vocabulary.count
        var matrix = Matrix<Double>(rows: size, columns: size, repeating: unseen)
        matrix.withUnsafeMutableElements { elements in
            for row in 0..<size {
                forSeenColumns(of: row) { column, ratio in elements[row * size + column] = seen(ratio) }
            }
        }
        return matrix
    }

    /// The sum over all pairs that occur of a function of `P_ij / (P_iP_j)`, row by row.
    func sumOverSeen(_ term: (_ ratio: Double) -> Double) -> Double {
        (0..<vocabulary.count).reduce(0.0) { total, row in
            var sum = 0.0
            forSeenColumns(of: row) { _, ratio in sum += term(ratio) }
            return total + sum
        }
    }

    private func forSeenColumns(of row: Int, _ body: (_ column: Int, _ ratio: Double) -> Void) {
        let total = Double(self.total)
        let marginal = Double(marginals[row])
        for index in rowOffsets[row]..<rowOffsets[row + 1] {
            let column = Int(columns[index])
            // The denominator first, so that (i, j) and (j, i) are rounded alike.
            body(column, Double(values[index]) * total / (marginal * Double(marginals[column])))
        }
    }
}
