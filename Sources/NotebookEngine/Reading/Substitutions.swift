import BookModel

/// What was taken out of the text before cmark parsed it, and is put back afterwards.
///
/// Math and the book's own marks must reach us untouched by Markdown, and with their exact places. Each is replaced
/// by a private-use character of its own between dollar signs, which mean nothing to cmark and count as punctuation
/// just as the marks themselves do, so that emphasis and quotes beside them come out as they would have.
struct Substitutions {
    /// What a character stands for.
    enum Content {
        case math(tex: String)
        case displayMath(tex: String, label: String?)
        case value(Int)
        case reference(label: String)
        case citation(keys: [String])
        case footnote(name: String)
        case noteStart
        case noteEnd
    }

    struct Entry {
        var content: Content
        /// What stood there.
        var raw: String
        var location: SourceLocation
    }

    private(set) var entries: [Unicode.Scalar: Entry] = [:]
    /// Stands for a bar in a code span or a formula, which would end a table's cell; no other character of the text.
    let bar: Unicode.Scalar
    /// Characters that the text itself has, which stand for themselves.
    private let taken: Set<UInt32>
    private var next: UInt32

    init(for text: String) {
        let taken = Set(text.unicodeScalars.lazy.map(\.value).filter { $0 >= 0x10_0000 })
        // A text that has the whole plane has its last character shown as a bar.
        let bar = (0x10_0000..<0x10_FFFE).first { !taken.contains($0) }.flatMap(Unicode.Scalar.init) ?? "\u{10FFFD}"
        (self.taken, self.bar, next) = (taken, bar, bar.value + 1)
    }

    /// The replacement for a piece of text, or `nil` where the private-use plane is full.
    mutating func replacement(for content: Content, raw: String, at location: SourceLocation) -> String? {
        while taken.contains(next) { next += 1 }
        guard next < 0x10_FFFE, let scalar = Unicode.Scalar(next) else { return nil }
        next += 1
        entries[scalar] = Entry(content: content, raw: restored(raw), location: location)
        return endsAsLetter(content) ? "$\(scalar)" : "$\(scalar)$"
    }

    /// A text in which every replacement is what it stands for again: for code, HTML, formulas and destinations of
    /// links.
    func restored(_ text: String) -> String {
        var result = ""
        for part in parts(of: text) {
            switch part {
            case .text(let text): result += text
            case .entry(let entry): result += entry.raw
            }
        }
        return result
    }

    enum Part {
        case text(String)
        case entry(Entry)
    }

    /// A text cut at its replacements.
    func parts(of text: String) -> [Part] {
        guard text.unicodeScalars.contains(where: { entries[$0] != nil || $0 == bar }) else { return [.text(text)] }
        var parts: [Part] = []
        var plain = String.UnicodeScalarView()
        var skipsDollar = false
        for scalar in text.unicodeScalars {
            if let entry = entries[scalar] {
                if plain.last == "$" { plain.removeLast() }
                if !plain.isEmpty { parts.append(.text(String(plain))) }
                plain = .init()
                parts.append(.entry(entry))
                skipsDollar = !endsAsLetter(entry.content)
            } else {
                if !(skipsDollar && scalar == "$") { plain.append(scalar == bar ? "|" : scalar) }
                skipsDollar = false
            }
        }
        if !plain.isEmpty { parts.append(.text(String(plain))) }
        return parts
    }

    /// A reference ends in a letter or a digit, all else in punctuation.
    private func endsAsLetter(_ content: Content) -> Bool {
        if case .reference = content { return true }
        return false
    }
}
