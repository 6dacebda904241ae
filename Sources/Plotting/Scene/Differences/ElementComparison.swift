import Drawing
import Foundation
import LightMarkup

extension SceneComparison {
    /// A part of a chart: what elements with the same name have in common.
    private struct PartKey: Hashable {
        let chart: Int
        let part: String
    }

    /// Compares the elements, part by part in the order of drawing.
    mutating func compareElements() {
        let common = 1...max(1, min(old.panels.count, new.panels.count))
        func groups(_ scene: Scene) -> [PartKey: [Int]] {
            Dictionary(grouping: scene.elements.indices) { index in
                PartKey(chart: scene.elements[index].chart, part: scene.elements[index].part)
            }
        }
        let (before, now) = (groups(old), groups(new))
        var seen: Set<PartKey> = []
        var order: [PartKey] = []
        for element in old.elements + new.elements {
            let key = PartKey(chart: element.chart, part: element.part)
            // The elements of a chart that is new or gone say nothing more.
            if element.chart == 0 || common.contains(element.chart), seen.insert(key).inserted { order.append(key) }
        }
        var pairs: [(old: Int, new: Int)] = []
        for key in order {
            let (oldIndices, newIndices) = (before[key] ?? [], now[key] ?? [])
            let matching = Matching(oldIndices.map { old.elements[$0].item }, newIndices.map { new.elements[$0].item })
            pairs += matching.pairs.map { (oldIndices[$0.old], newIndices[$0.new]) }
            report(matching, chart: key.chart, part: key.part)
        }
        pairs.sort { $0.old < $1.old }
        if zip(pairs, pairs.dropFirst()).contains(where: { $0.new > $1.new }) {
            add(.layout, 0, "elements are drawn in another order")
        }
    }

    private mutating func report(_ matching: Matching, chart: Int, part: String) {
        let (before, now) = (matching.old, matching.new)
        let texts = (before.compactMap(\.label), now.compactMap(\.label))
        let changedTexts = matching.pairs.count { before[$0.old].label != now[$0.new].label }
        if texts.0.count == before.count, texts.1.count == now.count, min(before.count, now.count) > 1,
            matching.gone.count + matching.added.count + changedTexts > 2
        {
            let lists = [texts.1, texts.0].map { SceneComparison.list($0.map { Markup($0).plain }) }
            add(followsData(part) ? .place : .text, chart, "\(part)s are now \(lists[0]), before \(lists[1])")
            return compareLooks(matching, chart: chart, part: part)
        }
        reportMissing(matching.gone.map { before[$0] }, of: before, "gone", chart: chart, part: part)
        reportMissing(matching.added.map { now[$0] }, of: now, "new", chart: chart, part: part)
        for (oldIndex, newIndex) in matching.pairs {
            guard let was = before[oldIndex].label, let label = now[newIndex].label, was != label else { continue }
            let name = before.count == 1 ? part : "\(part) \(oldIndex + 1)"
            add(
                followsData(part) ? .place : .text, chart,
                "\(name) now reads “\(Markup(label).plain)”, before “\(Markup(was).plain)”")
        }
        compareLooks(matching, chart: chart, part: part)
    }

    private mutating func reportMissing(
        _ missing: [Scene.Item], of all: [Scene.Item], _ what: String, chart: Int, part: String
    ) {
        guard let first = missing.first else { return }
        let texts = missing.compactMap(\.label)
        let kind = followsData(part) ? SceneDifference.Kind.place : texts.isEmpty ? .layout : .text
        if missing.count == all.count, texts.isEmpty || part == "legend" || part.hasSuffix("title") {
            return add(kind, chart, "\(part) is \(what)")
        }
        if texts.count == missing.count, texts.count <= 3 {
            for text in texts { add(kind, chart, "\(part) “\(Markup(text).plain)” is \(what)") }
            return
        }
        if missing.count == 1 {
            let text = first.label.map { " “\(Markup($0).plain)”" } ?? ""
            return add(kind, chart, "one of \(all.count) elements of \(part)\(text) is \(what)")
        }
        add(kind, chart, "\(missing.count) of \(all.count) elements of \(part) are \(what)")
    }

    /// Whether there is as much of a part as the data ask for: ticks, and lines from points to their labels.
    private func followsData(_ part: String) -> Bool {
        part.hasSuffix("tick label") || part.hasSuffix("ticks") || part == "grid" || part == "leader"
    }

    // MARK: Places and looks

    private mutating func compareLooks(_ matching: Matching, chart: Int, part: String) {
        var moves: [(index: Int, from: Point, to: Point)] = []
        for (oldIndex, newIndex) in matching.pairs {
            let (was, now) = (matching.old[oldIndex], matching.new[newIndex])
            for summary in LookComparison.summaries(was, now, of: part, tolerance: tolerance) {
                add(.appearance, chart, summary)
            }
            if case .text(let first) = was, case .text(let second) = now {
                // A text that reads otherwise is said to do so; its place follows from its width.
                guard first.label == second.label else { continue }
                if differ(first.origin.x, second.origin.x) || differ(first.origin.y, second.origin.y) {
                    moves.append((oldIndex, first.origin, second.origin))
                } else if differ(first.bounds, second.bounds) {
                    let name = name(first, oldIndex, of: matching.old.count, part: part)
                    add(.place, chart, "\(name) takes another room on the same base line")
                } else if differ(first.anchor?.point, second.anchor?.point) {
                    let name = name(first, oldIndex, of: matching.old.count, part: part)
                    add(.place, chart, "\(name) now belongs to another place")
                }
            } else if let change = ShapeComparison.summary(was, now, tolerance: tolerance) {
                let name = matching.old.count == 1 ? part : "element \(oldIndex + 1) of \(part)"
                add(.place, chart, "\(name) changed: \(change)")
            }
        }
        report(moves, matching, chart: chart, part: part)
    }

    private func differ(_ first: Point?, _ second: Point?) -> Bool {
        guard let first, let second else { return (first == nil) != (second == nil) }
        return differ(first.x, second.x) || differ(first.y, second.y)
    }

    /// Up to three moves one by one; more of them together.
    private mutating func report(
        _ moves: [(index: Int, from: Point, to: Point)], _ matching: Matching, chart: Int, part: String
    ) {
        guard moves.count > 3, let first = moves.first else {
            for move in moves {
                guard case .text(let text) = matching.old[move.index] else { continue }
                let name = name(text, move.index, of: matching.old.count, part: part)
                add(.place, chart, "\(name) moved from \(words(move.from)) to \(words(move.to))")
            }
            return
        }
        let offset = Point(quantised(first.to.x - first.from.x), quantised(first.to.y - first.from.y))
        let isCommon = moves.allSatisfy {
            !differ($0.to.x - $0.from.x, offset.x) && !differ($0.to.y - $0.from.y, offset.y)
        }
        let farthest = moves.map { hypot($0.to.x - $0.from.x, $0.to.y - $0.from.y) }.max() ?? 0
        let how = isCommon ? "by \(words(offset))" : "at most \(Words.pixels(farthest))"
        add(.place, chart, "\(moves.count) of \(matching.old.count) texts of \(part) moved, \(how)")
    }

    /// Ticks are counted, for their texts change; other texts name themselves where there are several.
    private func name(_ text: SceneText, _ index: Int, of count: Int, part: String) -> String {
        if part.hasSuffix("tick label") { return "\(part) \(index + 1)" }
        return count == 1 && part != "label" ? part : "\(part) “\(Markup(text.label).plain)”"
    }
}

extension Scene.Item {
    /// The label of a text.
    var label: String? {
        if case .text(let text) = self { text.label } else { nil }
    }
}
