import Drawing
public import LightMarkup

/// Bars, one for each category or each number. Several categorical BarMarks in a chart stand side by side, or on one
/// another (``stacking(_:)``). So do the bars of one mark that have the same category.
///
/// Bars stand on zero. Where the domain does not have it, they stand on the end of the domain nearest to it, which on
/// a logarithmic axis is always the lower end; their lengths then do not compare as the values do. A linear domain
/// that is not given includes zero, a symmetric logarithmic one need not. Bars are cut off at the domain's ends. A
/// value that is not finite, or not positive on a logarithmic axis, has no bar.
public struct BarMark: Mark {
    /// Which way bars grow.
    public enum Orientation: Hashable, Sendable {
        /// Upwards, the categories along x.
        case vertical
        /// To the right, the categories along y from the top.
        case horizontal
    }

    /// The look so far.
    public var style = MarkStyle()
    private(set) var categories: [String]
    private(set) var values: [Double]
    private(set) var errors: [Double]?
    private(set) var label: String?
    let orientation: Orientation
    /// Where numeric bars stand, and how wide they are; nil for categories.
    private(set) var positions: [Double]?
    private(set) var width: Double?
    private(set) var valueDigits: Int?
    private(set) var stacking: BarStacking?
    var slot = BarSlot.own
    /// The bars as they are stacked.
    var segments: [BarSegment]?

    /// A bar of length `values[i]` for each of `categories`, with whiskers of ± `errors[i]`.
    public init(
        categories: [any LabelText], values: [Double], errors: [Double]? = nil, label: Label? = nil,
        orientation: Orientation = .vertical
    ) {
        self.categories = categories.map(\.label.markup)
        self.values = values
        self.errors = errors
        self.label = label?.markup
        self.orientation = orientation
        (positions, width) = (nil, nil)
    }

    /// An upright bar of height `y[i]` around each `x[i]`.
    ///
    /// - Parameter width: How wide each bar is, in units of x; nil for four fifths of the least distance between two x
    ///   values.
    public init(x: [Double], y: [Double], width: Double? = nil, label: Label? = nil) {
        categories = []
        values = y
        errors = nil
        self.label = label?.markup
        orientation = .vertical
        positions = x
        self.width = width
    }

    /// The bars at the given places alone.
    func selecting(_ indices: [Int], label: String, isFirst: Bool) -> any Layer {
        var part = self
        part.label = label
        part.values = values.at(indices)
        part.errors = errors?.at(indices)
        if let positions {
            part.positions = positions.at(indices)
            part.width = width ?? BarMark.usualWidth(positions)
        } else {
            part.categories = categories.at(indices)
            // Where a category has bars of several colours they stand side by side.
            let repeats = Set(categories).count < categories.count
            part.slot = isFirst || repeats ? .own : .previous
        }
        return part
    }

    /// Sets how these bars share a category with those of other marks.
    public func stacking(_ stacking: BarStacking) -> BarMark {
        var copy = self
        copy.stacking = stacking
        return copy
    }

    /// Writes each value at the end of its bar, with `digits` decimals.
    public func showingValues(digits: Int = 1) -> BarMark {
        var copy = self
        copy.valueDigits = min(12, max(0, digits))
        return copy
    }

    /// The mark itself.
    public var marks: [AnyMark] { [AnyMark(self)] }
}
