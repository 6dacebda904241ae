/// The name a writer probably meant: the closest in edit distance, where that is at most a third of the length.
package func nearestName(to name: String, in names: [String]) -> String? {
    let limit = max(1, name.count / 3)
    return names.sorted().map { (name: $0, distance: editDistance(name, $0)) }
        .filter { $0.distance <= limit }
        .min { $0.distance < $1.distance }?.name
}

/// How many insertions, deletions, substitutions and swaps of neighbours lead from one text to the other (the
/// restricted Damerau–Levenshtein distance; the product of the lengths in time).
func editDistance(_ first: String, _ second: String) -> Int {
    let a = Array(first.lowercased())
    let b = Array(second.lowercased())
    var rows = [Array(0...b.count)]
    for i in 1..<(a.count + 1) {
        var row = [i]
        for j in 1..<(b.count + 1) {
            var best = min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
            if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { best = min(best, rows[i - 2][j - 2] + 1) }
            row.append(best)
        }
        rows.append(row)
    }
    return rows[a.count][b.count]
}
