import FigureData
import Drawing
import Foundation

extension Scene {
    /// The scene as text, one thing a line, for files that are compared line by line. ``init(text:)`` reads it back as
    /// an equal scene. Equal scenes give equal text.
    ///
    /// Coordinates are CSS pixels. Long lists have the same number of entries on each line, so that a point that moves
    /// changes one line. The first line names the version of the form.
    public var text: String {
        var writer = SceneWriter()
        writer.write(self)
        return writer.text
    }
}

/// Writes the text form of scenes.
struct SceneWriter {
    /// The first line.
    static let header = "w2vbook scene 2"

    private(set) var text = ""

    mutating func write(_ scene: Scene) {
        line(0, [SceneWriter.header])
        line(0, ["size", number(scene.width), number(scene.height)])
        for panel in scene.panels { write(panel) }
        for element in scene.elements {
            line(0, ["element", "\(element.chart)", quoted(element.part)])
            write(element.item)
        }
        for note in scene.remarks { line(0, ["note", quoted(note.description), note.kind.rawValue]) }
        for series in scene.series { write(series) }
        line(0, ["end"])
    }

    private mutating func write(_ panel: Panel) {
        line(0, ["panel", box(panel.plot)])
        if let title = panel.title { line(1, ["title", quoted(title)]) }
        if panel.freedom != .none { line(1, ["known-up-to", panel.freedom.rawValue]) }
        for axis in panel.axes {
            line(1, ["axis", quoted(axis.name), axis.scale.word, number(axis.lower), number(axis.upper)])
            if let label = axis.label { line(2, ["label", quoted(label)]) }
            for category in axis.categories { line(2, ["category", quoted(category)]) }
            if let ticks = axis.ticks {
                line(
                    2, ["ticks", "\(ticks.count)"] + (ticks.isEmpty ? [] : [ticks.map(number).joined(separator: ",")]))
            }
        }
    }

    private mutating func write(_ item: Scene.Item) {
        switch item {
        case .path(let path, let fill, let stroke):
            line(1, ["path"] + words(fill) + words(stroke) + ["steps", "\(path.elements.count)"])
            list(path.elements.map(word), perLine: 8)
        case .symbols(let symbol, let size, let centers, let fill, let dense):
            line(
                1,
                ["symbols", symbol.rawValue, number(size)] + words(fill) + (dense ? ["dense"] : [])
                    + ["centers", "\(centers.count)"])
            list(centers.map { pair($0) }, perLine: 8)
        case .cells(let cells):
            line(
                1,
                ["cells", quoted(cells.ramp.name), "\(cells.ramp.count)", "box", box(cells.frame), "columns"]
                    + ["\(cells.columns)", "levels", "\(cells.levels.count)"])
            list(cells.levels.map { $0 == CellGrid.empty ? "-" : "\($0)" }, perLine: min(cells.columns, 32))
        case .picture(let picture):
            let lines = SceneWriter.chunks(picture.png.base64EncodedString())
            line(
                1,
                ["picture", "box", box(picture.frame), "clip", box(picture.clip)]
                    + (picture.isSmooth ? ["smooth"] : []) + ["lines", "\(lines.count)"])
            list(lines, perLine: 1)
        case .text(let text):
            line(
                1,
                ["text", quoted(text.label), "at", pair(text.origin), "box", box(text.bounds)] + words(text.fill)
                    + ["font", quoted(text.font.family), number(text.font.size), "\(text.font.weight)"]
                    + (text.hasHalo ? ["halo"] : []) + (text.isContinued ? ["continued"] : [])
                    + (text.step == 1 ? [] : ["fitted", number(text.step)]) + words(text.anchor))
        }
    }

    /// Parts of 96 characters; the last may be shorter.
    private static func chunks(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        return stride(from: 0, to: bytes.count, by: 96).map { start in
            String(decoding: bytes[start..<min(start + 96, bytes.count)], as: UTF8.self)
        }
    }

    private mutating func write(_ series: DataSeries) {
        line(0, ["series", "\(series.chart)", quoted(series.mark.rawValue), quoted(series.name)])
        for column in series.columns {
            let kind = column.isNumeric ? "numbers" : "texts"
            let axis = column.axis.map { [$0.rawValue] } ?? []
            line(1, ["column", quoted(column.name), kind, "\(column.count)"] + axis)
            if column.isNumeric {
                list(column.cells.map { $0.isEmpty ? "nan" : $0 }, perLine: 8)
            } else {
                list(column.cells.map(quoted), perLine: 1)
            }
        }
    }

    // MARK: Lines and words

    private mutating func line(_ indent: Int, _ words: [String]) {
        for _ in 0..<indent { text += "  " }
        text += words.joined(separator: " ")
        text += "\n"
    }

    private mutating func list(_ words: [String], perLine count: Int) {
        for start in stride(from: 0, to: words.count, by: count) {
            line(2, Array(words[start..<min(start + count, words.count)]))
        }
    }

    private func words(_ anchor: TextAnchor?) -> [String] {
        anchor.map { ["anchor", $0.side.rawValue, pair($0.point)] } ?? []
    }

    private func words(_ fill: Paint?) -> [String] {
        fill.map { ["fill", $0.role.name, number($0.opacity)] } ?? []
    }

    private func words(_ stroke: Stroke?) -> [String] {
        guard let stroke else { return [] }
        let cap = stroke.cap == .round ? "round" : "butt"
        let dashes = stroke.dashes.isEmpty ? [] : ["dashes", stroke.dashes.map(number).joined(separator: ",")]
        return ["stroke", stroke.paint.role.name, number(stroke.paint.opacity), number(stroke.width), cap] + dashes
    }

    private func word(_ step: Path.Element) -> String {
        switch step {
        case .move(let point): "M" + pair(point)
        case .line(let point): "L" + pair(point)
        case .curve(let first, let second, let end): "C" + [first, second, end].map(pair).joined(separator: ",")
        case .close: "Z"
        }
    }

    private func pair(_ point: Point) -> String { number(point.x) + "," + number(point.y) }

    private func box(_ rect: Rect) -> String {
        [rect.x, rect.y, rect.width, rect.height].map(number).joined(separator: ",")
    }

    private func number(_ value: Double) -> String { value.isNaN ? "nan" : shortest(value) }

    /// A text in quotes, on one line whatever it contains.
    private func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case _
            where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar == "\u{2028}"
                || scalar == "\u{2029}":
                result += "\\u{" + String(scalar.value, radix: 16) + "}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

extension ScaleType {
    /// The scale as one word of the text form.
    var word: String {
        switch self {
        case .linear: "linear"
        case .log: "log"
        case .symlog(let threshold): "symlog:" + shortest(threshold)
        case .squareRoot: "squareRoot"
        case .categorical: "categorical"
        }
    }

    /// The scale that ``word`` stands for.
    init?(word: String) {
        let parts = word.split(separator: ":", maxSplits: 1)
        switch (parts.first, parts.count > 1 ? Double(parts[1]) : nil) {
        case ("linear", nil): self = .linear
        case ("log", nil): self = .log
        case ("squareRoot", nil): self = .squareRoot
        case ("categorical", nil): self = .categorical
        case ("symlog", let threshold?): self = .symlog(threshold: threshold)
        default: return nil
        }
    }
}
