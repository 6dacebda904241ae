import Drawing
import FigureData
import LightMarkup

extension Film {
    /// One `<svg>` element for an HTML page with all frames. What is equal in all frames, such as axes and titles, is
    /// drawn once; what moves is a `<g class="frame">` for each frame, with its `data-time` and `data-caption`. All but
    /// the last frame have `display="none"`, so that without a script the end is seen. Glyphs are shared.
    ///
    /// What is equal in all frames lies below what moves if it does so in every chart it belongs to, else above.
    ///
    /// - Parameters:
    ///   - idPrefix: What every id begins with; unique within the page.
    ///   - title: What the film is, in a few words; with nil, a chart's title or the kind of chart.
    ///   - alternative: What the film shows, for readers who do not see it; the last frame's draft with nil.
    public func svg(
        idPrefix: String, title: String? = nil, alternative: String? = nil, theme: Theme = .light
    ) throws -> String {
        let scenes = try scenes(theme: theme)
        let layers = FilmLayers(scenes.map(\.elements))
        let last = scenes[scenes.count - 1]
        var canvas = SVGCanvas(
            width: last.width, height: last.height, palette: theme.palette, idPrefix: idPrefix, variablePrefix: "plot")
        Scene.draw(layers.below, on: &canvas)
        for (index, frame) in frames.enumerated() {
            var attributes = [
                ("class", "frame"), ("data-time", shortest(frame.time)),
                ("data-caption", Markup(frame.caption).plain),
            ]
            if index < frames.count - 1 { attributes.append(("display", "none")) }
            canvas.beginGroup(attributes.map { (name: $0.0, value: $0.1) })
            Scene.draw(layers.moving[index], on: &canvas)
            canvas.endGroup()
        }
        Scene.draw(layers.above, on: &canvas)
        return canvas.svg(title: title ?? last.shortTitle, alternative: alternative ?? last.draftAlternative)
    }
}

/// The elements of a film's frames by whether they move.
struct FilmLayers {
    /// What is equal in all frames and behind what moves in its chart.
    private(set) var below: [Scene.Element] = []
    /// What is not equal in all frames, frame by frame.
    private(set) var moving: [[Scene.Element]] = []
    /// What is equal in all frames, and before something that moves in its chart.
    private(set) var above: [Scene.Element] = []

    init(_ frames: [[Scene.Element]]) {
        // How often each element is in every frame.
        var common: [Scene.Element: Int] = [:]
        for (index, frame) in frames.enumerated() {
            var counts: [Scene.Element: Int] = [:]
            for element in frame { counts[element, default: 0] += 1 }
            if index == 0 { common = counts }
            for (element, count) in common { common[element] = counts[element].map { min($0, count) } }
        }
        // The fullest frame says what lies above what.
        let fullest = frames.indices.max { frames[$0].count < frames[$1].count }
        for (index, frame) in frames.enumerated() {
            var left = common
            var own: [Scene.Element] = []
            var moved: Set<Int> = []
            for element in frame {
                if let count = left[element], count > 0 {
                    left[element] = count - 1
                    guard index == fullest else { continue }
                    if moved.contains(element.chart) { above.append(element) } else { below.append(element) }
                } else {
                    own.append(element)
                    moved.insert(element.chart)
                }
            }
            moving.append(own)
        }
    }
}
