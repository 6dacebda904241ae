import Foundation

/// The lines of a benchmark file: columns separated by tabs; empty lines and lines that start with `#` are left out.
struct BenchmarkTable {
    /// The file's name without its extension.
    let name: String
    /// The columns of each line, with its number in the file, from 1.
    let rows: [(line: Int, columns: [String])]
    private let file: String

    init(file: URL, columns: Int, expected: String) throws {
        guard let data = try? Data(contentsOf: file), let text = String(validating: data, as: UTF8.self) else {
            throw EmbeddingsError.unreadableBenchmark(file: file.path)
        }
        self.file = file.lastPathComponent
        name = file.deletingPathExtension().lastPathComponent
        var rows: [(Int, [String])] = []
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
        where !line.isEmpty && !line.hasPrefix("#") {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard fields.count == columns, !fields.contains("") else {
                throw EmbeddingsError.malformedBenchmark(file: self.file, line: index + 1, expected: expected)
            }
            rows.append((index + 1, fields))
        }
        self.rows = rows
    }

    func malformed(line: Int, expected: String) -> EmbeddingsError {
        .malformedBenchmark(file: file, line: line, expected: expected)
    }
}
