/// Something that the author of a book should know, with its place and what to do about it.
///
/// Whoever finds a fault makes the value; how it looks in a terminal is `rendered`, and in the page the report's
/// business.
public struct Diagnostic: Error, Codable, Hashable, Sendable {
    /// An error makes the build fail; a warning and a note do not.
    public enum Severity: String, Codable, Hashable, Sendable { case error, warning, note }

    /// How grave it is.
    public var severity: Severity
    /// Where, or `nil` when it is about no file (a missing tool, say).
    public var location: SourceLocation?
    /// One line, lower-case, without a full stop: "unknown parameter 'windw'".
    public var summary: String
    /// Further lines: why it matters, what was found.
    public var explanation: String?
    /// What to do about it, as an imperative sentence.
    public var remedy: String?
    /// The offending line of the source, to be shown beneath the message.
    public var sourceLine: String?

    /// A diagnostic of the given severity. The texts are as the properties of the same names describe them.
    public init(
        _ severity: Severity, _ summary: String, at location: SourceLocation? = nil,
        explanation: String? = nil, remedy: String? = nil, sourceLine: String? = nil
    ) {
        self.severity = severity
        self.location = location
        // What it quotes, such as a name that somebody gave, may have line breaks.
        self.summary = summary.split(whereSeparator: \.isNewline).joined(separator: " ")
        self.explanation = explanation
        self.remedy = remedy
        self.sourceLine = sourceLine
    }

    /// Makes an error.
    public init(
        _ summary: String, at location: SourceLocation? = nil, explanation: String? = nil, remedy: String? = nil,
        sourceLine: String? = nil
    ) {
        self.init(
            .error, summary, at: location, explanation: explanation, remedy: remedy, sourceLine: sourceLine)
    }

    /// The message as compilers print it: `file:line:column: error: summary`, the source line with a caret, then
    /// the explanation and the remedy, indented. What a terminal would obey is written as ``Swift/StringProtocol/printable``
    /// does.
    public var rendered: String {
        var lines = [((location.map { "\($0): " } ?? "") + "\(severity.rawValue): \(summary)").printable]
        if let sourceLine {
            lines.append("    " + sourceLine.printable)
            if let location {
                // Tabs are kept so that the caret stands under its column in any terminal.
                let lead = sourceLine.utf8.prefix(max(0, location.column - 1))
                let padding = String(decoding: lead, as: UTF8.self).printable.map { $0 == "\t" ? "\t" : " " }.joined()
                lines.append("    " + padding + "^")
            }
        }
        for text in [explanation, remedy].compactMap({ $0 }) {
            lines += text.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0.printable }
        }
        return lines.joined(separator: "\n")
    }
}
