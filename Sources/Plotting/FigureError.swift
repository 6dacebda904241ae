import FigureData

/// A figure that cannot be drawn from what it was given.
public struct FigureError: Error, CustomStringConvertible, Hashable, Sendable {
    /// What is wrong, in a sentence that names the mark or axis.
    public let description: String
    /// What to do about it, in a sentence.
    public let remedy: String

    /// An error with its remedy.
    public init(description: String, remedy: String) {
        self.description = description
        self.remedy = remedy
    }
}

// The wording, apart from where the errors are found.
extension FigureError {
    static func countsDiffer(_ mark: String, _ first: Int, _ firstName: String, _ second: Int, _ secondName: String)
        -> FigureError
    {
        FigureError(
            description: "\(mark) has \(first) \(firstName) and \(second) \(secondName).",
            remedy: "Give as many \(secondName) as \(firstName).")
    }

    static let nothingToDraw = FigureError(
        description: "The chart has no marks.", remedy: "Add a mark such as LineMark(x: times, y: loss) to it.")

    static func noValues(axis: String) -> FigureError {
        FigureError(
            description: "The chart's \(axis) axis has no finite value to show.",
            remedy: "Check the data for being empty or NaN, or give the axis a domain.")
    }

    static func noPositiveValues(axis: String) -> FigureError {
        FigureError(
            description: "The chart's \(axis) axis is logarithmic, but no value on it is positive.",
            remedy: "Use .linear or .symlog(threshold:), or plot magnitudes.")
    }

    static func domainNotPositive(axis: String, lower: Double) -> FigureError {
        FigureError(
            description: "The chart's \(axis) axis is logarithmic, but its domain begins at \(shortest(lower)).",
            remedy: "Begin the domain above zero, or use .linear or .symlog(threshold:).")
    }

    static func onlyNegativeValues(axis: String) -> FigureError {
        FigureError(
            description: "The chart's \(axis) axis shows square roots, but all values on it are negative.",
            remedy: "Use .linear or .symlog(threshold:), or plot magnitudes.")
    }

    static func domainNegative(axis: String, lower: Double) -> FigureError {
        FigureError(
            description: "The chart's \(axis) axis shows square roots, but its domain begins at \(shortest(lower)).",
            remedy: "Begin the domain at zero or above, or use .linear or .symlog(threshold:).")
    }

    static func domainNotFinite(axis: String) -> FigureError {
        FigureError(
            description: "The domain of the chart's \(axis) axis is not finite.", remedy: "Give it two finite ends.")
    }

    static func domainTooWide(axis: String) -> FigureError {
        FigureError(
            description:
                "The chart's \(axis) axis is too long: the difference of its ends is beyond the largest number.",
            remedy: "Leave the largest values out, or divide all of them by a number.")
    }

    static func domainEmpty(axis: String) -> FigureError {
        FigureError(
            description: "The domain of the chart's \(axis) axis has no extent.",
            remedy: "Give it two different ends.")
    }

    static func badThreshold(axis: String, threshold: Double) -> FigureError {
        FigureError(
            description: "The chart's \(axis) axis has the symlog threshold \(shortest(threshold)).",
            remedy: "Give a finite threshold above zero: the size below which the scale is linear.")
    }

    static func categoriesMissing(axis: String) -> FigureError {
        FigureError(
            description: "The chart's \(axis) axis is categorical, but no mark on it has categories.",
            remedy: "Use BarMark(categories:values:), or another scale.")
    }

    static func mixedAxis(axis: String) -> FigureError {
        FigureError(
            description: "The chart's \(axis) axis has both categories and numbers.",
            remedy: "Split the marks over two charts in a VStack or HStack.")
    }

    static func noRoom(width: Double, height: Double) -> FigureError {
        FigureError(
            description:
                "A panel of \(shortest(width.rounded())) × \(shortest(height.rounded())) leaves no room for its data.",
            remedy: "Enlarge the figure with .size(width:height:), or shorten its labels.")
    }

    static func badSize(width: Double, height: Double) -> FigureError {
        FigureError(
            description: "The figure's size is \(width) × \(height) pixels.",
            remedy: "Give it a width and a height of 1 to 16,000 pixels, and at most 50 million pixels together.")
    }

    static func sharedKindsDiffer(axis: String) -> FigureError {
        FigureError(
            description: "The charts of a stack share their \(axis) axis, but their scales differ.",
            remedy: "Give each chart the same .\(axis)Scale type.")
    }

    static let emptyStack = FigureError(
        description: "The stack has no charts.", remedy: "Put at least one Chart into it.")
}

/// `value` for messages: as ``shortest(_:)`` writes it, and `NaN`.
func named(_ value: Double) -> String {
    value.isNaN ? "NaN" : shortest(value)
}
