public import Files

/// What can go wrong with data that were well-formed as a program.
public enum LinearAlgebraError: UserFacingError, Equatable {
    /// An element is infinite or not a number.
    case notFinite(row: Int, column: Int)
    /// A matrix that must be symmetric is not square, or differs from its transpose in the element named.
    case notSymmetric(row: Int, column: Int)
    /// A matrix that must be regular has linearly dependent columns: elimination finds this one to be a combination of
    /// those before it.
    case singular(column: Int)
    /// The solver found only some of the eigenpairs or singular values; an iterative one hands over the eigenpairs
    /// that it has, the good and the bad, with their residuals.
    case noConvergence(operation: String, found: Int, wanted: Int, partial: Eigenpairs? = nil)

    /// One line about what is wrong.
    public var description: String {
        switch self {
        case .notFinite(let row, let column):
            "the element in row \(row), column \(column) of the matrix is infinite or not a number"
        case .notSymmetric(let row, let column):
            "the matrix is not symmetric: the elements (\(row), \(column)) and (\(column), \(row)) differ"
        case .singular(let column):
            "the matrix is singular: column \(column) is a combination of those before it"
        case .noConvergence(let operation, let found, let wanted, _):
            "\(operation) did not converge: \(found) of \(wanted) were found"
        }
    }

    /// What to do about it.
    public var remedy: Remedy? {
        switch self {
        case .notFinite: "Look for words without any co-occurrence, or for an overflow where the matrix was made."
        case .notSymmetric: "Pass a symmetric matrix, for instance ½(A + Aᵀ)."
        case .singular: "Leave dependent columns out, or add a small multiple of the identity."
        case .noConvergence: "Ask for fewer or a larger tolerance, and check that the elements are of a sensible size."
        }
    }
}
