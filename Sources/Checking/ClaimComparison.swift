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
        for (was, now) in pairs where was.least != now.least || was.most != now.most {
            lines.append("of \(now.quantity) \(Words.bounds(now)), before \(Words.bounds(was))")
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
            let bounds = [was.least, was.most]
            var lines: [String] = []
            if !Tolerance.areEqual(was.value, now.value, bounds: bounds) {
                lines.append("\(now.quantity) is \(Words.number(now.value)), before \(Words.number(was.value))")
            }
            if !Tolerance.areEqual(was.standardError, now.standardError, bounds: bounds) {
                lines.append(
                    "the standard error of \(now.quantity) is \(Words.number(now.standardError)), before "
                        + Words.number(was.standardError))
            }
            return lines
        }
    }

    /// The bounds that are crossed, with their numbers.
    private var failure: String {
        let crossed = after.criteria.filter { criterion in
            guard let value = criterion.value else { return true }
            return value < criterion.least ?? value || value > criterion.most ?? value
        }
        guard !crossed.isEmpty else { return after.measured }
        return crossed.map { criterion in
            let was = before.criteria.first { $0.quantity == criterion.quantity }
            return "\(criterion.quantity) is \(Words.number(criterion.value)), \(Words.bounds(criterion))"
                + (was.map { ", before \(Words.number($0.value))" } ?? "")
        }.joined(separator: "; ")
    }

    private var pairs: [(CriterionOutput, CriterionOutput)] {
        names(before) == names(after) ? Array(zip(before.criteria, after.criteria)) : []
    }

    private func names(_ claim: Snapshot.Claim) -> [String] { claim.criteria.map(\.quantity) }

    private func list(_ claim: Snapshot.Claim) -> String {
        claim.criteria.isEmpty ? "no numbers" : names(claim).joined(separator: ", ")
    }
}
