/// A parameter in force, which chapters read as `book.NAME`.
public struct Parameter: Codable, Hashable, Sendable {
    /// A Swift identifier, as in `book.yml`.
    public var name: String
    /// The value, of the type that the parameter has in `book.yml`.
    public var value: ParameterValue

    /// A parameter with its value.
    public init(name: String, value: ParameterValue) {
        self.name = name
        self.value = value
    }
}

/// A parameter's value, of the type that it has in `book.yml`.
public enum ParameterValue: Codable, Hashable, Sendable, CustomStringConvertible {
    /// A whole number: `3000`.
    case integer(Int)
    /// A number with a decimal point or an exponent: `0.05`.
    case real(Double)
    /// `true` or `false`.
    case boolean(Bool)
    /// Any other value.
    case text(String)

    /// The value as it would be written in `book.yml`.
    public var description: String {
        switch self {
        case .integer(let value): "\(value)"
        case .real(let value): "\(value)"
        case .boolean(let value): "\(value)"
        case .text(let value): value
        }
    }
}
