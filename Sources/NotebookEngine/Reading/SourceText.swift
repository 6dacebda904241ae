public import BookModel

/// A text by its lines, for showing the offending one beneath a message. Lines end at LF, CRLF or CR.
public struct SourceText: Sendable {
    private let lines: [String]

    /// Cuts a text into its lines.
    public init(_ text: String) {
        lines = LineEndings.unified(text).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// The line with this number, from 1, without its ending; `nil` where there is none.
    public func line(_ number: Int) -> String? {
        lines.indices.contains(number - 1) ? lines[number - 1] : nil
    }

    /// The diagnostic with its `sourceLine` filled in from this text, where it has none and its line exists.
    public func quoting(_ diagnostic: Diagnostic) -> Diagnostic {
        guard diagnostic.sourceLine == nil, let location = diagnostic.location, let line = line(location.line) else {
            return diagnostic
        }
        var quoted = diagnostic
        quoted.sourceLine = line
        return quoted
    }
}

/// Line endings and the byte-order mark, which editors leave and nobody sees.
enum LineEndings {
    /// The text with LF as its only line ending and without a byte-order mark. Lines and columns stay what an
    /// editor shows.
    static func unified(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var previous: UInt8 = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\r"): bytes.append(UInt8(ascii: "\n"))
            case UInt8(ascii: "\n") where previous == UInt8(ascii: "\r"): break
            default: bytes.append(byte)
            }
            previous = byte
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
