import TextStatistics

extension Cooccurrences {
    /// `P_i`, each word's share of all counts.
    var wordProbabilities: [Double] {
        let total = Double(self.total)
        return marginals.map { total > 0 ? Double($0) / total : 0 }
    }

    /// The sum over all pairs that occur of a function of `P_ij / (P_iP_j)`, row by row.
    func sumOverSeen(_ term: (_ ratio: Double) -> Double) -> Double {
        let total = Double(self.total)
        return (0..<vocabulary.count).reduce(0.0) { result, row in
            var sum = 0.0
            forSeenColumns(of: row, total: total) { _, ratio in sum += term(ratio) }
            return result + sum
        }
    }

    /// Calls `body` for each pair of a row that occurs, columns ascending, with `P_ij / (P_iP_j)`. The sum of all
    /// counts is handed in, for it takes V additions.
    func forSeenColumns(of row: Int, total: Double, _ body: (_ column: Int, _ ratio: Double) -> Void) {
        let marginal = Double(marginals[row])
        for index in rowOffsets[row]..<rowOffsets[row + 1] {
            let column = Int(columns[index])
            // The denominator first, so that (i, j) and (j, i) are rounded alike.
            body(column, Double(values[index]) * total / (marginal * Double(marginals[column])))
        }
    }
}
