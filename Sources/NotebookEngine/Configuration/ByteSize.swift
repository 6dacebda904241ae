import Foundation

/// Numbers of bytes as people write and read them.
public enum ByteSize {
    /// The bytes of a size: a number, which may have a decimal point, and a unit of thousands, such as `500MB`. `nil` where
    /// it is none, less than one byte or too large for an `Int`.
    public static func bytes(_ text: String) -> Int? {
        guard let number = number(text), number >= 1 else { return nil }
        return Int(exactly: number)
    }

    /// Whether a text has the form of a size, of whatever magnitude.
    public static func isSize(_ text: String) -> Bool { number(text) != nil }

    private static func number(_ text: String) -> Double? {
        let units = ["": 1.0, "b": 1, "kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12]
        guard let match = text.wholeMatch(of: /([0-9]+(?:\.[0-9]+)?) ?([A-Za-z]*)/), let number = Double(match.1),
            let unit = units[match.2.lowercased()]
        else { return nil }
        return (number * unit).rounded(.down)
    }

    /// A number of bytes with at most four digits: 512 bytes, 71 kB, 31.3 MB, 1.2 GB.
    public static func text(_ bytes: Int) -> String {
        switch bytes {
        case ..<1000: "\(bytes) bytes"
        case ..<1_000_000: "\(bytes / 1000) kB"
        case ..<1_000_000_000: String(format: "%.1f MB", Double(bytes) / 1e6)
        default: String(format: "%.1f GB", Double(bytes) / 1e9)
        }
    }
}
