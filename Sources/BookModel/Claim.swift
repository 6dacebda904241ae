/// A statement that the build checks, and what the check found.
///
/// ```swift
/// Claim(
///     "Learning times follow *τ*_{k}.", kind: .prediction, paper: "Lemma 3.1",
///     Criterion("median relative error", error, .atMost(0.05), as: .percent),
///     Criterion("modes learned", count, .exactly(64)))
/// ```
public struct Claim: Codable, Hashable, Sendable {
    /// What a statement is about.
    public enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
        /// A mathematical identity: it checks the code, and cannot fail if that is right.
        case identity
        /// What a theory says of an experiment.
        case prediction
        /// What is seen in this corpus.
        case observation
    }

    /// `untestable`: this corpus or these parameters do not allow the test.
    public enum Verdict: String, Codable, Hashable, Sendable, CaseIterable { case holds, fails, untestable }

    /// What is claimed, a full sentence; light markup and math are allowed.
    public var statement: String
    /// What the statement is about; `nil` where the author does not say.
    public var kind: Kind?
    /// What the paper reports, where it does.
    public var paper: String?
    /// What the test found.
    public var verdict: Verdict
    /// What was found, with its effect size and the threshold that was set before: "median error 1.8% (asked: at most 5%)".
    public var measured: String
    /// Why it could not be tested.
    public var reason: String?
    /// The numbers behind the verdict; empty where it does not rest on numbers within bounds.
    public var criteria: [Criterion]

    /// A claim that holds if and only if all its criteria do.
    public init(_ statement: String, kind: Kind? = nil, paper: String? = nil, _ criteria: Criterion...) {
        self.init(statement, kind: kind, paper: paper, criteria)
    }

    /// A claim that holds if and only if all its criteria do; it cannot be tested without any.
    public init(_ statement: String, kind: Kind? = nil, paper: String? = nil, _ criteria: [Criterion]) {
        self.statement = statement
        self.kind = kind
        self.paper = paper
        self.criteria = criteria
        measured = criteria.map(\.words).joined(separator: "; ")
        verdict = criteria.isEmpty ? .untestable : criteria.allSatisfy(\.holds) ? .holds : .fails
        reason = criteria.isEmpty ? "nothing was measured" : nil
    }

    /// A claim that was tested in a way that is not a number within bounds.
    public init(_ statement: String, kind: Kind? = nil, measured: String, paper: String? = nil, holds: Bool) {
        self.statement = statement
        self.kind = kind
        self.measured = measured
        self.paper = paper
        verdict = holds ? .holds : .fails
        criteria = []
    }

    /// A claim that cannot be tested on this corpus or with these parameters.
    public init(_ statement: String, kind: Kind? = nil, paper: String? = nil, untestable reason: String) {
        self.statement = statement
        self.kind = kind
        measured = ""
        self.paper = paper
        verdict = .untestable
        self.reason = reason
        criteria = []
    }
}
