import FigureData
import Drawing
import Foundation

extension Scene {
    /// The scene whose ``text`` this is. Throws a ``SceneTextError``, which names the line, for any other text.
    public init(text: String) throws(SceneTextError) {
        var reader = SceneReader(text)
        self = try reader.scene()
    }
}

/// Reads the text form of scenes.
private struct SceneReader {
    private let lines: [Substring]
    /// The index of the next line.
    private var next = 0

    init(_ text: String) {
        // By bytes, because a line may begin with a character that joins the line feed.
        lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { Substring($0) }
    }

    mutating func scene() throws(SceneTextError) -> Scene {
        if lines[0].wholeMatch(of: /w2vbook scene [0-9]+/) != nil, lines[0] != SceneWriter.header {
            throw SceneTextError(line: 1, "is “\(lines[0])”, the form of another version of the program")
        }
        guard lines[0] == SceneWriter.header else {
            throw SceneTextError(line: 1, "is not “\(SceneWriter.header)”")
        }
        next = 1
        var size = try line("size")
        var scene = Scene(width: try size.number(), height: try size.number())
        try size.end()
        while peek == "panel" { scene.begin(try panel()) }
        while peek == "element" { scene.elements.append(try element()) }
        while peek == "note" {
            var note = try line("note")
            let sentence = try note.quoted()
            let word = try note.word()
            guard let kind = FigureNote.Kind(rawValue: word) else { throw note.error("has the kind of note “\(word)”") }
            scene.remarks.append(FigureNote(kind, sentence))
            try note.end()
        }
        while peek == "series" {
            var series = try series()
            series.settleScales(scene.panels)
            scene.series.append(series)
        }
        try line("end").end()
        guard next >= lines.count - 1, lines[next...].allSatisfy(\.isEmpty) else {
            throw SceneTextError(line: next + 1, "comes after the end")
        }
        return scene
    }

    // MARK: Lines

    /// The first word of the next line.
    private var peek: String? {
        guard next < lines.count else { return nil }
        return lines[next].drop { $0 == " " }.prefix { $0 != " " }.description
    }

    private mutating func line() throws(SceneTextError) -> SceneTokens {
        guard next < lines.count else { throw SceneTextError(line: lines.count, "is not the end of a scene") }
        next += 1
        return try SceneTokens(lines[next - 1], line: next)
    }

    private mutating func line(_ keyword: String) throws(SceneTextError) -> SceneTokens {
        var line = try line()
        try line.expect(keyword)
        return line
    }

    /// Reads `count` entries from as many lines as they take.
    private mutating func list<Entry>(
        _ count: Int, _ read: (inout SceneTokens) throws(SceneTextError) -> Entry
    ) throws(SceneTextError) -> [Entry] {
        var entries: [Entry] = []
        while entries.count < count {
            var line = try line()
            guard !line.isEmpty else { throw line.error("is empty where a list goes on") }
            while !line.isEmpty, entries.count < count { entries.append(try read(&line)) }
            try line.end()
        }
        return entries
    }

    // MARK: Panels

    private mutating func panel() throws(SceneTextError) -> Panel {
        var first = try line("panel")
        let plot = try first.rect()
        try first.end()
        let title = try optional("title")
        let freedom = try freedom()
        var axes: [Panel.Axis] = []
        while peek == "axis" { axes.append(try axis()) }
        return Panel(plot: plot, title: title, axes: axes, freedom: freedom)
    }

    private mutating func freedom() throws(SceneTextError) -> CoordinateFreedom {
        guard peek == "known-up-to" else { return .none }
        var line = try line("known-up-to")
        let word = try line.word()
        guard let freedom = CoordinateFreedom(rawValue: word) else {
            throw line.error("has the unknown freedom “\(word)”")
        }
        try line.end()
        return freedom
    }

    private mutating func axis() throws(SceneTextError) -> Panel.Axis {
        var first = try line("axis")
        let name = try first.quoted()
        let word = try first.word()
        guard let scale = ScaleType(word: word) else { throw first.error("has the unknown scale “\(word)”") }
        let (lower, upper) = (try first.number(), try first.number())
        try first.end()
        let label = try optional("label")
        var categories: [String] = []
        while let category = try optional("category") { categories.append(category) }
        return Panel.Axis(
            name: name, scale: scale, lower: lower, upper: upper, label: label, categories: categories,
            ticks: try ticks())
    }

    private mutating func ticks() throws(SceneTextError) -> [Double]? {
        guard peek == "ticks" else { return nil }
        var line = try line("ticks")
        let count = try line.count()
        let ticks = count == 0 ? [] : try line.numbers(count)
        try line.end()
        return ticks
    }

    /// The text of the next line if that begins with `keyword`.
    private mutating func optional(_ keyword: String) throws(SceneTextError) -> String? {
        guard peek == keyword else { return nil }
        var line = try line(keyword)
        let text = try line.quoted()
        try line.end()
        return text
    }

    // MARK: Elements

    private mutating func element() throws(SceneTextError) -> Scene.Element {
        var first = try line("element")
        let (chart, part) = (try first.count(), try first.quoted())
        try first.end()
        return Scene.Element(chart: chart, part: part, item: try item())
    }

    private mutating func item() throws(SceneTextError) -> Scene.Item {
        var line = try line()
        let kind = try line.word()
        switch kind {
        case "path":
            let (fill, stroke) = (try line.fill(), try line.stroke())
            try line.expect("steps")
            let count = try line.count()
            try line.end()
            let steps = try list(count) { line throws(SceneTextError) in try line.step() }
            return .path(Path(steps), fill: fill, stroke: stroke)
        case "symbols":
            let word = try line.word()
            guard let symbol = Symbol(rawValue: word) else { throw line.error("has the unknown symbol “\(word)”") }
            let (size, fill) = (try line.number(), try line.paint("fill"))
            let dense = line.accept("dense")
            try line.expect("centers")
            let count = try line.count()
            try line.end()
            let centers = try list(count) { line throws(SceneTextError) in try line.point() }
            return .symbols(symbol, size: size, centers: centers, fill: fill, dense: dense)
        case "cells": return .cells(try cells(&line))
        case "picture": return .picture(try picture(&line))
        case "text": return .text(try text(&line))
        default: throw line.error("has the unknown element “\(kind)”")
        }
    }

    private mutating func cells(_ line: inout SceneTokens) throws(SceneTextError) -> CellGrid {
        let ramp = ColorRamp(name: try line.quoted(), count: try line.count())
        try line.expect("box")
        let frame = try line.rect()
        try line.expect("columns")
        let columns = try line.count()
        try line.expect("levels")
        let count = try line.count()
        try line.end()
        let levels = try list(count) { line throws(SceneTextError) in
            if line.accept("-") { return CellGrid.empty }
            let level = try line.count()
            guard level < CellGrid.empty else { throw line.error("has the level \(level), which is too high") }
            return UInt8(level)
        }
        return CellGrid(frame: frame, columns: columns, levels: levels, ramp: ramp)
    }

    private mutating func picture(_ line: inout SceneTokens) throws(SceneTextError) -> Picture {
        try line.expect("box")
        let frame = try line.rect()
        try line.expect("clip")
        let clip = try line.rect()
        let isSmooth = line.accept("smooth")
        try line.expect("lines")
        let count = try line.count()
        try line.end()
        let lines = try list(count) { line throws(SceneTextError) in try line.word() }
        guard let png = Data(base64Encoded: lines.joined()),
            let picture = try? Picture(png: png, frame: frame, clip: clip, isSmooth: isSmooth)
        else { throw line.error("begins a picture that is not a PNG file") }
        return picture
    }

    private func text(_ line: inout SceneTokens) throws(SceneTextError) -> SceneText {
        let label = try line.quoted()
        try line.expect("at")
        let origin = try line.point()
        try line.expect("box")
        let bounds = try line.rect()
        let fill = try line.paint("fill")
        try line.expect("font")
        let font = Font(family: try line.quoted(), size: try line.number(), weight: try line.count())
        let (hasHalo, isContinued) = (line.accept("halo"), line.accept("continued"))
        let step = line.accept("fitted") ? try line.number() : 1
        let anchor = try line.anchor()
        try line.end()
        return SceneText(
            label: label, font: font, origin: origin, bounds: bounds, fill: fill, hasHalo: hasHalo,
            isContinued: isContinued, anchor: anchor, step: step)
    }

    // MARK: Data

    private mutating func series() throws(SceneTextError) -> DataSeries {
        var first = try line("series")
        let (chart, kind, name) = (try first.count(), try first.quoted(), try first.quoted())
        try first.end()
        guard let mark = DataSeries.Mark(rawValue: kind) else { throw first.error("names no mark: “\(kind)”") }
        var columns: [DataSeries.Column] = []
        while peek == "column" { columns.append(try column()) }
        return DataSeries(name: name, columns: columns, mark: mark, chart: chart)
    }

    private mutating func column() throws(SceneTextError) -> DataSeries.Column {
        var first = try line("column")
        let (name, kind, count) = (try first.quoted(), try first.word(), try first.count())
        var axis: DataSeries.Column.Axis?
        if !first.isEmpty {
            let word = try first.word()
            axis = DataSeries.Column.Axis(rawValue: word)
            guard axis != nil else { throw first.error("has a column on the unknown axis “\(word)”") }
        }
        try first.end()
        switch kind {
        case "numbers":
            let cells = try list(count) { line throws(SceneTextError) in shortest(try line.number()) }
            return DataSeries.Column(name, cells: cells, isNumeric: true, on: axis)
        case "texts":
            let cells = try list(count) { line throws(SceneTextError) in try line.quoted() }
            return DataSeries.Column(name, cells: cells, isNumeric: false, on: axis)
        default: throw first.error("has a column of “\(kind)” instead of numbers or texts")
        }
    }
}

extension SceneTokens {
    fileprivate mutating func point() throws(SceneTextError) -> Point {
        let values = try numbers(2)
        return Point(values[0], values[1])
    }

    fileprivate mutating func rect() throws(SceneTextError) -> Rect {
        let values = try numbers(4)
        return Rect(x: values[0], y: values[1], width: values[2], height: values[3])
    }

    fileprivate mutating func anchor() throws(SceneTextError) -> TextAnchor? {
        guard accept("anchor") else { return nil }
        let word = try word()
        guard let side = AnnotationDirection(rawValue: word) else { throw error("has the unknown side “\(word)”") }
        return TextAnchor(point: try point(), side: side)
    }

    fileprivate mutating func paint(_ keyword: String) throws(SceneTextError) -> Paint {
        try expect(keyword)
        return Paint(ColorRole(try word()), opacity: try number())
    }

    fileprivate mutating func fill() throws(SceneTextError) -> Paint? {
        nextWord == "fill" ? try paint("fill") : nil
    }

    fileprivate mutating func stroke() throws(SceneTextError) -> Stroke? {
        guard nextWord == "stroke" else { return nil }
        let (paint, width, cap) = (try paint("stroke"), try number(), try word())
        guard cap == "round" || cap == "butt" else { throw error("has the unknown line end “\(cap)”") }
        var dashes: [Double] = []
        if accept("dashes") {
            let count = (nextWord ?? "").count { $0 == "," } + 1
            dashes = try numbers(count)
        }
        return Stroke(paint, width: width, dashes: dashes, cap: cap == "round" ? .round : .butt)
    }

    fileprivate mutating func step() throws(SceneTextError) -> Path.Element {
        let word = try word()
        let values = word.dropFirst().split(separator: ",", omittingEmptySubsequences: false).compactMap { Double($0) }
        switch (word.first, values.count) {
        case ("M", 2): return .move(Point(values[0], values[1]))
        case ("L", 2): return .line(Point(values[0], values[1]))
        case ("C", 6):
            return .curve(Point(values[0], values[1]), Point(values[2], values[3]), Point(values[4], values[5]))
        case ("Z", 0) where word == "Z": return .close
        default: throw error("has “\(word)” where a step of a path should be")
        }
    }
}
