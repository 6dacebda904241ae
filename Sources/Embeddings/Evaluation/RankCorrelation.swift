/// Spearman's rank correlation of paired values, ties taking the mean of their ranks: Pearson's correlation of the
/// ranks. nil for fewer than two pairs, where one side is constant, and where a value is not a number.
public func rankCorrelation(_ first: [Double], _ second: [Double]) -> Double? {
    precondition(first.count == second.count, "the values come in pairs")
    guard first.count >= 2, !(first + second).contains(where: \.isNaN) else { return nil }
    let (a, b) = (ranks(of: first), ranks(of: second))
    // The mean rank is the same with and without ties.
    let mean = Double(first.count + 1) / 2
    var (ab, aa, bb) = (0.0, 0.0, 0.0)
    for (x, y) in zip(a, b) {
        ab += (x - mean) * (y - mean)
        aa += (x - mean) * (x - mean)
        bb += (y - mean) * (y - mean)
    }
    return aa > 0 && bb > 0 ? ab / (aa * bb).squareRoot() : nil
}

/// The rank of each value, from 1 for the smallest; equal values share the mean of their places. Expects numbers.
func ranks(of values: [Double]) -> [Double] {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var ranks = Array(repeating: 0.0, count: values.count)
    var start = 0
    while start < order.count {
        let value = values[order[start]]
        let end = order[start...].firstIndex { values[$0] != value } ?? order.count
        for place in start..<end { ranks[order[place]] = Double(start + end + 1) / 2 }
        start = end
    }
    return ranks
}
