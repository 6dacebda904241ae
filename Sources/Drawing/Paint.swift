/// A colour by its part in a drawing, such as `ink`; a palette says which colour that is.
public struct ColorRole: Hashable, Sendable {
    /// The name, of letters and digits.
    public let name: String

    /// The role called `name`.
    public init(_ name: String) { self.name = name }
}

/// A colour role at some opacity.
public struct Paint: Hashable, Sendable {
    /// Which colour.
    public var role: ColorRole
    /// 0 (invisible) to 1 (opaque).
    public var opacity: Double

    /// The role's colour at `opacity`.
    public init(_ role: ColorRole, opacity: Double = 1) {
        self.role = role
        self.opacity = opacity
    }
}

/// How a path's line is drawn.
public struct Stroke: Hashable, Sendable {
    /// What a line's ends and corners look like.
    public enum Cap: Hashable, Sendable {
        /// Cut at the end, corners mitred.
        case butt
        /// Ends and corners rounded.
        case round
    }

    /// The line's colour.
    public var paint: Paint
    /// Its width in scene units.
    public var width: Double
    /// Lengths of dashes and gaps by turns; empty for an unbroken line.
    public var dashes: [Double]
    /// Ends and corners.
    public var cap: Cap

    /// A line of the given look.
    public init(_ paint: Paint, width: Double, dashes: [Double] = [], cap: Cap = .butt) {
        self.paint = paint
        self.width = width
        self.dashes = dashes
        self.cap = cap
    }
}

/// The colours of roles.
public struct Palette: Hashable, Sendable {
    /// The roles with their colours, in the order given.
    public let entries: [Entry]
    private let colors: [ColorRole: RGB]

    /// One role's colour.
    public struct Entry: Hashable, Sendable {
        /// The role.
        public let role: ColorRole
        /// Its colour.
        public let color: RGB

        /// `role` is drawn in `color`.
        public init(_ role: ColorRole, _ color: RGB) {
            self.role = role
            self.color = color
        }
    }

    /// A palette; of two entries for one role the first counts.
    public init(_ entries: [Entry]) {
        self.entries = entries
        colors = Dictionary(entries.map { ($0.role, $0.color) }, uniquingKeysWith: { first, _ in first })
    }

    /// The colour of `role`, black if the palette has none.
    public subscript(role: ColorRole) -> RGB { colors[role] ?? RGB(0) }
}
