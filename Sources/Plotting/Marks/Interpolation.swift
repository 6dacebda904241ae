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
