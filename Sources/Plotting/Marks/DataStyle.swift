import Drawing
public import LightMarkup

// Looks that follow data.
extension Mark {
    /// Colours each part of the mark by a value: points, bars, arrows, rectangles, intervals, or the curves of a family.
    /// The chart's colour scale says which colour that is. A part whose value is not finite, or not on the scale, is
    /// left out.
    ///
    /// As many values are needed as the mark has parts, otherwise the figure throws a ``FigureError``.
    public func color(by values: [Double]) -> Self {
        var copy = self
        (copy.style.colorValues, copy.style.colorCategories) = (values, nil)
        return copy
    }

    /// Colours each part of the mark by its category, in the order in which categories appear, and names them in the
    /// legend. A line of one curve becomes a line for each category, through the points that have it.
    ///
    /// As many categories are needed as the mark has parts, otherwise the figure throws a ``FigureError``.
    public func color(by categories: [any LabelText]) -> Self {
        var copy = self
        (copy.style.colorValues, copy.style.colorCategories) = (nil, categories.map(\.label.markup))
        return copy
    }
}

extension PointMark {
    /// Gives points areas in proportion to values; the greatest has the diameter of ``Mark/symbolSize(_:)``, or 14
    /// pixels. Points whose value is not finite or is negative are left out.
    ///
    /// As many values are needed as there are points, otherwise the figure throws a ``FigureError``.
    public func symbolSize(by values: [Double]) -> PointMark {
        var copy = self
        copy.sizeValues = values
        return copy
    }
}

extension FigureError {
    static func cannotBeColored(_ mark: String) -> FigureError {
        FigureError(
            description: "\(mark) has no parts that could be coloured by data.",
            remedy: "Give it one colour with .color(_:), or use several marks.")
    }
}

extension Array {
    /// The elements at the given places.
    func at(_ indices: [Int]) -> [Element] { indices.map { self[$0] } }
}

/// What a curve does between two of its points.
public enum InterpolationMethod: Hashable, Sendable {
    /// A straight line.
    case linear
    /// A level line from a point to below or above the next, and there a jump: a value holds until the next.
    case step
}

extension LineMark {
    /// Sets what the curves do between their points.
    public func interpolation(_ method: InterpolationMethod) -> LineMark {
        var copy = self
        copy.interpolation = method
        return copy
    }
}

extension AreaMark {
    /// Sets what the area's edges do between their points.
    public func interpolation(_ method: InterpolationMethod) -> AreaMark {
        var copy = self
        copy.interpolation = method
        return copy
    }
}
