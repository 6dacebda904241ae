public import BookModel
import Plotting

/// A build compared with a baseline.
public struct Comparison: Sendable {
    /// What was compared, in the order of the book.
    public let items: [Item]
    /// What is different, item by item; of each, the highest authority first.
    public let differences: [Difference]
    /// Why an item may be different: what changed of all that its chapter depends on.
    public let causes: [Item: [String]]

    /// Compares what a book came to with its baseline.
    ///
    /// - Parameters:
    ///   - names: Ids of what is compared; by default everything.
    ///   - levels: What counts.
    public init(
        _ book: BuiltBook, _ after: Snapshot, with before: Snapshot, names: [String] = [],
        levels: Set<Level> = Set(Level.allCases)
    ) {
        let items = Item.all(in: book, and: before).filter { item in
            (names.isEmpty || names.contains(where: item.isCalled)) && item.levels.contains(where: levels.contains)
        }
        self.items = items
        let comparer = Comparer(book: book, before: before, after: after)
        differences = items.flatMap(comparer.differences).filter { levels.contains($0.level) }
        let differing = Set(differences.map(\.item))
        causes = Dictionary(
            uniqueKeysWithValues: differing.map {
                ($0, after.provenance.causes(in: $0.chapter, since: before.provenance))
            })
    }

    /// The differences of an item.
    public func differences(of item: Item) -> [Difference] { differences.filter { $0.item == item } }

    /// One line: what was compared, and what came out.
    public var summary: String {
        func count(_ kind: Item.Kind, _ one: String, _ many: String) -> String? {
            let count = items.count { $0.kind == kind }
            return count == 0 ? nil : "\(count) \(count == 1 ? one : many)"
        }
        let checked = [
            count(.claim, "claim", "claims"), count(.figure, "figure", "figures"), count(.table, "table", "tables"),
            count(.values, "chapter’s values", "chapters’ values"),
            count(.words, "chapter’s headings", "chapters’ headings"),
            items.contains { $0.kind == .book } ? "title and order" : nil,
        ].compactMap(\.self).joined(separator: ", ")
        let found = differences.count
        return "\(checked): " + (found == 0 ? "as accepted" : "\(found) difference\(found == 1 ? "" : "s")")
    }
}

extension Item {
    /// Of what authority its differences can be.
    fileprivate var levels: [Level] {
        switch kind {
        case .claim: [.claims, .data, .words]
        case .figure: [.data, .scene, .words]
        case .table: [.data, .words]
        case .values: [.data]
        case .words, .book: [.words]
        }
    }
}

/// Compares item by item.
private struct Comparer {
    let book: BuiltBook
    let before: Snapshot
    let after: Snapshot

    func differences(of item: Item) -> [Difference] {
        switch item.kind {
        case .claim: claim(item) + words(item)
        case .figure: figure(item) + words(item)
        case .table: table(item) + words(item)
        case .values: values(item)
        case .words, .book: words(item)
        }
    }

    /// What is written about an item; of one that is new or gone there is more to say than that.
    private func words(_ item: Item) -> [Difference] {
        let isThere: Bool
        switch item.kind {
        case .claim: isThere = before.claims[item.id] != nil && after.claims[item.id] != nil
        case .figure: isThere = before.figures[item.id] != nil && after.figures[item.id] != nil
        case .table: isThere = before.tables[item.id] != nil && after.tables[item.id] != nil
        case .values, .words, .book: isThere = true
        }
        guard isThere else { return [] }
        let comparison = PassageComparison(
            before: before.words[item.label] ?? [], after: Passage.all(of: item, in: book))
        return comparison.findings.map { Difference(item, .words, $0.summary, at: $0.location) }
    }

    private func claim(_ item: Item) -> [Difference] {
        switch (before.claims[item.id], after.claims[item.id]) {
        case (let before?, let after?):
            let comparison = ClaimComparison(before: before, after: after)
            return comparison.verdicts.map { Difference(item, .claims, $0) }
                + comparison.numbers.map { Difference(item, .data, $0) }
        case (nil, let after?):
            let verdict = after.verdict == .fails ? "it is new, and fails: \(after.measured)" : "it is new"
            return [Difference(item, .claims, verdict)]
        default: return [Difference(item, .claims, "it is gone")]
        }
    }

    private func figure(_ item: Item) -> [Difference] {
        switch (before.figures[item.id], after.figures[item.id]) {
        case (let before?, let after?): return scene(item, before, after) + film(item)
        case (nil, _?): return [Difference(item, .data, "it is new, and has no baseline")]
        default: return [Difference(item, .data, "it is gone, and its baseline is left over")]
        }
    }

    private func scene(_ item: Item, _ before: String, _ after: String, prefix: String = "") -> [Difference] {
        if before == after { return [] }
        let old: Scene
        do { old = try Scene(text: before) } catch {
            return [Difference(item, .data, "\(prefix)its baseline is damaged: \(error)")]
        }
        do {
            return FigureComparison(before: old, after: try Scene(text: after)).differences(of: item, prefix: prefix)
        } catch {
            return [Difference(item, .data, "\(prefix)it cannot be compared: \(error)")]
        }
    }

    /// All frames of a film, of which the figure itself shows a few.
    private func film(_ item: Item) -> [Difference] {
        switch (before.films[item.id], after.films[item.id]) {
        case (let before?, let after?): scene(item, before, after, prefix: "in the film, ")
        case (nil, nil): []
        case (nil, _): [Difference(item, .data, "it is a film now")]
        case (_, nil): [Difference(item, .data, "it is no film any more")]
        }
    }

    private func table(_ item: Item) -> [Difference] {
        guard let after = after.tables[item.id] else { return [Difference(item, .data, "it is gone")] }
        guard let before = before.tables[item.id] else { return [Difference(item, .data, "it is new")] }
        if before.columns != after.columns {
            let lists = [after, before].map { $0.columns.joined(separator: ", ") }
            return [Difference(item, .data, "its columns are now \(lists[0]), before \(lists[1])")]
        }
        if before.rows.count != after.rows.count {
            return [
                Difference(item, .data, "it now has \(after.rows.count) rows, before \(before.rows.count)")
            ]
        }
        let changes = zip(before.rows, after.rows).enumerated().flatMap { row, cells in
            zip(cells.0, cells.1).enumerated().compactMap { column, texts -> Difference.Change? in
                guard !NumberedText.areEqual(texts.0, texts.1) else { return nil }
                let name = after.columns.indices.contains(column) ? after.columns[column] : "column \(column + 1)"
                return Difference.Change(name: name, row: row + 1, before: texts.0, after: texts.1)
            }
        }
        guard let first = changes.first else { return [] }
        let count = "\(changes.count) of \(after.rows.joined().count) cells changed"
        return [
            Difference(
                item, .data, "\(count) (\(first.name) in row \(first.row): “\(first.after)”, before “\(first.before)”)",
                changes: changes)
        ]
    }

    /// Values of the same expression are compared, the first with the first; then what has come with what has gone, in
    /// the order of the text.
    private func values(_ item: Item) -> [Difference] {
        let written = book.chapters.first { $0.chapter.name == item.id }
        let places = written.map { built in
            built.outputs.values.keys.sorted().compactMap { index in
                built.chapter.values.indices.contains(index) ? built.chapter.values[index].location : nil
            }
        }
        var gone = before.values[item.id] ?? []
        var added: [(value: Snapshot.Value, place: SourceLocation)] = []
        var changed: [Difference] = []
        for (value, place) in zip(after.values[item.id] ?? [], places ?? []) {
            guard let index = gone.firstIndex(where: { $0.expression == value.expression }) else {
                added.append((value, place))
                continue
            }
            let was = gone.remove(at: index).text
            guard !NumberedText.areEqual(was, value.text) else { continue }
            changed.append(
                Difference(
                    item, .data, "“\(value.expression)” is now \(value.text), before \(was)", at: place))
        }
        let edited = zip(gone, added).map { was, now in
            Difference(
                item, .data,
                "“\(now.value.expression)” stands where “\(was.expression)” was: \(now.value.text), before \(was.text)",
                at: now.place)
        }
        return changed + edited
            + added.dropFirst(gone.count).map {
                Difference(item, .data, "“\($0.value.expression)” is new: \($0.value.text)", at: $0.place)
            }
            + gone.dropFirst(added.count).map {
                Difference(item, .data, "“\($0.expression)” is gone, which was \($0.text)")
            }
    }
}
