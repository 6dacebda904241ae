import Foundation

/// `a · k^−b`, fitted to a spectrum by rank k = 1, 2, ….
public struct PowerLaw: Hashable, Sendable {
    /// The value a at rank 1.
    public let prefactor: Double
    /// The exponent b, positive for values that fall.
    public let exponent: Double
    /// The share of the variance of the logarithms that the law explains.
    public let determination: Double

    /// The least-squares line through the points (ln k, ln value) with ranks in the given range, counted from 1.
    ///
    /// Every rank weighs alike, so the upper ranks of a logarithmic axis rule the fit. nil when fewer than two values
    /// in the range exist, or one of them is not positive.
    public init?(fitting values: [Double], ranks: ClosedRange<Int>) {
        let ranks = ranks.clamped(to: 1...max(1, values.count))
        guard ranks.count >= 2, ranks.upperBound <= values.count, ranks.allSatisfy({ values[$0 - 1] > 0 }) else {
            return nil
        }
        let points = ranks.map { (x: log(Double($0)), y: log(values[$0 - 1])) }
        let count = Double(points.count)
        let x = points.reduce(0) { $0 + $1.x } / count
        let y = points.reduce(0) { $0 + $1.y } / count
        let xx = points.reduce(0) { $0 + ($1.x - x) * ($1.x - x) }
        let xy = points.reduce(0) { $0 + ($1.x - x) * ($1.y - y) }
        let yy = points.reduce(0) { $0 + ($1.y - y) * ($1.y - y) }
        exponent = -xy / xx
        prefactor = exp(y - x * xy / xx)
        determination = yy > 0 ? xy * xy / (xx * yy) : 1
    }

    /// The law at a rank.
    public func value(at rank: Int) -> Double { prefactor * pow(Double(rank), -exponent) }
}
