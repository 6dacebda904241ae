import Drawing

/// Compares how two items of a kind look, apart from where they are.
enum LookComparison {
    /// What is different, in words: `colour of legend is now series2, before series1`.
    ///
    /// - Parameter otherMetrics: Whether the letters have other widths, so that a text may be set a step smaller to fit.
    static func summaries(
        _ old: Scene.Item, _ new: Scene.Item, of part: String, tolerance: Double, otherMetrics: Bool = false
    ) -> [String] {
        switch (old, new) {
        case (.path(_, let oldFill, let oldStroke), .path(_, let newFill, let newStroke)):
            return paint("fill", oldFill, newFill, part) + stroke(oldStroke, newStroke, part)
        case (
            .symbols(let was, let oldSize, _, let oldFill, let wasDense),
            .symbols(let now, let newSize, _, let newFill, let isDense)
        ):
            var summaries = paint("colour", oldFill, newFill, part)
            if was != now { summaries.append("symbol of \(part) is now a \(now.rawValue), before a \(was.rawValue)") }
            if abs(oldSize - newSize) > tolerance {
                summaries.append(
                    "symbol size of \(part) is now \(Words.pixels(newSize)), before \(Words.pixels(oldSize))")
            }
            if wasDense != isDense { summaries.append("\(part) is now drawn as \(isDense ? "one picture" : "shapes")") }
            return summaries
        case (.cells(let was), .cells(let now)) where was.ramp != now.ramp:
            return ["colours of \(part) are now \(words(now.ramp)), before \(words(was.ramp))"]
        case (.picture(let was), .picture(let now)):
            // A picture may hold letters itself.
            let isSame = was.png == now.png || (otherMetrics && was.looksLike(now))
            var summaries = isSame ? [] : ["\(part) is another picture"]
            if was.isSmooth != now.isSmooth { summaries.append("\(part) is now \(now.isSmooth ? "smooth" : "sharp")") }
            return summaries
        case (.text(let was), .text(let now)):
            var summaries = paint("colour", was.fill, now.fill, part)
            if !haveOneFont(was, now, otherMetrics: otherMetrics) {
                summaries.append("font of \(part) is now \(words(now.font)), before \(words(was.font))")
            }
            let sides = [now, was].map { $0.anchor?.side ?? .automatic }
            if sides[0] != sides[1] {
                summaries.append("\(part) is now asked for \(words(sides[0])), before \(words(sides[1]))")
            }
            if was.isContinued != now.isContinued, !otherMetrics {
                summaries.append("\(part) \(now.isContinued ? "is now" : "is no longer") the next line of another text")
            }
            if was.hasHalo != now.hasHalo { summaries.append("\(part) \(now.hasHalo ? "now has a" : "lost its") halo") }
            return summaries
        default: return []
        }
    }

    private static func stroke(_ old: Stroke?, _ new: Stroke?, _ part: String) -> [String] {
        guard let old, let new else { return paint("line", old?.paint, new?.paint, part) }
        var summaries = paint("colour", old.paint, new.paint, part)
        if old.width != new.width {
            summaries.append(
                "line width of \(part) is now \(Words.pixels(new.width)), before \(Words.pixels(old.width))")
        }
        if old.dashes != new.dashes {
            summaries.append("\(part) is now \(words(new)), before \(words(old))")
        }
        if old.cap != new.cap {
            summaries.append("line ends of \(part) are now \(new.cap == .round ? "round" : "cut")")
        }
        return summaries
    }

    private static func paint(_ what: String, _ old: Paint?, _ new: Paint?, _ part: String) -> [String] {
        switch (old, new) {
        case (nil, nil): return []
        case (let old?, nil): return ["\(what) of \(part) is gone, before \(old.role.name)"]
        case (nil, let new?): return ["\(what) of \(part) is new: \(new.role.name)"]
        case (let old?, let new?):
            var summaries: [String] = []
            if old.role != new.role {
                summaries.append("\(what) of \(part) is now \(new.role.name), before \(old.role.name)")
            }
            if old.opacity != new.opacity {
                summaries.append(
                    "opacity of \(part) is now \(Words.exact(new.opacity)), before \(Words.exact(old.opacity))")
            }
            return summaries
        }
    }

    private static func words(_ stroke: Stroke) -> String {
        guard !stroke.dashes.isEmpty else { return "unbroken" }
        return "broken by \(stroke.dashes.map(Words.exact).joined(separator: ", ")) px"
    }

    private static func words(_ ramp: ColorRamp) -> String { "\(ramp.name) in \(ramp.count) steps" }

    /// Whether texts have one font. With letters of other widths the font that was meant counts: what fits is set in it,
    /// and the rest a step smaller.
    private static func haveOneFont(_ old: SceneText, _ new: SceneText, otherMetrics: Bool) -> Bool {
        guard otherMetrics else { return old.font == new.font && old.step == new.step }
        var meant = new.font
        meant.size = old.font.size
        return meant == old.font && abs(new.font.size / new.step - old.font.size / old.step) < 0.01
    }

    private static func words(_ side: AnnotationDirection) -> String {
        switch side {
        case .automatic: "any side"
        case .up: "the side above"
        case .down: "the side below"
        case .left: "the left"
        case .right: "the right"
        case .upLeft: "the upper left"
        case .upRight: "the upper right"
        case .downLeft: "the lower left"
        case .downRight: "the lower right"
        }
    }

    private static func words(_ font: Font) -> String {
        "\(font.family) of \(Words.pixels(font.size)), weight \(font.weight)"
    }
}
