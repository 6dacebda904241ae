import Foundation

extension Scene {
    /// The scene with its data rounded to so many significant digits, for files that are kept; what is drawn stays.
    public func roundingData(toDigits digits: Int) -> Scene {
        var scene = self
        scene.series = series.map { series in
            var series = series
            series.columns = series.columns.map { column in
                guard let numbers = column.numbers else { return column }
                return PlotSeries.Column(column.name, numbers.map { $0.rounded(toDigits: digits) })
            }
            return series
        }
        return scene
    }
}

extension Double {
    /// The number with so many significant digits, at least one, that is nearest to this one.
    package func rounded(toDigits digits: Int) -> Double {
        guard isFinite, self != 0 else { return self }
        return Double(String(format: "%.\(Swift.max(0, digits - 1))e", self)) ?? self
    }
}
