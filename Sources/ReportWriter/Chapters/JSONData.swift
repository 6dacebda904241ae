import BookModel
public import FigureData

/// The data of a figure in the form of its JSON file: numbers are numbers, and NaN is null.
public struct JSONData: Encodable {
    /// One series: named columns.
    public struct Series: Encodable {
        var name: String
        var mark: DataSeries.Mark
        var chart: Int
        var columns: [Column]

        /// The series with its cells as what they are.
        public init(_ series: DataSeries) {
            name = series.name
            mark = series.mark
            chart = series.chart
            columns = series.columns.map { column in
                Column(
                    name: column.name, axis: column.axis, scale: column.scale,
                    values: column.cells.map { column.isNumeric ? Value(number: $0) : .text($0) })
            }
        }
    }

    struct Column: Encodable {
        var name: String
        var axis: DataSeries.Column.Axis?
        var scale: DataSeries.Column.Scale?
        var values: [Value]
    }

    /// One cell. An infinite number is a text, for JSON has none.
    enum Value: Encodable {
        case number(Double)
        case text(String)
        case missing

        /// The value of a cell of numbers; JSON has neither NaN nor infinities.
        init(number cell: String) {
            guard let number = Double(cell), !number.isNaN else {
                self = .missing
                return
            }
            self = number.isFinite ? .number(number) : .text(cell)
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .number(let number): try container.encode(number)
            case .text(let text): try container.encode(text)
            case .missing: try container.encodeNil()
            }
        }
    }

    var series: [Series]
}
