import Files
import Foundation

/// The lines of a benchmark file: columns separated by tabs; empty lines and lines that start with `#` are left out.
struct BenchmarkTable {
    /// The file's name without its extension.
    let name: String
    /// The columns of each line, with its number in the file, from 1.
    let rows: [(line: Int, columns: [String])]
    private let file: String

    /// Files beyond this are refused before they fill the memory; the largest benchmark we know has 1% of it.
    private static let mostBytes = 64 << 20

    init(file: URL, columns: Int, expected: String) throws {
        let text = try Self.text(of: file)
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

    private static func text(of file: URL) throws -> String {
        func unreadable(_ reason: String) -> EmbeddingsError { .unreadableBenchmark(reason: reason) }
        let bytes: [UInt8]
        do {
            let reader = try FileReader(file)
            bytes = try Array(unsafeUninitializedCapacity: min(reader.size, mostBytes) + 1) { buffer, count in
                count = try reader.readFully(into: UnsafeMutableRawBufferPointer(buffer))
            }
            // A file that grew, or that does not tell its size, fills the byte that should be left over.
            guard bytes.count <= min(reader.size, mostBytes) else {
                throw unreadable("\(file.path) is not an ordinary file of at most 64 MB")
            }
        } catch let error as FileError {
            throw unreadable("\(error)")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw unreadable("\(file.path) is not UTF-8 text")
        }
        return text
    }
}
