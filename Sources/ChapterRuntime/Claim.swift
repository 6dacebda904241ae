public import BookModel

/// A statement that the build checks.
///
/// ```swift
/// Claim(
///     "Modes are learned in the order of their eigenvalues.",
///     measured: "\(inOrder) of \(count) in order", paper: "in order", holds: inOrder == count)
/// ```
public struct Claim: Sendable {
    /// What is claimed, a full sentence; light markup and math are allowed.
    public let statement: String
    /// What was found, with its effect size and the threshold that was set before.
    public let measured: String
    /// What the paper reports, where it does.
    public let paper: String?
    /// Whether it holds, fails, or could not be tested.
    public let verdict: ClaimOutput.Verdict
    /// Why it could not be tested.
    public let reason: String?

    /// A claim that was tested.
    public init(_ statement: String, measured: String, paper: String? = nil, holds: Bool) {
        self.statement = statement
        self.measured = measured
        self.paper = paper
        verdict = holds ? .holds : .fails
        reason = nil
    }

    /// A claim that cannot be tested on this corpus or with these parameters.
    public init(_ statement: String, paper: String? = nil, untestable reason: String) {
        self.statement = statement
        measured = ""
        self.paper = paper
        verdict = .untestable
        self.reason = reason
    }
}
