import Foundation

/// A place in wiki markup, and what stands there.
struct MarkupCursor {
    private let text: UnsafeBufferPointer<UInt8>
    var position = 0
    /// Names of tags that have no end further down; these are not looked for again, so that time stays linear.
    private var withoutEnd: Set<String> = []

    init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

    /// The byte at this place; nil at the end.
    var next: UInt8? { position < text.count ? text[position] : nil }

    /// The byte so many places on; 0 beyond the end.
    func byte(_ offset: Int) -> UInt8 { position + offset < text.count ? text[position + offset] : 0 }

    /// Whether this text stands here, or `offset` bytes on.
    func isAt(_ expected: StaticString, offset: Int = 0) -> Bool {
        let start = position + offset
        guard start + expected.utf8CodeUnitCount <= text.count else { return false }
        return memcmp(text.baseAddress! + start, expected.utf8Start, expected.utf8CodeUnitCount) == 0
    }

    /// How often the byte at this place, which must not be the end, stands here in a row.
    func runLength() -> Int {
        var length = 1
        while position + length < text.count, text[position + length] == text[position] { length += 1 }
        return length
    }

    /// Goes on while the bytes are such.
    mutating func skip(while condition: (UInt8) -> Bool) {
        while position < text.count, condition(text[position]) { position += 1 }
    }

    /// Goes on while the bytes are such, and gives them.
    mutating func take(while condition: (UInt8) -> Bool) -> UnsafeBufferPointer<UInt8> {
        let start = position
        skip(while: condition)
        return UnsafeBufferPointer(rebasing: text[start..<position])
    }

    /// Goes behind the comment that begins here; a comment without an end takes all that follows.
    mutating func skipComment() {
        position += 4
        while position < text.count, !isAt("-->") { position += 1 }
        position = min(position + 3, text.count)
    }

    /// A tag of HTML.
    struct Tag {
        /// In lower case.
        let name: String
        /// Whether it starts an element that an end tag ends: neither `</name>` nor `<name/>`.
        let isStart: Bool
        /// The place behind it.
        let end: Int
    }

    /// What may be a tag, at the `<` that stands here. It ends at the first `>` that is in no quoted attribute; where a
    /// quotation is not closed within the tag, at the first of all, as MediaWiki has it.
    func tag() -> Tag? {
        let isEnd = byte(1) == UInt8(ascii: "/")
        let start = position + (isEnd ? 2 : 1)
        var end = start
        while end < text.count, isLetterOrDigit(text[end]), end - start < 16 { end += 1 }
        let name = text[start..<end]
        guard !name.isEmpty, let found = endOfTag(from: end, mindsQuotes: true) ?? endOfTag(from: end) else {
            return nil
        }
        end = found
        return Tag(
            name: String(decoding: name, as: UTF8.self).lowercased(),
            isStart: !isEnd && text[end - 1] != UInt8(ascii: "/"), end: end + 1)
    }

    /// The `>` of a tag whose name ends here; nil where a `<` or the end of the text comes first.
    private func endOfTag(from start: Int, mindsQuotes: Bool = false) -> Int? {
        var end = start
        var quote: UInt8?
        while end < text.count, text[end] != UInt8(ascii: "<") {
            let byte = text[end]
            if byte == quote {
                quote = nil
            } else if quote == nil {
                if byte == UInt8(ascii: ">") { return end }
                if mindsQuotes, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'"), beginsValue(end) {
                    quote = byte
                }
            }
            end += 1
        }
        return nil
    }

    /// Whether an equals sign comes before this place, and spaces at most between.
    private func beginsValue(_ place: Int) -> Bool {
        var place = place - 1
        while place > position, text[place] == 0x20 { place -= 1 }
        return text[place] == UInt8(ascii: "=")
    }

    /// The place behind the attributes of a table's cell that begin here, and behind the bar that ends them, or of a
    /// row, which the end of the line ends; nil where there are none. Only attributes that tables have are taken for some.
    func tableAttributes(ofRow isRow: Bool) -> Int? {
        var place = position
        var isEmpty = true
        func skipSpaces() {
            while place < text.count, text[place] == 0x20 || text[place] == 0x09 { place += 1 }
        }
        func take(_ condition: (UInt8) -> Bool) -> Slice<UnsafeBufferPointer<UInt8>> {
            let start = place
            while place < text.count, condition(text[place]) { place += 1 }
            return text[start..<place]
        }
        while true {
            skipSpaces()
            guard place < text.count, text[place] != UInt8(ascii: "|"), text[place] != 0x0A else { break }
            let name = String(decoding: take { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }, as: UTF8.self)
                .lowercased()
            guard Self.tableAttributeNames.contains(name) || name.hasPrefix("data-") || name.hasPrefix("aria-") else {
                return nil
            }
            isEmpty = false
            skipSpaces()
            guard place < text.count, text[place] == UInt8(ascii: "=") else {
                if name == "nowrap" { continue }
                return nil
            }
            place += 1
            skipSpaces()
            guard place < text.count else { return nil }
            let quote = text[place]
            if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
                place += 1
                _ = take { $0 != quote && $0 != 0x0A }
                guard place < text.count, text[place] == quote else { return nil }
                place += 1
            } else {
                _ = take { $0 > 0x20 && $0 != UInt8(ascii: "|") && $0 != UInt8(ascii: "[") && $0 != UInt8(ascii: "{") }
            }
        }
        if isEmpty { return nil }
        if isRow { return place == text.count || text[place] == 0x0A ? place : nil }
        // Two bars begin the next cell: what was before them is this one's text.
        guard place < text.count, text[place] == UInt8(ascii: "|") else { return nil }
        return place + 1 < text.count && text[place + 1] == UInt8(ascii: "|") ? nil : place + 1
    }

    private static let tableAttributeNames: Set<String> = [
        "abbr", "align", "axis", "bgcolor", "border", "bordercolor", "cellpadding", "cellspacing", "char", "charoff",
        "class", "color", "colspan", "dir", "frame", "headers", "height", "id", "lang", "nowrap", "role", "rowspan",
        "rules",
        "scope", "style", "summary", "title", "valign", "width",
    ]

    /// Where the next end tag of this name stands; nil where there is none.
    mutating func endTag(_ name: String) -> Range<Int>? {
        if withoutEnd.contains(name) { return nil }
        let letters = Array(name.utf8)
        var start = position
        while let found = memchr(text.baseAddress! + start, Int32(UInt8(ascii: "<")), text.count - start) {
            start = found.assumingMemoryBound(to: UInt8.self) - UnsafeMutablePointer(mutating: text.baseAddress!)
            let nameEnd = start + 2 + letters.count
            if nameEnd < text.count, text[start + 1] == UInt8(ascii: "/"),
                text[start + 2..<nameEnd].elementsEqual(letters, by: { $0 | 0x20 == $1 }),
                let end = text[nameEnd...].firstIndex(where: { $0 > 0x20 }), text[end] == UInt8(ascii: ">")
            {
                return start..<end + 1
            }
            start += 1
        }
        withoutEnd.insert(name)
        return nil
    }

    /// The character of the entity at the `&` that stands here, and the place behind it.
    func entity() -> (Unicode.Scalar, end: Int)? {
        var end = position + 1
        while end < text.count, end - position < 12, isLetterOrDigit(text[end]) || text[end] == UInt8(ascii: "#") {
            end += 1
        }
        guard end < text.count, text[end] == UInt8(ascii: ";") else { return nil }
        let name = text[position + 1..<end]
        let character =
            name.first == UInt8(ascii: "#")
            ? number(name.dropFirst()).flatMap { $0 >= 0x20 ? Unicode.Scalar($0) : nil }
            : HTMLEntities.character(named: String(decoding: name, as: UTF8.self))
        return character.map { ($0, end + 1) }
    }

    /// A number in decimal digits, or in hexadecimal ones after an x.
    private func number(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> UInt32? {
        let isHexadecimal = digits.first.map { $0 | 0x20 == UInt8(ascii: "x") } ?? false
        return UInt32(
            String(decoding: isHexadecimal ? digits.dropFirst() : digits, as: UTF8.self),
            radix: isHexadecimal ? 16 : 10)
    }
}

/// Whether an ASCII letter or a decimal digit.
func isLetterOrDigit(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || (0x30...0x39).contains(byte) }
