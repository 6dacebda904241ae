import BookModel
import Foundation

/// Letters of a book that no installed font has: on paper they are blank or boxes, so the author is told where they are.
///
/// A page on a screen is set in its reader's fonts too, which may have them. Figures look after their own texts.
enum MissingLetters {
    /// Looks through a book; asks the system for its fonts only where the book has letters beyond Latin ones.
    static func diagnostics(of book: BuiltBook) async -> [Diagnostic] {
        let unusual = texts(of: book).flatMap(\.text.unicodeScalars).contains(where: needsLook)
        guard unusual, let fonts = await FontCoverage.installed() else { return [] }
        return diagnostics(of: book) { !fonts.contains($0) }
    }

    /// A warning for each chapter that has such letters, at the first of them.
    static func diagnostics(of book: BuiltBook, isMissing: (Unicode.Scalar) -> Bool) -> [Diagnostic] {
        var found: [(location: SourceLocation, letters: [Unicode.Scalar])] = []
        var seen: [String: Int] = [:]
        for (text, location) in texts(of: book) {
            for letter in text.unicodeScalars where needsLook(letter) && isMissing(letter) {
                let place = seen[location.file] ?? found.count
                if place == found.count {
                    seen[location.file] = place
                    found.append((location, []))
                }
                if !found[place].letters.contains(letter) { found[place].letters.append(letter) }
            }
        }
        return found.map { diagnostic($0.letters, at: $0.location) }
    }

    private static func diagnostic(_ letters: [Unicode.Scalar], at location: SourceLocation) -> Diagnostic {
        let named = letters.prefix(8).map { "\($0) (U+\(String($0.value, radix: 16, uppercase: true)))" }
        let more = letters.count > 8 ? " and \(letters.count - 8) more" : ""
        let isEmoji = letters.allSatisfy { $0.properties.isEmojiPresentation }
        return Diagnostic(
            .warning, "no installed font has \(named.joined(separator: ", "))\(more)", at: location,
            explanation: "On paper there are gaps or boxes instead; a screen shows what its reader's fonts have.",
            remedy: "Install a font that has them, for instance: apt-get install "
                + (isEmoji ? "fonts-noto-color-emoji." : "fonts-noto-cjk, or fonts-noto-core."))
    }

    /// Letters that the page's own fonts may lack; neither spaces nor what only changes how others look.
    private static func needsLook(_ letter: Unicode.Scalar) -> Bool {
        guard letter.value > 0x2FF else { return false }
        switch letter.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .spaceSeparator, .lineSeparator, .paragraphSeparator,
            .unassigned:
            return false
        default: return !letter.properties.isVariationSelector
        }
    }

    /// All that is set in type, with the place of its block, in the order of the book.
    private static func texts(of book: BuiltBook) -> [(text: String, location: SourceLocation)] {
        book.chapters.flatMap { built in
            let outputs = Dictionary(grouping: built.outputs.cells, by: \.cell)
            func texts(_ block: Block) -> [(String, SourceLocation)] {
                [(text(block.content, built, outputs), block.location)] + block.children.flatMap(texts)
            }
            return (built.chapter.blocks + built.chapter.footnotes.sorted { $0.key < $1.key }.flatMap(\.value))
                .flatMap(texts)
        }
    }

    private static func text(_ content: Block.Content, _ built: BuiltChapter, _ outputs: [Int: [CellOutput]]) -> String
    {
        func text(_ inlines: [Inline]) -> String { inlines.map(text).joined(separator: " ") }
        func text(_ inline: Inline) -> String {
            switch inline {
            case .text(let text), .code(let text), .html(let text), .math(let text, _): text
            case .emphasis(let inner), .strong(let inner), .strikethrough(let inner), .marginNote(let inner),
                .link(_, _, let inner, _), .image(_, _, let inner, _):
                text(inner)
            case .value(let index): built.outputs.values[index] ?? ""
            case .softBreak, .lineBreak, .reference, .citation, .footnote: ""
            }
        }
        switch content {
        case .heading(_, let title, _): return text(title)
        case .paragraph(let inlines): return text(inlines)
        case .code(_, let text), .math(let text, _), .html(let text): return text
        case .table(let table): return ([table.header] + table.rows).joined().map(text).joined(separator: " ")
        case .cell(let index):
            let caption = text(built.chapter.cells[index].caption ?? [])
            let tables = (outputs[index] ?? []).compactMap { output -> TableOutput? in
                if case .table(let table)? = output.content { table } else { nil }
            }
            return ([caption] + tables.flatMap { $0.columns.map(\.title) + $0.rows.joined() }).joined(separator: " ")
        case .list, .quote, .callout, .rule, .exercise: return ""
        }
    }
}

/// Which characters the installed fonts have, by fontconfig, which the browser asks too.
struct FontCoverage {
    private let ranges: [ClosedRange<UInt32>]

    /// Of all fonts together; `nil` where fontconfig's program is missing or fails. Takes some hundredths of a second.
    static func installed() async -> FontCoverage? {
        guard let program = ExternalTool.find("fc-list"),
            let list = try? await ExternalTool.run(program, ["--format", "%{charset}\n"], timeout: .seconds(20))
        else { return nil }
        return FontCoverage(list)
    }

    /// Reads lists of hexadecimal numbers and ranges: `20-7e a0 4e00-9fff`.
    init(_ list: String) {
        let fields = Set(list.split(whereSeparator: \.isWhitespace))
        ranges = fields.compactMap { field in
            let ends = field.split(separator: "-").compactMap { UInt32($0, radix: 16) }
            guard let lower = ends.first, let upper = ends.last, lower <= upper else { return nil }
            return lower...upper
        }.sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    }

    /// Whether some font has the character.
    func contains(_ character: Unicode.Scalar) -> Bool { ranges.contains { $0.contains(character.value) } }
}
