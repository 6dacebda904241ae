import BookModel

/// Compares a claim with what it was.
struct ClaimComparison {
    let before: Snapshot.Claim
    let after: Snapshot.Claim

    /// What is different of the claim: its verdict, its bounds, what it rests on.
    var verdicts: [String] {
        var lines: [String] = []
        switch (before.verdict, after.verdict) {
        case (.holds, .fails), (.untestable, .fails):
            lines.append(
                "it \(before.verdict == .holds ? "holds no longer" : "can be tested now and fails"): \(failure)")
        case (.fails, .holds): lines.append("it holds now, which it did not: \(after.measured)")
        case (.untestable, .holds): lines.append("it can be tested now and holds: \(after.measured)")
        case (.holds, .untestable), (.fails, .untestable):
            lines.append("it can be tested no longer: \(after.reason ?? after.measured)")
        case (.holds, .holds), (.fails, .fails), (.untestable, .untestable): break
        }
        if names(after) != names(before), !(after.criteria.isEmpty && after.verdict == .untestable) {
            lines.append("it now rests on \(list(after)), before on \(list(before))")
        }
        for (was, now) in pairs where was.bound != now.bound {
            lines.append("of \(now.quantity) \(Words.bounds(now.bound)), before \(Words.bounds(was.bound))")
        }
        return lines
    }

    /// Which of its numbers are others.
    var numbers: [String] {
        if after.criteria.isEmpty {
            guard before.criteria.isEmpty, before.verdict == after.verdict else { return [] }
            let isEqual = NumberedText.areEqual(before.measured, after.measured)
            return isEqual ? [] : ["it measures “\(after.measured)”, before “\(before.measured)”"]
        }
        return pairs.flatMap { was, now in
            let bounds = [was.bound.least, was.bound.most]
            return zip(numbers(of: was), numbers(of: now)).compactMap { was, now in
                Tolerance.areEqual(was.value, now.value, bounds: bounds)
                    ? nil : "\(now.name) is \(Words.number(now.value)), before \(Words.number(was.value))"
            }
        }
    }

    /// All that was measured for a criterion, with what to call it; nil for what is not known or not finite.
    private func numbers(of criterion: Criterion) -> [(name: String, value: Double?)] {
        let (value, null) = (criterion.value, criterion.null)
        let numbers: [(name: String, value: Double?)] = [
            (criterion.quantity, value.mean),
            ("the standard error of \(criterion.quantity)", value.standardError),
            ("the lower end of \(criterion.quantity)", value.interval?.lowerBound),
            ("the upper end of \(criterion.quantity)", value.interval?.upperBound),
            ("\(criterion.quantity) under its null", null?.value.mean),
        ]
        return numbers.map { name, value in (name, value.flatMap { $0.isFinite ? $0 : nil }) }
    }

    /// The bounds that are crossed, with their numbers.
    private var failure: String {
        let crossed = after.criteria.filter { !$0.holds }
        guard !crossed.isEmpty else { return after.measured }
        return crossed.map { criterion in
            let was = before.criteria.first { $0.quantity == criterion.quantity }
            return "\(criterion.quantity) is \(Words.number(criterion.value.mean)), \(Words.bounds(criterion.bound))"
                + (was.map { ", before \(Words.number($0.value.mean))" } ?? "")
        }.joined(separator: "; ")
    }

    private var pairs: [(Criterion, Criterion)] {
        names(before) == names(after) ? Array(zip(before.criteria, after.criteria)) : []
    }

    private func names(_ claim: Snapshot.Claim) -> [String] { claim.criteria.map(\.quantity) }

    private func list(_ claim: Snapshot.Claim) -> String {
        claim.criteria.isEmpty ? "no numbers" : names(claim).joined(separator: ", ")
    }
}
