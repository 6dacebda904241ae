import Drawing

// Scenes whose letters have other widths and heights are compared as they are read.
extension SceneComparison {
    /// Whether a text of the same words and style takes another room in one of the scenes.
    static func hasOtherLetters(_ old: Scene, _ new: Scene) -> Bool {
        struct Key: Hashable {
            let label: String
            let font: Font
        }
        var rooms: [Key: Rect] = [:]
        for case .text(let text) in old.items { rooms[Key(label: text.label, font: text.font)] = text.bounds }
        return new.items.contains { item in
            guard case .text(let text) = item, let room = rooms[Key(label: text.label, font: text.font)] else {
                return false
            }
            // More than the rounding of coordinates to hundredths.
            return abs(room.width - text.bounds.width) > 0.025 || abs(room.height - text.bounds.height) > 0.025
        }
    }

    /// Compares the elements of the charts that both scenes have, part by part.
    mutating func compareAsRead() {
        for chart in 0...min(old.panels.count, new.panels.count) {
            let places = ReadPlaces(old: old, new: new, chart: chart)
            let (before, now) = (parts(of: old, chart), parts(of: new, chart))
            var names = before.names
            names += now.names.filter { before.items[$0] == nil }
            for name in names where ReadPart(name) != .label {
                compare(before.items[name] ?? [], now.items[name] ?? [], part: name, places)
            }
            // A curve's label is at the edge or in the plot, wherever there is room.
            let labels = [before, now].map { parts in
                parts.names.filter { ReadPart($0) == .label }.flatMap { parts.items[$0] ?? [] }
            }
            compareLabels(ReadText.all(in: labels[0]), ReadText.all(in: labels[1]), places)
            let marks = [before, now].map { parts in parts.names.filter { ReadPart($0) == .mark } }
            if marks[0] != marks[1], Set(marks[0]) == Set(marks[1]) {
                add(.layout, chart, "the marks are drawn in another order")
            }
        }
    }

    /// The items of a chart by their parts, whose names are in the order of drawing.
    private func parts(of scene: Scene, _ chart: Int) -> (names: [String], items: [String: [Scene.Item]]) {
        var (names, items): ([String], [String: [Scene.Item]]) = ([], [:])
        for element in scene.elements where element.chart == chart {
            if items[element.part] == nil { names.append(element.part) }
            items[element.part, default: []].append(element.item)
        }
        return (names, items)
    }

    private mutating func compare(_ old: [Scene.Item], _ new: [Scene.Item], part: String, _ places: ReadPlaces) {
        let texts = (ReadText.all(in: old), ReadText.all(in: new))
        switch ReadPart(part) {
        case .tickLabel: compareTickLabels(texts.0, texts.1, part: part, places)
        case .guide:
            // How many there are follows from how many labels have room.
            if part == "grid", old.isEmpty != new.isEmpty {
                add(.layout, places.chart, "the grid is \(new.isEmpty ? "gone" : "new")")
            }
            compareStyle(old.first, new.first, part: part, places)
        case .leader: compareStyle(old.first, new.first, part: part, places)
        case .legend: compareLegends(old, new, places)
        case .title: compareTitles(texts.0, texts.1, part: part, places)
        case .frame:
            compareShapes(old, new, part: part, places) { _, was, now in
                ShapeComparison.summary(was, now, tolerance: places.room)
            }
        case .label, .mark:
            let tolerance = tolerance
            compareShapes(old, new, part: part, places) { places, was, now in
                ShapeComparison.summary(places.mapped(was), now, tolerance: tolerance)
            }
            compareMarkTexts(texts.0, texts.1, part: part, places)
        }
    }

    // MARK: Shapes

    /// Looks count to the last: only places have play.
    private mutating func compareStyle(_ old: Scene.Item?, _ new: Scene.Item?, part: String, _ places: ReadPlaces) {
        guard let old, let new else { return }
        for summary in LookComparison.summaries(old, new, of: part, tolerance: 0.05, otherMetrics: true) {
            add(.appearance, places.chart, summary)
        }
    }

    private mutating func compareShapes(
        _ old: [Scene.Item], _ new: [Scene.Item], part: String, _ places: ReadPlaces,
        change: (ReadPlaces, Scene.Item, Scene.Item) -> String?
    ) {
        let (before, now) = (old.filter { $0.label == nil }, new.filter { $0.label == nil })
        guard before.count == now.count else {
            let what =
                before.isEmpty || now.isEmpty
                ? "\(part) is \(now.isEmpty ? "gone" : "new")"
                : "\(part) now has \(now.count) elements, before \(before.count)"
            return add(.layout, places.chart, what)
        }
        for (index, (was, now)) in zip(before, now).enumerated() {
            compareStyle(was, now, part: part, places)
            guard was.kind == now.kind else {
                add(.layout, places.chart, "\(part) is now drawn as \(now.kind), before as \(was.kind)")
                continue
            }
            if let change = change(places, was, now) {
                let name = before.count == 1 ? part : "element \(index + 1) of \(part)"
                add(.place, places.chart, "\(name) changed: \(change)")
            }
        }
    }

    // MARK: Texts

    private mutating func compareStyles(_ pairs: [(old: ReadText, new: ReadText)], part: String, _ places: ReadPlaces) {
        for (was, now) in pairs {
            compareStyle(.text(was.first), .text(now.first), part: part, places)
            if !now.hasLetters(of: was) {
                add(.appearance, places.chart, "\(part) “\(now.plain)” is now in other letters, such as italics")
            }
        }
    }

    /// Texts at ticks by the values that they stand at. How many there are follows from the room that they have.
    private mutating func compareTickLabels(
        _ old: [ReadText], _ new: [ReadText], part: String, _ places: ReadPlaces
    ) {
        guard old.isEmpty == new.isEmpty else {
            return add(.layout, places.chart, "\(part)s are \(new.isEmpty ? "gone" : "new")")
        }
        let isAcross = part.hasPrefix("x ")
        func distance(_ was: ReadText, _ now: ReadText) -> Double {
            let (from, to) = (places.mapped(was.center), now.center)
            return abs(isAcross ? to.x - from.x : to.y - from.y)
        }
        var matching = ReadTextMatching(old, new)
        for (was, now) in matching.pairs where distance(was, now) > 1 {
            add(.place, places.chart, "\(part) “\(now.plain)” stands at another value")
        }
        matching.pairRest { distance($0, $1) <= 1 }
        for (was, now) in matching.pairs where !now.reads(as: was) {
            add(.place, places.chart, "\(part) “\(was.plain)” now reads “\(now.plain)”")
        }
        compareStyles(matching.pairs, part: part, places)
        reportMoves(matching.pairs, by: places.room, part: part, places)
    }

    /// Labels by what they are anchored to.
    private mutating func compareLabels(_ old: [ReadText], _ new: [ReadText], _ places: ReadPlaces) {
        var matching = ReadTextMatching(old, new)
        func haveOneAnchor(_ was: ReadText, _ now: ReadText) -> Bool {
            guard let from = was.first.anchor, let to = now.first.anchor else { return false }
            return places.distance(from.point, to.point) <= 1
        }
        for (was, now) in matching.pairs where !haveOneAnchor(was, now) {
            add(.place, places.chart, "label “\(now.plain)” now belongs to another place")
        }
        let (before, after) = (self.old, self.new)
        matching.forget(gone: { after.hasNoRoom(for: $0) }, added: { before.hasNoRoom(for: $0) })
        matching.pairRest(where: haveOneAnchor)
        for (was, now) in matching.pairs where !now.reads(as: was) {
            add(.text, places.chart, "label “\(was.plain)” now reads “\(now.plain)”")
        }
        for text in matching.gone { add(.text, places.chart, "label “\(text.plain)” is gone") }
        for text in matching.added { add(.text, places.chart, "label “\(text.plain)” is new") }
        compareStyles(matching.pairs, part: "label", places)
    }

    private mutating func compareTitles(_ old: [ReadText], _ new: [ReadText], part: String, _ places: ReadPlaces) {
        var matching = ReadTextMatching(old, new)
        matching.pairRest { _, _ in true }
        for (was, now) in matching.pairs where !now.reads(as: was) {
            add(.text, places.chart, "\(part) now reads “\(now.plain)”, before “\(was.plain)”")
        }
        for text in matching.gone { add(.text, places.chart, "\(part) “\(text.plain)” is gone") }
        for text in matching.added { add(.text, places.chart, "\(part) “\(text.plain)” is new") }
        compareStyles(matching.pairs, part: part, places)
        reportMoves(matching.pairs, by: places.room, part: part, places)
    }

    /// Texts that belong to marks, such as the values of bars: as many as there is room for.
    private mutating func compareMarkTexts(_ old: [ReadText], _ new: [ReadText], part: String, _ places: ReadPlaces) {
        guard old.isEmpty == new.isEmpty else {
            return add(.text, places.chart, "the texts of \(part) are \(new.isEmpty ? "gone" : "new")")
        }
        var matching = ReadTextMatching(old, new)
        matching.pairRest { places.distance($0.center, $1.center) <= 4 }
        for (was, now) in matching.pairs where !now.reads(as: was) {
            add(.place, places.chart, "a text of \(part) now reads “\(now.plain)”, before “\(was.plain)”")
        }
        compareStyles(matching.pairs, part: part, places)
        reportMoves(matching.pairs, by: 4, part: part, places)
    }

    private mutating func reportMoves(
        _ pairs: [(old: ReadText, new: ReadText)], by play: Double, part: String, _ places: ReadPlaces
    ) {
        for (was, now) in pairs where places.distance(was.center, now.center) > play {
            let moved = Words.pixels(places.distance(was.center, now.center))
            add(.place, places.chart, "\(part) “\(now.plain)” moved by \(moved)")
        }
    }

    // MARK: Legends

    private mutating func compareLegends(_ old: [Scene.Item], _ new: [Scene.Item], _ places: ReadPlaces) {
        let (before, now) = (ReadLegend(old), ReadLegend(new))
        guard !before.entries.isEmpty, !now.entries.isEmpty else {
            return add(.text, places.chart, "legend is \(now.entries.isEmpty ? "gone" : "new")")
        }
        // Where one legend has room for fewer names, these are compared.
        let isCut = [self.old, self.new].contains { $0.remarks.contains { $0.kind == .legend } }
        let count =
            isCut ? min(before.entries.count, now.entries.count) - 1 : max(before.entries.count, now.entries.count)
        let (first, second) = (before.entries.prefix(count), now.entries.prefix(count))
        guard first.count == second.count, zip(first, second).allSatisfy({ $1.text.reads(as: $0.text) }) else {
            let lists = [second, first].map { SceneComparison.list($0.map(\.text.plain)) }
            return add(.text, places.chart, "legends are now \(lists[0]), before \(lists[1])")
        }
        for (was, now) in zip(first, second) {
            if (was.swatch == nil) != (now.swatch == nil) || was.swatch?.kind != now.swatch?.kind {
                add(.appearance, places.chart, "legend “\(now.text.plain)” has another sign")
            }
            compareStyle(was.swatch, now.swatch, part: "legend", places)
        }
        compareStyles(zip(first, second).map { ($0.text, $1.text) }, part: "legend", places)
        let sides = (before.side(of: places.oldFrame), now.side(of: places.newFrame))
        if sides.0 != sides.1 {
            add(.layout, places.chart, "legend is now \(sides.1.rawValue) the plot, before \(sides.0.rawValue) it")
        }
    }
}

/// A legend as it is read: names with what stands for them, in their order.
private struct ReadLegend {
    private(set) var entries: [(swatch: Scene.Item?, text: ReadText)] = []
    private var isInPlot = false

    enum Side: String { case above, inside, beside }

    init(_ items: [Scene.Item]) {
        var swatch: Scene.Item?
        for item in items {
            if let text = ReadText.all(in: [item]).first {
                entries.append((swatch, text))
                swatch = nil
            } else if case .path(_, let fill?, nil) = item, fill.role == .paper {
                isInPlot = true
            } else {
                swatch = item
            }
        }
    }

    func side(of plot: Rect) -> Side {
        if isInPlot { return .inside }
        return (entries.map(\.text.center.y).max() ?? 0) < plot.minY ? .above : .beside
    }
}

extension Scene {
    /// Whether a note says that the scene has no room for a label.
    fileprivate func hasNoRoom(for label: ReadText) -> Bool {
        let isFree = label.first.anchor?.side == .automatic
        return remarks.contains { note in
            switch note.kind {
            case .label: note.description.contains("“\(label.plain.brief)”")
            case .labels, .thinned: true
            case .endLabels: isFree
            default: false
            }
        }
    }
}

/// Where things of two scenes correspond: a chart's plots, or the whole figures.
struct ReadPlaces {
    let chart: Int
    let oldFrame: Rect
    let newFrame: Rect
    /// How far letters of other widths may move a text.
    let room: Double

    init(old: Scene, new: Scene, chart: Int) {
        self.chart = chart
        func frame(_ scene: Scene) -> Rect {
            chart == 0
                ? Rect(x: 0, y: 0, width: scene.width, height: scene.height) : scene.panels[chart - 1].plot
        }
        (oldFrame, newFrame) = (frame(old), frame(new))
        room = FontTolerance().room(max(new.width, new.height))
    }

    /// Where a place in the old frame is in the new one: at the same values, as scales are between the same ends.
    func mapped(_ point: Point) -> Point {
        func share(_ value: Double, _ start: Double, _ length: Double) -> Double {
            length > 0 ? (value - start) / length : 0
        }
        return Point(
            newFrame.x + share(point.x, oldFrame.x, oldFrame.width) * newFrame.width,
            newFrame.y + share(point.y, oldFrame.y, oldFrame.height) * newFrame.height)
    }

    /// How far a place in the new frame is from one in the old frame.
    func distance(_ before: Point, _ now: Point) -> Double {
        let from = mapped(before)
        return ((now.x - from.x) * (now.x - from.x) + (now.y - from.y) * (now.y - from.y)).squareRoot()
    }

    func mapped(_ item: Scene.Item) -> Scene.Item {
        switch item {
        case .path(let path, let fill, let stroke): return .path(path.map { mapped($0) }, fill: fill, stroke: stroke)
        case .symbols(let symbol, let size, let centers, let fill, let dense):
            return .symbols(symbol, size: size, centers: centers.map { mapped($0) }, fill: fill, dense: dense)
        case .cells(var cells):
            cells.frame = mapped(cells.frame)
            return .cells(cells)
        case .picture(var picture):
            (picture.frame, picture.clip) = (mapped(picture.frame), mapped(picture.clip))
            return .picture(picture)
        case .text: return item
        }
    }

    private func mapped(_ rect: Rect) -> Rect {
        let (first, last) = (mapped(Point(rect.minX, rect.minY)), mapped(Point(rect.maxX, rect.maxY)))
        return Rect(x: first.x, y: first.y, width: last.x - first.x, height: last.y - first.y)
    }
}
