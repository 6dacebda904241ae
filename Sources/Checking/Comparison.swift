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
        _ book: Book, _ after: Snapshot, with before: Snapshot, names: [String] = [],
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
        ].compactMap(\.self).joined(separator: ", ")
        let found = differences.count
        return "\(checked): " + (found == 0 ? "as accepted" : "\(found) difference\(found == 1 ? "" : "s")")
    }
}

extension Item {
    /// Of what authority its differences can be.
    fileprivate var levels: [Level] {
        switch kind {
        case .claim: [.claims, .data]
        case .figure: [.data, .scene]
        case .table, .values: [.data]
        }
    }
}

/// Compares item by item.
private struct Comparer {
    let book: Book
    let before: Snapshot
    let after: Snapshot

    func differences(of item: Item) -> [Difference] {
        switch item.kind {
        case .claim: return claim(item)
        case .figure: return figure(item)
        case .table: return table(item)
        case .values: return values(item)
        }
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
        case (let before?, let after?):
            if before == after { return [] }
            let old: Scene
            do { old = try Scene(text: before) } catch {
                return [Difference(item, .data, "its baseline is damaged: \(error)")]
            }
            do {
                return FigureComparison(before: old, after: try Scene(text: after)).differences(of: item)
            } catch {
                return [Difference(item, .data, "it cannot be compared: \(error)")]
            }
        case (nil, _?): return [Difference(item, .data, "it is new, and has no baseline")]
        default: return [Difference(item, .data, "it is gone, and its baseline is left over")]
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

    /// Values of the same expression are compared; what has come or gone is the author's writing.
    private func values(_ item: Item) -> [Difference] {
        func keyed(_ values: [Snapshot.Value]?) -> [(key: String, text: String)] {
            var counts: [String: Int] = [:]
            return (values ?? []).map { value in
                counts[value.expression, default: 0] += 1
                return ("\(counts[value.expression] ?? 0) \(value.expression)", value.text)
            }
        }
        let old = Dictionary(uniqueKeysWithValues: keyed(before.values[item.id]).map { ($0.key, $0.text) })
        let written = book.chapters.first { $0.chapter.name == item.id }
        let places = written.map { built in
            built.outputs.values.keys.sorted().compactMap { index in
                built.chapter.values.indices.contains(index) ? built.chapter.values[index] : nil
            }
        }
        return zip(keyed(after.values[item.id]), places ?? []).compactMap { value, place in
            guard let was = old[value.key], !NumberedText.areEqual(was, value.text) else { return nil }
            return Difference(
                item, .data, "“\(place.expression)” is now \(value.text), before \(was)", at: place.location)
        }
    }
}
