/// What the coordinates of a chart are known up to, for comparisons of two builds.
///
/// An eigenvector has no sign of its own, and within the space of equal eigenvalues any rotation of the eigenvectors is
/// as good: points on such axes are the same result when one such change takes them into the other.
public enum CoordinateFreedom: String, Hashable, Sendable, CaseIterable {
    /// Nothing: the coordinates mean what they are.
    case none
    /// The sign of each axis: eigenvectors with eigenvalues of their own.
    case signs
    /// A rotation or reflection of the plane: two eigenvectors with one eigenvalue between them.
    case rotation

    /// The freedom in words.
    var words: String {
        switch self {
        case .none: "known exactly"
        case .signs: "known up to their signs"
        case .rotation: "known up to a rotation"
        }
    }
}
