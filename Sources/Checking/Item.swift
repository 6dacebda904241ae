public import BookModel

/// Something that is compared: a claim, a table, a figure, the values in a chapter's text, its headings, or the book's
/// title and order.
public struct Item: Hashable, Sendable, CustomStringConvertible {
    /// What it is. The raw value is what it is called in messages.
    public enum Kind: String, Hashable, Sendable, CaseIterable { case claim, figure, table, values, words, book }

    /// What it is.
    public let kind: Kind
    /// Its id; of values and words, the chapter's name.
    public let id: String
    /// The chapter's name; `nil` of a figure that is in the baseline alone.
    public let chapter: String?
    /// The directive in the chapter, or the chapter's first line; where the book has it no longer, `nil`.
    public let location: SourceLocation?

    /// `claim 'order'`, or `values of 03-steps`.
    public var description: String {
        switch kind {
        case .claim, .figure, .table: "\(kind.rawValue) '\(id)'"
        case .values, .words: "\(kind.rawValue) of \(id)"
        case .book: "the book"
        }
    }

    /// What it is called on the command line, as in references: `fig-spectrum`.
    public var label: String {
        switch kind {
        case .claim: "claim-\(id)"
        case .figure: "fig-\(id)"
        case .table: "tbl-\(id)"
        case .values: "values-\(id)"
        case .words: "words-\(id)"
        case .book: "book"
        }
    }

    /// Whether the user means it by a name: its label, or its id alone.
    public func isCalled(_ name: String) -> Bool { name == label || name == id }

    /// The file in which title and order are written, which is beside the chapters.
    private static func start(of book: BuiltBook) -> SourceLocation? {
        guard let file = book.chapters.first?.chapter.file else { return nil }
        let folder = file.lastIndex(of: "/").map { file[...$0] } ?? ""
        return SourceLocation(file: "\(folder)book.yml", line: 1)
    }

    /// What there is to compare: what the book has in its order, and then what only the baseline has.
    public static func all(in book: BuiltBook, and baseline: Snapshot) -> [Item] {
        var items = [Item(kind: .book, id: "book", chapter: nil, location: start(of: book))]
        for built in book.chapters {
            let chapter = built.chapter
            for output in built.outputs.cells {
                guard chapter.cells.indices.contains(output.cell) else { continue }
                let place = chapter.cells[output.cell].location
                func add(_ kind: Kind, _ id: String) {
                    items.append(Item(kind: kind, id: id, chapter: chapter.name, location: place))
                }
                switch output.content {
                case .claim(let id, _): add(.claim, id)
                case .figure(let figure): add(.figure, figure.id)
                case .table(let table): add(.table, table.id)
                case nil: break
                }
            }
            let start = SourceLocation(file: chapter.file, line: 1)
            if !built.outputs.values.isEmpty {
                items.append(Item(kind: .values, id: chapter.name, chapter: chapter.name, location: start))
            }
            if !Passage.headings(of: chapter).isEmpty {
                items.append(Item(kind: .words, id: chapter.name, chapter: chapter.name, location: start))
            }
        }
        func orphans(_ kind: Kind, _ chapters: [(id: String, chapter: String?)]) -> [Item] {
            let known = Set(items.filter { $0.kind == kind }.map(\.id))
            return chapters.filter { !known.contains($0.id) }.sorted { $0.id < $1.id }
                .map { Item(kind: kind, id: $0.id, chapter: $0.chapter, location: nil) }
        }
        return items + orphans(.claim, baseline.claims.map { ($0.key, $0.value.chapter) })
            + orphans(.figure, baseline.figures.keys.map { ($0, nil) })
            + orphans(.table, baseline.tables.map { ($0.key, $0.value.chapter) })
            + orphans(.values, baseline.values.keys.map { ($0, $0) })
            + orphans(.words, baseline.headings.map { ($0, $0) })
    }
}
