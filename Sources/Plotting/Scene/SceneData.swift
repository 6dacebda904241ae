import Foundation

extension Scene {
    /// The data of all marks as comma-separated values (RFC 4180, lines end in a line feed): the series' name, then
    /// its columns; a column that a series lacks is empty in its rows. A NaN is an empty field.
    public var csv: String {
        var names: [String] = []
        for column in series.flatMap(\.columns) where !names.contains(column.name) { names.append(column.name) }
        var lines = [["series"] + names]
        for series in series {
            let columns = names.map { name in series.columns.first { $0.name == name }?.cells ?? [] }
            for row in 0..<(columns.map(\.count).max() ?? 0) {
                lines.append([series.name] + columns.map { row < $0.count ? $0[row] : "" })
            }
        }
        return lines.map { $0.map(Scene.csvField).joined(separator: ",") + "\n" }.joined()
    }

    private static func csvField(_ text: String) -> String {
        guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }

    /// The data of all marks as JSON, one column a line:
    /// `{"series": [{"name": "loss", "columns": [{"name": "time", "values": [1, 2.5]}]}]}`. Numbers are written as the
    /// shortest that read back, NaN as `null`, infinities as the texts `"inf"` and `"-inf"`, texts as texts.
    public var json: String {
        let series = series.map { series in
            let columns = series.columns.map { column in
                let values = column.cells.map { Scene.jsonValue($0, isNumeric: column.isNumeric) }
                return "{\"name\": \(Scene.jsonText(column.name)), \"values\": [\(values.joined(separator: ", "))]}"
            }
            let list = columns.joined(separator: ",\n    ")
            return "\n  {\"name\": \(Scene.jsonText(series.name)), \"columns\": [\n    \(list)\n  ]}"
        }
        return "{\"series\": [\(series.joined(separator: ","))\n]}\n"
    }

    private static func jsonValue(_ cell: String, isNumeric: Bool) -> String {
        guard isNumeric else { return jsonText(cell) }
        if cell.isEmpty { return "null" }
        return cell.hasSuffix("inf") ? jsonText(cell) : cell
    }

    private static func jsonText(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
