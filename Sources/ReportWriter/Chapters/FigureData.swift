public import BookModel
import FigureData
public import Foundation

extension FigureOutput {
    /// All series as comma-separated values (RFC 4180, lines end in a line feed): the series' name, then its
    /// columns; a column that a series lacks is empty in its rows.
    public var csv: String {
        var text = ""
        for line in [["series"] + columnNames] + rows(limit: .max) {
            for (index, cell) in line.enumerated() {
                if index > 0 { text += "," }
                text += Self.csvField(cell)
            }
            text += "\n"
        }
        return text
    }

    private static func csvField(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            byte != UInt8(ascii: ",") && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\n")
                && byte != UInt8(ascii: "\r")
        }
        guard !isPlain else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }

    /// All series as JSON: `{"series":[{"columns":[{"name":"time","values":[1,2.5]}],"name":"loss"}]}`. Numbers are
    /// numbers, NaN is `null`, infinities are the texts `inf` and `-inf`, and texts are texts.
    public var json: Data {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return try encoder.encode(JSONData(series: series.map(JSONData.Series.init)))
        }
    }

    /// The names of all series' columns, in the order of their first appearance.
    private var columnNames: [String] {
        var names: [String] = []
        for column in series.flatMap(\.columns) where !names.contains(column.name) { names.append(column.name) }
        return names
    }

    /// The rows of all series; of each at most `limit`, evenly spread from the first to the last.
    private func rows(limit: Int) -> [[String]] {
        let names = columnNames
        return series.flatMap { series in
            let columns = names.map { name in series.columns.first { $0.name == name } }
            let count = series.columns.map(\.count).max() ?? 0
            let kept = min(count, max(limit, 2))
            return (0..<kept).map { index in
                let row = kept == count ? index : index * (count - 1) / (kept - 1)
                return [series.name] + columns.map { $0.map { row < $0.count ? $0.cell(row) : "" } ?? "" }
            }
        }
    }

    /// The largest file that is embedded in the page, in bytes; larger ones stand beside it in `figures/`.
    private static let largestEmbeddedFile = 150_000

    /// The folded table of the figure's data, with the whole as a file to download; empty for a figure without.
    func dataDetails(name: String, rowLimit: Int = 50) -> String {
        let count = series.map { $0.columns.map(\.count).max() ?? 0 }.reduce(0, +)
        guard count > 0 else { return "" }
        let shown = rows(limit: max(2, rowLimit / series.count))
        let csv = Data(csv.utf8)
        let extent = shown.count < count ? "\(shown.count) of \(count) rows; all of them: " : "As a file: "
        let file =
            csv.count <= Self.largestEmbeddedFile
            ? """
            <a download="\(escaped(id)).csv" href="data:text/csv;charset=utf-8;base64,\(csv.base64EncodedString())">\
            CSV</a>
            """ : "<code>figures/\(escaped(id)).csv</code>"
        func row(_ cells: [String], _ tag: String) -> String {
            let scope = tag == "th" ? " scope=\"col\"" : ""
            return "<tr>" + cells.map { "<\(tag)\(scope)>\(escaped($0))</\(tag)>" }.joined() + "</tr>"
        }
        return """
            <details class="data"><summary>Data of \(escaped(name))</summary>
            <p>\(extent)\(file)</p>
            <div class="scroll"><table>
            <thead>\(row(["series"] + columnNames, "th"))</thead>
            <tbody>
            \(shown.map { row($0, "td") }.joined(separator: "\n"))
            </tbody>
            </table></div></details>
            """
    }
}
