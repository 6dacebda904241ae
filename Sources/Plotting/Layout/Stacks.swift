/// Builds the figures of a stack; takes `if`, `switch` and `for`.
@resultBuilder
public enum FigureBuilder {
    /// One part.
    public static func buildExpression(_ figure: some Figure) -> [any Figure] { [figure] }
    /// Parts one after the other.
    public static func buildBlock(_ parts: [any Figure]...) -> [any Figure] { parts.flatMap { $0 } }
    /// A part that an `if` may leave out.
    public static func buildOptional(_ part: [any Figure]?) -> [any Figure] { part ?? [] }
    /// One branch of a condition.
    public static func buildEither(first: [any Figure]) -> [any Figure] { first }
    /// The other branch of a condition.
    public static func buildEither(second: [any Figure]) -> [any Figure] { second }
    /// The parts of a loop.
    public static func buildArray(_ parts: [[any Figure]]) -> [any Figure] { parts.flatMap { $0 } }
}

/// Axes that the charts of a stack have in common.
public struct SharedAxes: OptionSet, Sendable {
    /// One bit for each axis.
    public let rawValue: Int
    /// The axes whose bits are set.
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// One x domain. In a VStack only the lowest chart labels it.
    public static let x = SharedAxes(rawValue: 1)
    /// One y domain. In an HStack only the leftmost chart labels it.
    public static let y = SharedAxes(rawValue: 2)
    /// Both.
    public static let both: SharedAxes = [.x, .y]
}

/// Figures below one another, the left and right edges of their plots aligned.
public struct VStack: Figure {
    var stack: Stack

    /// The figures from top to bottom.
    ///
    /// - Parameter spacing: Pixels between them.
    public init(spacing: Double = 10, @FigureBuilder _ content: () throws -> [any Figure]) rethrows {
        stack = Stack(isVertical: true, spacing: spacing, figures: try content())
    }

    /// Gives the charts axes in common.
    public func sharedAxes(_ axes: SharedAxes) -> VStack { with { $0.shared = axes } }
    /// Sets the size in pixels; what is nil is chosen.
    public func size(width: Double? = nil, height: Double? = nil) -> VStack { with { $0.setSize(width, height) } }
    /// Sets the part of a surrounding HStack's width that the stack takes, 0…1.
    public func width(_ share: Double) -> VStack { with { $0.size.widthShare = share } }

    private func with(_ change: (inout Stack) -> Void) -> VStack {
        var copy = self
        change(&copy.stack)
        return copy
    }

    /// Settles scales and colours. Throws a ``FigureError`` for data that cannot be shown.
    public func plan(theme: Theme) throws -> FigurePlan { try stack.plan(theme: theme) }
}

/// Figures side by side, their plots of one width and aligned at top and bottom.
public struct HStack: Figure {
    var stack: Stack

    /// The figures from left to right.
    ///
    /// - Parameter spacing: Pixels between them.
    public init(spacing: Double = 18, @FigureBuilder _ content: () throws -> [any Figure]) rethrows {
        stack = Stack(isVertical: false, spacing: spacing, figures: try content())
    }

    /// Gives the charts axes in common.
    public func sharedAxes(_ axes: SharedAxes) -> HStack { with { $0.shared = axes } }
    /// Sets the size in pixels; what is nil is chosen.
    public func size(width: Double? = nil, height: Double? = nil) -> HStack { with { $0.setSize(width, height) } }
    /// Sets the part of a surrounding VStack's height that the stack takes, 0…1.
    public func height(_ share: Double) -> HStack { with { $0.size.heightShare = share } }

    private func with(_ change: (inout Stack) -> Void) -> HStack {
        var copy = self
        change(&copy.stack)
        return copy
    }

    /// Settles scales and colours. Throws a ``FigureError`` for data that cannot be shown.
    public func plan(theme: Theme) throws -> FigurePlan { try stack.plan(theme: theme) }
}

/// What both stacks have in common.
struct Stack: Sendable {
    let isVertical: Bool
    let spacing: Double
    let figures: [any Figure]
    var shared: SharedAxes = []
    var size = SizeRequest()

    mutating func setSize(_ width: Double?, _ height: Double?) {
        size.width = width ?? size.width
        size.height = height ?? size.height
    }

    func plan(theme: Theme) throws -> FigurePlan {
        guard !figures.isEmpty else { throw FigureError.emptyStack }
        let parts = try figures.map { try $0.plan(theme: theme) }
        var node = StackPlan(isVertical: isVertical, spacing: spacing, parts: parts)
        if shared.contains(.x) { try node.shareAmongParts(.x) }
        if shared.contains(.y) { try node.shareAmongParts(.y) }
        return FigurePlan(size: size, node: node)
    }
}
