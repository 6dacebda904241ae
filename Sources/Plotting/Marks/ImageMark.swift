import FigureData
import Drawing
public import Foundation

/// What happens to the pixels of a picture that is enlarged.
public enum ImageInterpolation: Hashable, Sendable {
    /// They stay sharp.
    case nearest
    /// Their colours run into one another.
    case smooth
}

/// A PNG picture stretched over a range of x and a range of y; on scales that are not linear only its edges are where
/// the values are. Its colours do not follow the theme.
public struct ImageMark: Mark {
    /// The look so far; a picture takes none of it.
    public var style = MarkStyle()
    var label: String? { nil }
    private let png: Data
    private let x: ClosedRange<Double>
    private let y: ClosedRange<Double>
    private var interpolation = ImageInterpolation.smooth

    /// The picture over `x` and `y`. Data that are not a PNG file of at most 50 million pixels, and ranges that are not
    /// finite, make the figure throw a ``FigureError``.
    public init(png: Data, x: ClosedRange<Double>, y: ClosedRange<Double>) {
        self.png = png
        self.x = x
        self.y = y
    }

    /// Sets what happens where the picture is enlarged.
    public func interpolation(_ interpolation: ImageInterpolation) -> ImageMark {
        var copy = self
        copy.interpolation = interpolation
        return copy
    }

    /// The mark itself.
    public var marks: [AnyMark] { [AnyMark(self)] }
}

extension ImageMark: Layer {
    var kind: DataSeries.Mark { .image }
    var colorDemand: ColorDemand { .fixed(.ink) }

    func check() throws(FigureError) {
        guard [x.lowerBound, x.upperBound, y.lowerBound, y.upperBound].allSatisfy(\.isFinite) else {
            throw FigureError(
                description: "ImageMark has a range with an end that is not finite.",
                remedy: "Give the values of the picture's edges.")
        }
        do {
            _ = try Picture.checkedSize(of: png)
        } catch {
            throw FigureError(
                description: "ImageMark has no picture that can be shown: \(error).",
                remedy: "Give the bytes of a PNG file of at most 50 million pixels.")
        }
    }

    func measure(x extentX: inout Extent, y extentY: inout Extent) {
        extentX.include([x.lowerBound, x.upperBound])
        extentY.include([y.lowerBound, y.upperBound])
    }

    func draw(on plot: inout PlotArea, _ context: LayerContext) {
        guard !plot.isTrial else { return }
        guard let first = plot.point(x.lowerBound, y.lowerBound), let second = plot.point(x.upperBound, y.upperBound)
        else {
            plot.notes.append(
                FigureNote(
                    .notOnScale, "A picture has an edge where the chart's scales have no place, and is left out."))
            return
        }
        let frame = Rect(
            x: min(first.x, second.x), y: min(first.y, second.y), width: abs(second.x - first.x),
            height: abs(second.y - first.y))
        guard let clip = plot.box(x: (x.lowerBound, x.upperBound), y: (y.lowerBound, y.upperBound)),
            clip.width > 0, clip.height > 0, frame.width < 1e7, frame.height < 1e7,
            let picture = try? Picture(png: png, frame: frame, clip: clip, isSmooth: interpolation == .smooth)
        else { return }
        plot.picture(picture)
    }

    func data(x nameX: String, y nameY: String) -> DataSeries {
        DataSeries(
            name: dataName,
            columns: [
                DataSeries.Column("\(nameX), from", [x.lowerBound], on: .x),
                DataSeries.Column("\(nameX), to", [x.upperBound], on: .x),
                DataSeries.Column("\(nameY), from", [y.lowerBound], on: .y),
                DataSeries.Column("\(nameY), to", [y.upperBound], on: .y),
            ], mark: kind)
    }
}
