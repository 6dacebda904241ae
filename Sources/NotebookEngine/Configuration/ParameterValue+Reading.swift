import BookModel

extension ParameterValue {
    /// The Swift type that chapters see.
    var swiftType: String {
        switch self {
        case .integer: "Int"
        case .real: "Double"
        case .boolean: "Bool"
        case .text: "String"
        }
    }

    /// What the type is called in messages.
    var kind: String {
        switch self {
        case .integer: "a whole number"
        case .real: "a number"
        case .boolean: "true or false"
        case .text: "a text"
        }
    }

    /// Reads a text as a value of this value's type, or returns `nil` where it is none. A number must be finite.
    func reading(_ text: String) -> ParameterValue? {
        switch self {
        case .integer: Int(text).map { .integer($0) }
        case .real: Double(text).flatMap { $0.isFinite ? .real($0) : nil }
        case .boolean: Bool(text).map { .boolean($0) }
        case .text: .text(text)
        }
    }
}
