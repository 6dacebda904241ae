/// What stands on a line before its text: indentation, and the marks of quotes and lists.
enum LineStart {
    /// Where the text of a line begins after such marks, read from an offset on.
    static func end(from start: Int, in line: ArraySlice<UInt8>) -> Int {
        var offset = start
        while offset < line.endIndex {
            let rest = line[offset...]
            if Bytes.isBlank(rest[offset]) || rest[offset] == UInt8(ascii: ">") {
                offset += 1
            } else if let marker = listMarkerLength(rest) {
                offset += marker
            } else {
                break
            }
        }
        return offset
    }

    private static func listMarkerLength(_ bytes: ArraySlice<UInt8>) -> Int? {
        let digits = bytes.prefix(while: SwiftSource.isDigit).count
        guard digits <= 9, let mark = bytes.dropFirst(digits).first, let next = bytes.dropFirst(digits + 1).first,
            Bytes.isBlank(next)
        else { return nil }
        let marks = digits == 0 ? "-*+" : ".)"
        return marks.utf8.contains(mark) ? digits + 1 : nil
    }
}
