import BookModel

/// The first line of a quotation that is a callout: `[!NOTE]`, with a title behind it or nothing.
struct CalloutMarker {
    /// The word between the brackets, as it was written.
    private let word: Substring
    private let title: [Inline]
    private let blocks: [Block]

    /// Reads the first line of a quotation's blocks; `nil` where it is no marker.
    init?(_ quotation: [Block]) {
        guard let first = quotation.first, case .paragraph(let inlines) = first.content,
            case .text(let lead)? = inlines.first, lead.hasPrefix("[!"), let end = lead.firstIndex(of: "]")
        else { return nil }
        word = lead[..<end].dropFirst(2)
        guard !word.isEmpty, word.utf8.allSatisfy(Bytes.isLetter) else { return nil }
        let rest = lead[lead.index(after: end)...].drop { $0 == " " }
        let line = (rest.isEmpty ? [] : [.text(String(rest))]) + inlines.dropFirst()
        func isBreak(_ inline: Inline) -> Bool { inline == .softBreak || inline == .lineBreak }
        let lineEnd = line.firstIndex(where: isBreak) ?? line.endIndex
        title = Array(line[..<lineEnd])
        let text = Array(line[lineEnd...].dropFirst())
        blocks = (text.isEmpty ? [] : [Block(.paragraph(text), at: first.location)]) + quotation.dropFirst()
    }

    /// The callout, or what is wrong with it, without its place.
    var callout: Result<Callout, Diagnostic> {
        let kinds = Callout.Kind.allCases.map { $0.rawValue.uppercased() }
        guard let kind = Callout.Kind(rawValue: word.lowercased()) else {
            let remedy = nearestName(to: word.uppercased(), in: kinds).map { "Did you mean [!\($0)]?" }
            return .failure(
                Diagnostic(
                    "unknown kind of callout '\(word)'",
                    remedy: (remedy ?? "The kinds are: \(kinds.joined(separator: ", ")).")
                        + " For a quotation, write \\[! at its beginning."))
        }
        guard !blocks.isEmpty else {
            return .failure(
                Diagnostic(
                    "the callout [!\(word)] has no text",
                    remedy: "Write it on the lines beneath, each with '> ' before it."))
        }
        return .success(Callout(kind: kind, title: title, blocks: blocks))
    }
}
