public import BookModel

/// A statement that the build checks.
///
/// ```swift
/// Claim(
///     "Learning times follow *τ*_{k}.", paper: "Lemma 3.1",
///     Criterion("median relative error", error, .atMost(0.05), as: .percent),
///     Criterion("modes learned", count, .exactly(64)))
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
    /// What was asked, where it was asked of numbers.
    public let criteria: [Criterion]

    /// A claim that holds if and only if all its criteria do.
    public init(_ statement: String, paper: String? = nil, _ criteria: Criterion...) {
        self.init(statement, paper: paper, criteria)
    }

    /// A claim that holds if and only if all its criteria do; it cannot be tested without any.
    public init(_ statement: String, paper: String? = nil, _ criteria: [Criterion]) {
        self.statement = statement
        self.paper = paper
        self.criteria = criteria
        measured = criteria.map(\.words).joined(separator: "; ")
        verdict = criteria.isEmpty ? .untestable : criteria.allSatisfy(\.holds) ? .holds : .fails
        reason = criteria.isEmpty ? "nothing was measured" : nil
    }

    /// A claim that was tested in a way that is not a number within bounds.
    public init(_ statement: String, measured: String, paper: String? = nil, holds: Bool) {
        self.statement = statement
        self.measured = measured
        self.paper = paper
        verdict = holds ? .holds : .fails
        reason = nil
        criteria = []
    }

    /// A claim that cannot be tested on this corpus or with these parameters.
    public init(_ statement: String, paper: String? = nil, untestable reason: String) {
        self.statement = statement
        measured = ""
        self.paper = paper
        verdict = .untestable
        self.reason = reason
        criteria = []
    }
}
