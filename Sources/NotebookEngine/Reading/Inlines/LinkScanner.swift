/// Where the parts of links and HTML end that hold no markup.
enum LinkScanner {
    /// Past the parenthesis that closes a link's destination and title, where one begins at `start`.
    static func endOfDestination(at start: Int, in bytes: [UInt8]) -> Int? {
        guard start < bytes.count, bytes[start] == UInt8(ascii: "(") else { return nil }
        var index = skipSpaces(from: start + 1, in: bytes)
        guard index < bytes.count else { return nil }
        if bytes[index] == UInt8(ascii: "<") {
            // Up to the first angle bracket that no backslash escapes, as Markdown has it: to look further would take
            // time that grows as the square of the text's length.
            index += 1
            while index < bytes.count, !"<>\n".utf8.contains(bytes[index]) {
                index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
            }
            guard index < bytes.count, bytes[index] == UInt8(ascii: ">") else { return nil }
            index += 1
        } else {
            var depth = 0
            while index < bytes.count, !Bytes.isSpace(bytes[index]) {
                if bytes[index] == UInt8(ascii: "\\") {
                    index += 1
                } else if bytes[index] == UInt8(ascii: "(") {
                    depth += 1
                    // So does Markdown's parser.
                    if depth > 32 { return nil }
                } else if bytes[index] == UInt8(ascii: ")") {
                    if depth == 0 { break }
                    depth -= 1
                }
                index += 1
            }
        }
        index = skipSpaces(from: index, in: bytes)
        guard index < bytes.count else { return nil }
        let closers: [UInt8: UInt8] = [
            UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "'"): UInt8(ascii: "'"),
            UInt8(ascii: "("): UInt8(ascii: ")"),
        ]
        if let closer = closers[bytes[index]] {
            let opener = bytes[index]
            index += 1
            while index < bytes.count, bytes[index] != closer {
                // A parenthesis within a title in parentheses is escaped.
                if bytes[index] == opener { return nil }
                index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
            }
            index = skipSpaces(from: index + 1, in: bytes)
        }
        return index < bytes.count && bytes[index] == UInt8(ascii: ")") ? index + 1 : nil
    }

    /// Past the angle bracket that closes an HTML tag, a comment or an address in angle brackets, where one begins
    /// at `start`. Only the end of a comment is looked for beyond the next angle bracket.
    static func endOfAngle(at start: Int, in bytes: [UInt8]) -> (end: Int, isAddress: Bool)? {
        var index = start + 1
        guard index < bytes.count else { return nil }
        if bytes[index...].starts(with: "!--".utf8) {
            return bytes[(index + 3)...].firstRange(of: "-->".utf8).map { ($0.upperBound, false) }
        }
        if bytes[index] == UInt8(ascii: "/") { index += 1 }
        let nameStart = index
        while index < bytes.count,
            Bytes.isLetter(bytes[index]) || SwiftSource.isDigit(bytes[index])
                || "-+._@".utf8.contains(bytes[index])
        { index += 1 }
        guard index > nameStart, index < bytes.count, Bytes.isLetter(bytes[nameStart]) else { return nil }
        if bytes[index] == UInt8(ascii: ":") || bytes[nameStart..<index].contains(UInt8(ascii: "@")) {
            guard let end = bytes[index...].firstIndex(where: { Bytes.isSpace($0) || "<>".utf8.contains($0) }),
                bytes[end] == UInt8(ascii: ">")
            else { return nil }
            return (end + 1, true)
        }
        guard Bytes.isSpace(bytes[index]) || "/>".utf8.contains(bytes[index]) else { return nil }
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: ">"): return (index + 1, false)
            case UInt8(ascii: "<"): return nil
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                guard let close = bytes[(index + 1)...].firstIndex(of: bytes[index]) else { return nil }
                index = close + 1
            default: index += 1
            }
        }
        return nil
    }

    private static func skipSpaces(from start: Int, in bytes: [UInt8]) -> Int {
        bytes[min(start, bytes.count)...].firstIndex { !Bytes.isSpace($0) } ?? bytes.count
    }
}
