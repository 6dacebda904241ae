import Drawing
import Testing

@testable import Plotting

/// What must hold for the layout of every figure.
enum LayoutChecks {
    /// The texts of a scene with the parts that they are.
    static func texts(_ scene: Scene) -> [(part: String, chart: Int, text: SceneText)] {
        scene.elements.compactMap { element in
            if case .text(let text) = element.item { (element.part, element.chart, text) } else { nil }
        }
    }

    /// What is wrong, in words: texts that overlap one another or leave the figure, texts of a plot over its tick labels,
    /// and coordinates that are not finite. Empty if nothing is.
    static func faults(_ scene: Scene) -> [String] {
        let frame = Rect(x: 0, y: 0, width: scene.width, height: scene.height)
        let texts = texts(scene)
        var faults: [String] = []
        for (index, one) in texts.enumerated() {
            let bounds = one.text.bounds
            if !bounds.x.isFinite || !bounds.y.isFinite || !bounds.width.isFinite {
                faults.append("\(name(one)) is nowhere")
            }
            if !frame.insetBy(-0.02).contains(bounds) { faults.append("\(name(one)) leaves the figure: \(bounds)") }
            for other in texts[(index + 1)...] {
                // The height of a line is more than that of its letters.
                if bounds.insetBy(1.5).intersects(other.text.bounds.insetBy(1.5)) {
                    faults.append("\(name(one)) overlaps \(name(other))")
                }
            }
        }
        return faults
    }

    private static func name(_ text: (part: String, chart: Int, text: SceneText)) -> String {
        "\(text.part) \(text.chart) “\(text.text.label.prefix(20))”"
    }

    /// The rectangles that the grids of charts fill, in the order of the charts; only linear axes have lines at both
    /// ends.
    static func plots(_ scene: Scene) -> [Rect] {
        scene.elements.compactMap { element in
            guard element.part == "grid", case .path(let path, _, _) = element.item else { return nil }
            let points = path.elements.flatMap { step -> [Point] in
                switch step {
                case .move(let point), .line(let point): [point]
                default: []
                }
            }
            let (xs, ys) = (points.map(\.x), points.map(\.y))
            guard let left = xs.min(), let right = xs.max(), let top = ys.min(), let bottom = ys.max() else {
                return nil
            }
            return Rect(x: left, y: top, width: right - left, height: bottom - top)
        }
    }
}
