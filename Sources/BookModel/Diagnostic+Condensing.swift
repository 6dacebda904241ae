extension Sequence<Diagnostic> {
    /// The diagnostics, of which those beyond a number of one kind in one file are only counted: who makes the same fault
    /// ten thousand times needs not read of each.
    ///
    /// Of one kind are those of equal severity whose summaries differ in nothing but what they quote and in numbers. In
    /// the place of the first that is left out stands one that says how many there are.
    public func condensed(limit: Int = 50) -> [Diagnostic] {
        var counts: [Diagnostic.Kind: Int] = [:]
        for diagnostic in self { counts[diagnostic.kind, default: 0] += 1 }
        var seen: [Diagnostic.Kind: Int] = [:]
        return compactMap { diagnostic in
            let kind = diagnostic.kind
            seen[kind, default: 0] += 1
            let (number, count) = (seen[kind]!, counts[kind]!)
            // In the place of one alone stands that one.
            if number <= limit || count == limit + 1 { return diagnostic }
            guard number == limit + 1 else { return nil }
            return Diagnostic(
                diagnostic.severity, "\(count - limit) more of this kind: \(diagnostic.summary)",
                at: diagnostic.location, remedy: diagnostic.remedy, sourceLine: diagnostic.sourceLine)
        }
    }
}

extension Diagnostic {
    fileprivate struct Kind: Hashable {
        var file: String?
        var severity: Severity
        var words: [Substring]
    }

    fileprivate var kind: Kind {
        let parts = summary.split(separator: "'", omittingEmptySubsequences: false)
        let words = stride(from: 0, to: parts.count, by: 2).flatMap { parts[$0].split(whereSeparator: \.isNumber) }
        return Kind(file: location?.file, severity: severity, words: words)
    }
}
