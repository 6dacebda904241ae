import Testing

@testable import ReportWriter

@Suite("Escaping") struct EscapingTests {
    @Test("The five characters of HTML are escaped, all others stay")
    func html() {
        #expect(escaped("<a href=\"x\">R&D's λ</a>") == "&lt;a href=&quot;x&quot;&gt;R&amp;D&#39;s λ&lt;/a&gt;")
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
