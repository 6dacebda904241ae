import Testing

@testable import ReportWriter

@Suite("Escaping") struct EscapingTests {
    @Test("The five characters of HTML are escaped, all others stay")
    func html() {
        #expect(escaped("<a href=\"x\">R&D's λ</a>") == "&lt;a href=&quot;x&quot;&gt;R&amp;D&#39;s λ&lt;/a&gt;")
    }

    @Test("Characters that HTML does not allow are U+FFFD in a page, all others stay")
    func permittedCharacters() {
        // The rule of the HTML standard, in its own words.
        func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
            let value = scalar.value
            let isNoncharacter = (0xFDD0...0xFDEF).contains(value) || value & 0xFFFE == 0xFFFE
            let isWhiteSpace = [0x9, 0xA, 0xC, 0xD, 0x20].contains(value)
            return !isNoncharacter && (isWhiteSpace || scalar.properties.generalCategory != .control)
        }
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            // Only the neighbours of what is not allowed need be tried of the others.
            guard value < 0x300 || (0xFD00...0x10100).contains(value) || (value + 3) & 0xFFFF < 6 else { continue }
            let text = "a\(scalar)b"
            let expected = isAllowed(scalar) ? text : "a\u{FFFD}b"
            #expect(
                permitted(text).unicodeScalars.elementsEqual(expected.unicodeScalars), "U+\(String(value, radix: 16))")
        }
    }

    @Test("A CSS string can end neither itself nor its style element")
    func css() {
        #expect(cssString("a\"b\\c</style>") == "\"a\\22 b\\5c c\\3c /style\\3e \"")
    }

    @Test("Ids are slugs, and no id is given twice")
    func ids() {
        var anchors = Anchors(reserved: ["claims"])
        #expect(anchors.unique("The target matrix $M^*$") == "the-target-matrix-m")
        #expect(anchors.unique("The target matrix M") == "the-target-matrix-m-2")
        #expect(anchors.unique("Claims!") == "claims-2")
        #expect(anchors.unique("…") == "part")
    }

    @Test(
        "Links keep to schemes that a page may follow",
        arguments: [
            ("https://example.org/?a=1&b=2", "https://example.org/?a=1&amp;b=2"), ("#sec-x", "#sec-x"),
            ("notes/a:b.html", "notes/a:b.html"), ("javascript:alert(1)", nil), ("JavaScript:alert(1)", nil),
            ("data:text/html,x", nil),
        ])
    func links(destination: String, address: String?) {
        #expect(safeLink(destination) == address)
    }
}
