import BookModel

/// What the chapters of a build are doing, as lines for a person.
struct ProgressBoard {
    private var steps: [String: Step] = [:]
    private var waiting: Set<String> = []

    private struct Step {
        var text: String
        var fraction: Double?
        /// When the first part was told, and which it was: a computation that is taken up does not begin at 0.
        var origin: (seconds: Double, fraction: Double)?
    }

    /// The chapter goes on with a step. What follows a point in the middle of its text is a detail, which may change
    /// while the step goes on.
    ///
    /// - Parameters:
    ///   - fraction: How much of the step is done; `nil` where nobody knows.
    ///   - seconds: The time, from any moment on.
    /// - Returns: Whether the step is a new one.
    @discardableResult
    mutating func move(_ chapter: String, to text: String, fraction: Double? = nil, at seconds: Double) -> Bool {
        waiting.remove(chapter)
        var step = steps[chapter] ?? Step(text: text)
        let isNew = steps[chapter] == nil || Self.name(step.text) != Self.name(text)
        if isNew { step = Step(text: text) }
        step.text = text
        step.fraction = fraction
        if step.origin == nil, let fraction { step.origin = (seconds, fraction) }
        steps[chapter] = step
        return isNew
    }

    /// The chapter waits until others have run.
    mutating func wait(_ chapter: String) {
        steps[chapter] = nil
        waiting.insert(chapter)
    }

    /// The chapter is done.
    mutating func end(_ chapter: String) {
        steps[chapter] = nil
        waiting.remove(chapter)
    }

    /// A line for each chapter that is compiled or runs, and one for those that wait, none longer than the width.
    func lines(at seconds: Double, width: Int = .max) -> [String] {
        var lines = steps.sorted { $0.key < $1.key }.map {
            "  \($0.key): \(Self.describe($0.value, at: seconds))".printable
        }
        if !waiting.isEmpty {
            lines.append("  \(waiting.count == 1 ? "1 chapter waits" : "\(waiting.count) chapters wait")")
        }
        return lines.map { $0.count > width ? $0.prefix(max(0, width - 1)) + "…" : $0 }
    }

    private static func name(_ text: String) -> Substring {
        text.firstRange(of: " · ").map { text[..<$0.lowerBound] } ?? text[...]
    }

    private static func describe(_ step: Step, at seconds: Double) -> String {
        guard let fraction = step.fraction, fraction > 0, let origin = step.origin else { return step.text }
        // All but done is not done.
        let share = "\(step.text) \(fraction < 1 ? min(99, Int((fraction * 100).rounded())) : 100)%"
        guard fraction > origin.fraction else { return share }
        let left = (seconds - origin.seconds) * (1 - fraction) / (fraction - origin.fraction)
        return share + (left >= 2 ? ", about \(duration(left)) left" : "")
    }

    /// In the unit in which one would say it.
    private static func duration(_ seconds: Double) -> String {
        switch seconds {
        case ..<99.5: "\(Int(seconds.rounded())) s"
        case ..<5940: "\(Int((seconds / 60).rounded())) min"
        default: "\(Int((seconds / 3600).rounded())) h"
        }
    }
}
