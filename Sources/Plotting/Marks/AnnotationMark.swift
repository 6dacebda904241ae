import FigureData
import Drawing
public import LightMarkup

/// A text at some distance from a point, with a thin arrow to it. The text covers neither labels nor ends of data nor
/// ticks; where there is no room for it, it is left out, and a note in the scene says so. It does not stretch the
/// axes' domains beyond including its point.
public struct AnnotationMark: Mark {
    private enum Target: Hashable, Sendable {
        case point(x: Double, y: Double)
        case category(String, value: Double)
    }

    /// The look so far.
    public var style = MarkStyle()
    let text: String
    private let target: Target
    private let direction: AnnotationDirection
    var label: String? { nil }

    /// `text` with an arrow to the point (`x`, `y`). The text takes light markup; a line break in it begins a line.
    public init(_ text: Label, x: Double, y: Double, toward direction: AnnotationDirection = .automatic) {
        self.text = text.markup
        target = .point(x: x, y: y)
        self.direction = direction
    }

    /// `text` with an arrow to the middle of a category's band, at `value` on the other axis.
    public init(
        _ text: Label, category: any LabelText, value: Double, toward direction: AnnotationDirection = .automatic
    ) {
        self.text = text.markup
        target = .category(category.label.markup, value: value)
        self.direction = direction
    }

    /// The mark itself.
    public var marks: [AnyMark] { [AnyMark(self)] }
}

extension AnnotationMark: Layer {
    var kind: DataSeries.Mark { .annotation }
    var title: String { "\(kind) “\(Markup(text).plain.brief)”" }
    var dataName: String { kind.rawValue }
    var colorDemand: ColorDemand { .fixed(.ink) }

    func check() throws(FigureError) {
        switch target {
        case .point(let x, let y) where x.isFinite && y.isFinite: return
        case .category(_, let value) where value.isFinite: return
        default:
            throw FigureError(
                description: "\(title) has no finite position.",
                remedy: "Leave the annotation out, or give it finite numbers.")
        }
    }

    func check(x: Axis, y: Axis) throws(FigureError) {
        guard case .category(let category, _) = target else { return }
        guard x.categories.contains(category) || y.categories.contains(category) else {
            throw FigureError.unknownCategory(title, Markup(category).plain)
        }
    }

    func measure(x extentX: inout Extent, y extentY: inout Extent) {
        guard case .point(let x, let y) = target else { return }
        extentX.include(x)
        extentY.include(y)
    }

    func draw(on plot: inout PlotArea, _ context: LayerContext) {
        let place: Point?
        switch target {
        case .point(let x, let y): place = plot.visiblePoint(x, y)
        case .category(let category, let value):
            if let band = plot.x.categories.firstIndex(of: category) {
                place = plot.clampedPoint(Double(band) + 0.5, value)
            } else if let band = plot.y.categories.firstIndex(of: category) {
                place = plot.clampedPoint(value, Double(band) + 0.5)
            } else {
                place = nil
            }
        }
        guard let place else {
            plot.notes.append(FigureNote(.outside, "\(title) points at a place outside of the plot."))
            return
        }
        plot.annotate(place, text, Paint(context.color, opacity: style.opacity ?? 1), toward: direction)
    }

    func data(x nameX: String, y nameY: String) -> DataSeries {
        let text = DataSeries.Column("text", texts: [Markup(text).exact])
        switch target {
        case .point(let x, let y):
            return DataSeries(
                name: dataName,
                columns: [text, DataSeries.Column(nameX, [x], on: .x), DataSeries.Column(nameY, [y], on: .y)],
                mark: kind)
        case .category(let category, let value):
            return DataSeries(
                name: dataName,
                columns: [
                    text, DataSeries.Column("category", texts: [Markup(category).exact], on: .x),
                    DataSeries.Column("value", [value], on: .y),
                ], mark: kind)
        }
    }
}
