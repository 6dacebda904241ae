/// The numbers of a book's sections, figures, tables, equations, claims and exercises, and what every label leads to.
///
/// Numbers run within a chapter: the second figure of chapter 4 is Figure 4.2. They depend on the text alone, so
/// they are known before anything has run.
public struct Numbering: Hashable, Sendable {
    /// What a label such as `fig-spectrum` names.
    public struct Target: Hashable, Sendable {
        /// What kind of thing is numbered; each counts for itself.
        public enum Kind: Hashable, Sendable {
            case figure, table, claim, equation, section, exercise
            /// What a directive of the book's own makes, numbered by the word that `book.yml` gives it.
            case own(name: String, word: String)

            /// All that need not be declared.
            public static let known: [Kind] = [.figure, .table, .claim, .equation, .section, .exercise]

            /// The prefix of the kind's labels: `fig` in `@fig-spectrum`.
            public var prefix: String {
                switch self {
                case .figure: "fig"
                case .table: "tbl"
                case .claim: "claim"
                case .equation: "eq"
                case .section: "sec"
                case .exercise: "exr"
                case .own(let name, _): name
                }
            }
            /// The word in front of the number.
            public var word: String {
                switch self {
                case .figure: "Figure"
                case .table: "Table"
                case .claim: "Claim"
                case .equation: "Equation"
                case .section: "Section"
                case .exercise: "Exercise"
                case .own(_, let word): word
                }
            }
        }

        /// What is numbered.
        public var kind: Kind
        /// `4.2`; a section without a number of its own carries its chapter's.
        public var number: String
        /// The name of the chapter that it stands in.
        public var chapter: String
        /// Where it begins: the heading, the equation, or the at sign of the directive.
        public var location: SourceLocation

        /// `Figure 4.2`; a section without a number of its own goes by its chapter: `Chapter 4`.
        public var name: String { "\(kind == .section && !number.contains(".") ? "Chapter" : kind.word) \(number)" }
    }

    /// The targets by their labels.
    public private(set) var targets: [String: Target] = [:]
    /// What stands at a place (a heading, a display equation, a directive), whether or not it has a label.
    private var places: [SourceLocation: Target] = [:]
    /// Labels given twice and references that lead nowhere, in the order of their places.
    public private(set) var diagnostics: [Diagnostic] = []

    /// Whether labels, and the ids in them, may contain the byte: letters, digits, hyphens and underscores.
    public static func isLabelByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// Whether the text can be the id of a figure, a table, a claim or what else can be referred to. Files are named by
    /// ids, so none leads out of its folder.
    public static func isID(_ text: String) -> Bool { !text.isEmpty && text.utf8.allSatisfy(isLabelByte) }

    /// Numbers the chapters in their order and checks every reference and citation in them.
    public init(chapters: [Chapter], citationKeys: Set<String>) {
        for (index, chapter) in chapters.enumerated() { number(chapter, as: index + 1) }
        for chapter in chapters { check(chapter, citationKeys: citationKeys) }
        diagnostics.sort { ($0.location ?? .init(file: "", line: 0)) < ($1.location ?? .init(file: "", line: 0)) }
    }

    /// What is numbered at `location`: the place of a heading, of a labelled display equation, or of a cell.
    public func target(at location: SourceLocation) -> Target? { places[location] }

    private mutating func number(_ chapter: Chapter, as chapterNumber: Int) {
        var counts: [Target.Kind: Int] = [:]
        func next(_ kind: Target.Kind) -> String {
            counts[kind, default: 0] += 1
            return "\(chapterNumber).\(counts[kind]!)"
        }
        func visit(_ blocks: [Block], _ numbering: inout Numbering) {
            for block in blocks {
                switch block.content {
                case .heading(let level, _, let label):
                    let number = level == 1 ? "\(chapterNumber)" : level == 2 ? next(.section) : "\(chapterNumber)"
                    numbering.add(.section, label, number, chapter, block.location)
                case .math(_, let label?):
                    numbering.add(.equation, label, next(.equation), chapter, block.location)
                case .cell(let index):
                    let cell = chapter.cells[index]
                    guard let kind = cell.directive.numberedAs else { continue }
                    let label = cell.id.map { "\(kind.prefix)-\($0)" }
                    numbering.add(kind, label, next(kind), chapter, cell.location)
                case .exercise(let exercise):
                    let label = "\(Target.Kind.exercise.prefix)-\(exercise.id)"
                    numbering.add(.exercise, label, next(.exercise), chapter, exercise.location)
                case .paragraph, .list, .quote, .callout, .code, .table, .math, .html, .rule: break
                }
                visit(block.children, &numbering)
            }
        }
        visit(chapter.blocks, &self)
        for name in chapter.footnotes.keys.sorted() { visit(chapter.footnotes[name]!, &self) }
    }

    private mutating func add(
        _ kind: Target.Kind, _ label: String?, _ number: String, _ chapter: Chapter, _ location: SourceLocation
    ) {
        let target = Target(kind: kind, number: number, chapter: chapter.name, location: location)
        places[location] = target
        guard let label else { return }
        if let first = targets[label] {
            diagnostics.append(
                Diagnostic(
                    "the label '\(label)' is given twice", at: location,
                    remedy: "Rename one of them: the first is at \(first.location)."))
        } else {
            targets[label] = target
        }
    }

    private mutating func check(_ chapter: Chapter, citationKeys: Set<String>) {
        chapter.visitInlines { inline in
            switch inline {
            case .reference(let label, let location) where targets[label] == nil:
                let prefix = label.prefix { $0 != "-" } + "-"
                let near = targets.keys.filter { $0.hasPrefix(prefix) }.sorted()
                diagnostics.append(
                    Diagnostic(
                        "the reference '@\(label)' leads nowhere", at: location,
                        remedy: near.isEmpty
                            ? "Nothing in the book has a label that begins with '\(prefix)'."
                            : "Labels of this kind are: \(near.joined(separator: ", "))."))
            case .citation(let keys, let location):
                for key in keys where !citationKeys.contains(key) {
                    diagnostics.append(
                        Diagnostic(
                            "the work '\(key)' is not in the list of references", at: location,
                            remedy: "Add it to chapters/references.yml, or correct the key."))
                }
            default: break
            }
        }
    }
}

extension Chapter {
    /// Calls `body` for every inline of the chapter, footnotes and captions included, parents before children.
    public func visitInlines(_ body: (Inline) -> Void) {
        func visit(_ inlines: [Inline]) {
            for inline in inlines {
                body(inline)
                switch inline {
                case .emphasis(let inner), .strong(let inner), .strikethrough(let inner), .marginNote(let inner),
                    .link(_, _, let inner, _), .image(_, _, let inner, _):
                    visit(inner)
                case .text, .code, .math, .html, .softBreak, .lineBreak, .value, .reference, .citation, .footnote:
                    break
                }
            }
        }
        func visit(_ blocks: [Block]) {
            for block in blocks {
                switch block.content {
                case .heading(_, let title, _): visit(title)
                case .paragraph(let inlines): visit(inlines)
                case .table(let table):
                    table.header.forEach { visit($0) }
                    table.rows.forEach { $0.forEach { visit($0) } }
                case .cell(let index): visit(cells[index].caption ?? [])
                case .callout(let callout): visit(callout.title)
                case .list, .quote, .exercise, .code, .math, .html, .rule: break
                }
                visit(block.children)
            }
        }
        visit(blocks)
        for name in footnotes.keys.sorted() { visit(footnotes[name]!) }
    }
}
