import FigureData
import Drawing
public import LightMarkup

/// Rectangles: the cells of a matrix as a heat map, or rectangles of any place and size.
public struct RectangleMark: Mark {
    enum Content: Sendable {
        case matrix(CellMatrix)
        case boxes(xStart: [Double], xEnd: [Double], yStart: [Double], yEnd: [Double])
    }

    /// The look so far.
    public var style = MarkStyle()
    private(set) var label: String?
    private(set) var content: Content

    /// A heat map: a cell for each number, in the colour that the chart's colour scale has for it. Row 1 is at the top;
    /// rows and columns are numbered from 1 at the middles of cells, or have the names given. A cell whose number is
    /// not finite, or not on the colour scale, is left empty, and a note says so. The label is what the bar of colours
    /// is called.
    ///
    /// Rows that differ in length, a matrix without numbers, and more or fewer names than rows or columns make the
    /// figure throw a ``FigureError``.
    public init(
        matrix: [[Double]], rows: [any LabelText]? = nil, columns: [any LabelText]? = nil, label: Label? = nil
    ) {
        content = .matrix(
            CellMatrix(values: matrix, rows: rows?.map(\.label.markup), columns: columns?.map(\.label.markup)))
        self.label = label?.markup
    }

    /// Rectangles from (`xStart[i]`, `yStart[i]`) to (`xEnd[i]`, `yEnd[i]`), cut off at the plot's edges. One with an
    /// end that is NaN is left out; infinite ends reach to the edge of the plot.
    public init(
        xStart: [Double], xEnd: [Double], yStart: [Double], yEnd: [Double], label: Label? = nil
    ) {
        content = .boxes(xStart: xStart, xEnd: xEnd, yStart: yStart, yEnd: yEnd)
        self.label = label?.markup
    }

    /// The mark itself.
    public var marks: [AnyMark] { [AnyMark(self)] }
}

extension RectangleMark: Layer {
    var kind: DataSeries.Mark { .rectangle }
    var colorDemand: ColorDemand {
        if case .matrix = content { .fixed(.soft) } else { .series }
    }
    var swatch: Swatch? { if case .matrix = content { nil } else { .area } }
    var areaOpacity: Double { style.colorValues == nil ? 0.25 : 1 }
    var parts: (count: Int, name: String)? {
        if case .boxes(let xStart, _, _, _) = content { (xStart.count, "rectangles") } else { nil }
    }
    var colorData: [Double]? {
        if case .matrix(let matrix) = content { matrix.values.flatMap { $0 } } else { style.colorValues }
    }

    func check() throws(FigureError) {
        switch content {
        case .matrix(let matrix): try matrix.check(title)
        case .boxes(let xStart, let xEnd, let yStart, let yEnd):
            for (values, name) in [(xEnd, "xEnd values"), (yStart, "yStart values"), (yEnd, "yEnd values")]
            where values.count != xStart.count {
                throw FigureError.countsDiffer(title, xStart.count, "xStart values", values.count, name)
            }
        }
    }

    func selecting(_ indices: [Int], label: String, isFirst: Bool) -> any Layer {
        guard case .boxes(let xStart, let xEnd, let yStart, let yEnd) = content else { return self }
        var part = self
        part.label = label
        part.content = .boxes(
            xStart: xStart.at(indices), xEnd: xEnd.at(indices), yStart: yStart.at(indices), yEnd: yEnd.at(indices))
        return part
    }

    func measure(x: inout Extent, y: inout Extent) {
        switch content {
        case .matrix(let matrix): matrix.measure(x: &x, y: &y)
        case .boxes(let xStart, let xEnd, let yStart, let yEnd):
            x.include(xStart + xEnd)
            y.include(yStart + yEnd)
        }
    }

    func draw(on plot: inout PlotArea, _ context: LayerContext) {
        switch content {
        case .matrix(let matrix):
            guard let scale = context.colorScale else { return }
            matrix.draw(on: &plot, scale, title: title)
        case .boxes(let xStart, let xEnd, let yStart, let yEnd):
            let opacity = style.opacity ?? areaOpacity
            for (color, indices) in partsByColor(xStart.count, context) {
                let boxes = indices.compactMap { index in
                    plot.box(x: (xStart[index], xEnd[index]), y: (yStart[index], yEnd[index]))
                }
                plot.boxes(boxes, Paint(color, opacity: opacity))
            }
        }
    }

    func data(x nameX: String, y nameY: String) -> DataSeries {
        switch content {
        case .matrix(let matrix):
            return DataSeries(name: dataName, columns: matrix.columns(x: nameX, y: nameY), mark: kind)
        case .boxes(let xStart, let xEnd, let yStart, let yEnd):
            var columns = [
                DataSeries.Column("\(nameX), from", xStart, on: .x), DataSeries.Column("\(nameX), to", xEnd, on: .x),
                DataSeries.Column("\(nameY), from", yStart, on: .y), DataSeries.Column("\(nameY), to", yEnd, on: .y),
            ]
            if let colors = style.colorValues { columns.append(DataSeries.Column("color", colors, on: .color)) }
            return DataSeries(name: dataName, columns: columns, mark: kind)
        }
    }
}
