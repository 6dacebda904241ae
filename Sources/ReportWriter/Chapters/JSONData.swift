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
                    values: column.numbers?.map(Value.init) ?? column.cells.map(Value.text))
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

        /// JSON has neither NaN nor infinities.
        init(_ number: Double) {
            self = number.isFinite ? .number(number) : number.isNaN ? .missing : .text(number > 0 ? "inf" : "-inf")
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
