import Drawing
import FigureData
import Foundation
import LightMarkup

/// Compares two scenes.
struct SceneComparison {
    let old: Scene
    let new: Scene
    let tolerance: Double
    /// What letters of other widths may move, in parts of a size and in pixels; nil where they are to be the same.
    let fontTolerance: FontTolerance?
    private(set) var differences: [SceneDifference] = []

    init(old: Scene, new: Scene, tolerance: Double, fontTolerance: FontTolerance? = nil) {
        self.old = old
        self.new = new
        self.tolerance = tolerance.isFinite ? max(0, tolerance) : 0
        self.fontTolerance = fontTolerance
    }

    mutating func compare() {
        let room = fontTolerance.map { max($0.room(old.width), $0.room(old.height)) } ?? tolerance
        if !(abs(old.width - new.width) <= room) || !(abs(old.height - new.height) <= room) {
            let sizes = [new, old].map { "\(shortest($0.width)) × \(shortest($0.height))" }
            add(.layout, 0, "the size is now \(sizes[0]) px, before \(sizes[1])")
        }
        comparePanels()
        if fontTolerance == nil { compareElements() } else { compareAsRead() }
        // Other letters leave other room.
        let notes = [old, new].map { scene in
            scene.remarks.filter { fontTolerance == nil || !$0.kind.isOnRoom }.map(\.description)
        }
        for note in SceneComparison.extra(notes[1], notes[0]) { add(.text, 0, "the note “\(note)” is new") }
        for note in SceneComparison.extra(notes[0], notes[1]) { add(.text, 0, "the note “\(note)” is gone") }
        if differences.isEmpty, notes[0] != notes[1] { add(.text, 0, "the notes are in another order") }
        if differences.isEmpty, fontTolerance == nil, old.remarks != new.remarks {
            add(.text, 0, "notes now mean something else")
        }
    }

    mutating func add(_ kind: SceneDifference.Kind, _ chart: Int, _ summary: String) {
        let difference = SceneDifference(kind: kind, chart: chart, summary: summary)
        if !differences.contains(difference) { differences.append(difference) }
    }

    func differ(_ first: Double, _ second: Double) -> Bool { !(abs(first - second) <= tolerance) && first != second }

    func differ(_ first: Rect, _ second: Rect) -> Bool {
        differ(first.x, second.x) || differ(first.y, second.y) || differ(first.width, second.width)
            || differ(first.height, second.height)
    }

    /// Whether a rectangle is where it was, or within what letters of other widths may move it.
    private func isWithinTolerance(_ first: Rect, _ second: Rect) -> Bool {
        guard let fontTolerance else { return !differ(first, second) }
        let (wide, high) = (fontTolerance.room(old.width), fontTolerance.room(old.height))
        return abs(first.minX - second.minX) <= wide && abs(first.maxX - second.maxX) <= wide
            && abs(first.minY - second.minY) <= high && abs(first.maxY - second.maxY) <= high
    }

    /// What `first` has more often than `second`.
    private static func extra(_ first: [String], _ second: [String]) -> [String] {
        var left = second
        return first.filter { text in
            guard let index = left.firstIndex(of: text) else { return true }
            left.remove(at: index)
            return false
        }
    }

    // MARK: Panels

    private mutating func comparePanels() {
        for index in 0..<max(old.panels.count, new.panels.count) {
            guard index < new.panels.count else {
                add(.layout, index + 1, "it is gone")
                continue
            }
            guard index < old.panels.count else {
                add(.layout, index + 1, "it is new")
                continue
            }
            compare(old.panels[index], new.panels[index], chart: index + 1)
        }
    }

    private mutating func compare(_ before: Panel, _ now: Panel, chart: Int) {
        if !isWithinTolerance(before.plot, now.plot) {
            add(.place, chart, "the plot is now \(words(now.plot)), before \(words(before.plot))")
        }
        if before.title != now.title { add(.text, chart, rewording("the title", now.title, before.title)) }
        if before.freedom != now.freedom {
            add(.layout, chart, "its coordinates are now \(now.freedom.words), before \(before.freedom.words)")
        }
        for axis in now.axes where before.axis(axis.name) == nil { add(.layout, chart, "\(axis.name) axis is new") }
        for axis in before.axes {
            guard let changed = now.axis(axis.name) else {
                add(.layout, chart, "\(axis.name) axis is gone")
                continue
            }
            compare(axis, changed, chart: chart)
        }
        if before.axes.map(\.name) != now.axes.map(\.name),
            Set(before.axes.map(\.name)) == Set(now.axes.map(\.name))
        {
            add(.layout, chart, "the axes are in another order")
        }
    }

    private mutating func compare(_ before: Panel.Axis, _ now: Panel.Axis, chart: Int) {
        let name = "\(now.name) axis"
        if before.scale != now.scale {
            add(.layout, chart, "\(name) is now \(now.scale.words), before \(before.scale.words)")
        }
        if before.categories != now.categories {
            let lists = [now, before].map { SceneComparison.list($0.categories) }
            add(.data, chart, "\(name) now has the categories \(lists[0]), before \(lists[1])")
        } else if before.lower != now.lower || before.upper != now.upper {
            add(.place, chart, "\(name) now reaches \(range(now)), before \(range(before))")
        }
        if before.ticks != now.ticks {
            func words(_ ticks: [Double]?) -> String {
                ticks.map { "put at \(SceneComparison.list($0.map(Words.exact)))" } ?? "chosen by the chart"
            }
            add(.layout, chart, "the ticks of \(name) are now \(words(now.ticks)), before \(words(before.ticks))")
        }
        if before.label != now.label { add(.text, chart, rewording("\(name)’s label", now.label, before.label)) }
    }

    private func range(_ axis: Panel.Axis) -> String { "\(Words.exact(axis.lower))…\(Words.exact(axis.upper))" }

    private func words(_ rect: Rect) -> String {
        "\(shortest(rect.width)) × \(shortest(rect.height)) at \(words(Point(rect.x, rect.y)))"
    }

    func words(_ point: Point) -> String { "(\(Words.exact(point.x)), \(Words.exact(point.y)))" }

    /// “a” instead of “b”, either of which may be missing.
    private func rewording(_ what: String, _ now: String?, _ before: String?) -> String {
        switch (now, before) {
        case (let now?, let before?): "\(what) is now “\(Markup(now).plain)”, before “\(Markup(before).plain)”"
        case (let now?, nil): "\(what) “\(Markup(now).plain)” is new"
        case (nil, let before): "\(what) “\(Markup(before ?? "").plain)” is gone"
        }
    }

    /// At most eight texts, and how many there are beyond.
    static func list(_ texts: [String]) -> String {
        guard !texts.isEmpty else { return "none" }
        let shown = texts.prefix(8).joined(separator: ", ")
        return texts.count > 8 ? "\(shown) and \(texts.count - 8) more" : shown
    }
}

extension ScaleType {
    /// The scale in words: `logarithmic`.
    var words: String {
        switch self {
        case .linear: "linear"
        case .log: "logarithmic"
        case .symlog(let threshold): "symmetric logarithmic beyond ±\(Words.exact(threshold))"
        case .squareRoot: "square-root"
        case .categorical: "categorical"
        }
    }
}
