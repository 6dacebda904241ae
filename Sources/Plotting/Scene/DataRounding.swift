import FigureData
import Foundation

extension Scene {
    /// The scene with its data, and the ends of axes that follow from them, rounded to so many significant digits, for
    /// files that are kept. What is drawn stays.
    public func roundingData(toDigits digits: Int) -> Scene {
        var scene = self
        scene.series = series.map { series in
            var series = series
            series.columns = series.columns.map { $0.mapNumbers { $0.rounded(toDigits: digits) } }
            return series
        }
        scene.panels = panels.map { panel in
            let axes = panel.axes.map { $0.roundingEnds(toDigits: digits) }
            return Panel(plot: panel.plot, title: panel.title, axes: axes, freedom: panel.freedom)
        }
        return scene
    }
}

extension Panel.Axis {
    fileprivate func roundingEnds(toDigits digits: Int) -> Panel.Axis {
        // An end at 0 may be off by the rounding of the other.
        let least = scale == .linear ? abs(upper - lower) * pow(10, -Double(digits)) : 0
        func rounded(_ value: Double) -> Double { abs(value) < least ? 0 : value.rounded(toDigits: digits) }
        return Panel.Axis(
            name: name, scale: scale, lower: rounded(lower), upper: rounded(upper), label: label,
            categories: categories, ticks: ticks?.map { $0.rounded(toDigits: digits) })
    }
}

extension Double {
    /// The number with so many significant digits, at least one, that is nearest to this one.
    package func rounded(toDigits digits: Int) -> Double {
        guard isFinite, self != 0 else { return self }
        return Double(String(format: "%.\(Swift.max(0, digits - 1))e", self)) ?? self
    }
}
