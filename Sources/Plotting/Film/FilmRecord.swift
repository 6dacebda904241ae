import Drawing
import FigureData

extension Film {
    /// What comparisons need of all frames, in one scene: the last frame, with the data of all frames, and of every
    /// other frame what looks like nothing in a later one, such as a curve in another colour or another text, as a part
    /// called `frame at TIME, PART`. Where marks stand in other frames is left to their data.
    ///
    /// Pictures of other frames than the last are left out. `scenes` are those of ``scenes(theme:)``.
    public func record(of scenes: [Scene]) -> Scene {
        var record = scenes[scenes.count - 1]
        record.series = series(of: scenes)
        var known = Set(record.elements.map(\.withoutPlace))
        var others: [Scene.Element] = []
        for (time, scene) in zip(times, scenes).dropLast().reversed() {
            record.remarks += scene.remarks.filter { !record.remarks.contains($0) }
            for element in scene.elements {
                if case .picture = element.item { continue }
                guard known.insert(element.withoutPlace).inserted else { continue }
                let part = "frame at \(shortest(time)), \(element.part)"
                others.append(Scene.Element(chart: element.chart, part: part, item: element.withoutShape.item))
            }
        }
        record.elements += others
        return record
    }
}

extension Scene.Element {
    /// How it looks and what it says, wherever that is.
    fileprivate var withoutPlace: Scene.Element {
        guard case .text(let text) = item else { return withoutShape }
        let nowhere = Rect(x: 0, y: 0, width: 0, height: 0)
        let words = SceneText(
            label: text.label, font: text.font, origin: Point(0, 0), bounds: nowhere, fill: text.fill,
            hasHalo: text.hasHalo, isContinued: text.isContinued, step: text.step)
        return Scene.Element(chart: chart, part: part, item: .text(words))
    }

    /// A mark without its points; a text as it is.
    fileprivate var withoutShape: Scene.Element {
        var copy = self
        switch item {
        case .path(_, let fill, let stroke): copy.item = .path(Path(), fill: fill, stroke: stroke)
        case .symbols(let symbol, let size, _, let fill, let dense):
            copy.item = .symbols(symbol, size: size, centers: [], fill: fill, dense: dense)
        case .cells(let cells):
            let frame = Rect(x: 0, y: 0, width: 0, height: 0)
            copy.item = .cells(CellGrid(frame: frame, columns: 1, levels: [CellGrid.empty], ramp: cells.ramp))
        case .picture, .text: break
        }
        return copy
    }
}
