import BookModel
import Foundation
import SwiftCSV

/// Stored measurements that a chapter reads: a file of comma-separated values whose first line names the columns.
///
/// Figures offer their data in the same form, so what one book drew another can read:
///
/// ```swift
/// let steps = try book.data("steps")
/// for (name, curve) in try steps.groups(by: "series") {
///     LineMark(x: try curve.numbers("time"), y: try curve.numbers("loss"), label: name)
/// }
/// ```
public struct DataTable: Sendable {
    /// The names of the columns, in the file's order.
    public let columns: [String]
    private let rows: [[String]]
    /// The file's name, for messages.
    private let name: String

    /// How many rows there are, without the line of names.
    public var count: Int { rows.count }

    /// Reads text in the form of RFC 4180.
    ///
    /// - Parameter name: What messages call the table.
    /// - Throws: ``BookError`` where a quotation does not end, where there is no line of names, where two columns have
    ///   one name, and where a row has more or fewer cells than there are columns.
    init(csv text: String, name: String) throws {
        // The reader takes a quotation that does not end for a cell; quotation marks always come in pairs.
        guard text.utf8.count(where: { $0 == UInt8(ascii: "\"") }).isMultiple(of: 2),
            let table = try? CSV<Enumerated>(string: text, delimiter: .comma)
        else {
            throw BookError(
                "\(name) is not in the form of comma-separated values",
                remedy: "Close every quotation, and write a quotation mark within one twice.")
        }
        let rows = table.rows
        guard !table.header.isEmpty, table.header != [""] else {
            throw BookError("\(name) is empty", remedy: "Its first line names the columns.")
        }
        var seen: Set<String> = []
        for column in table.header where !seen.insert(column).inserted {
            throw BookError("\(name) has two columns '\(column)'", remedy: "Give each column a name of its own.")
        }
        if let odd = rows.firstIndex(where: { $0.count != table.header.count }) {
            throw BookError(
                "row \(odd + 1) of \(name) has \(rows[odd].count) cells, but there are \(table.header.count) columns",
                remedy: "Give every row as many cells as the first line has names.")
        }
        self.init(columns: table.header, rows: rows, name: name)
    }

    private init(columns: [String], rows: [[String]], name: String) {
        self.columns = columns
        self.rows = rows
        self.name = name
    }

    /// The cells of a column as they stand.
    ///
    /// - Throws: ``BookError`` where there is no such column.
    public func texts(_ column: String) throws -> [String] {
        let index = try self.index(of: column)
        return rows.map { $0[index] }
    }

    /// The cells of a column as numbers; an empty one is NaN.
    ///
    /// - Throws: ``BookError`` where there is no such column, or a cell is not a number.
    public func numbers(_ column: String) throws -> [Double] {
        try texts(column).enumerated().map { row, text in
            if text.isEmpty { return .nan }
            guard let number = Double(text) else {
                throw BookError(
                    "row \(row + 1) of '\(column)' in \(name) is '\(text)', which is not a number",
                    remedy: "Read the column with texts(\"\(column)\"), or mend the cell.")
            }
            return number
        }
    }

    /// The rows with the given text in a column.
    ///
    /// - Throws: ``BookError`` where there is no such column.
    public func rows(where column: String, is text: String) throws -> DataTable {
        let index = try self.index(of: column)
        return DataTable(columns: columns, rows: rows.filter { $0[index] == text }, name: name)
    }

    /// The rows by the text that they have in a column, in the order in which the texts first appear.
    ///
    /// - Throws: ``BookError`` where there is no such column.
    public func groups(by column: String) throws -> [(name: String, rows: DataTable)] {
        let index = try self.index(of: column)
        var order: [String] = []
        var groups: [String: [[String]]] = [:]
        for row in rows {
            if groups[row[index]] == nil { order.append(row[index]) }
            groups[row[index], default: []].append(row)
        }
        return order.map { ($0, DataTable(columns: columns, rows: groups[$0] ?? [], name: name)) }
    }

    private func index(of column: String) throws -> Int {
        guard let index = columns.firstIndex(of: column) else {
            throw BookError(
                "\(name) has no column '\(column)'", remedy: "Its columns are: \(columns.joined(separator: ", ")).")
        }
        return index
    }
}

extension Book {
    /// The measurements in the file `data/NAME.csv` of the book's folder. The chapter is run again when the file changes.
    ///
    /// - Throws: ``BookError`` as ``file(_:)``, and what is wrong with the content.
    public func data(_ name: String) throws -> DataTable {
        let file = try file("data/\(name).csv")
        return try DataTable(csv: file.text(), name: file.name)
    }
}
