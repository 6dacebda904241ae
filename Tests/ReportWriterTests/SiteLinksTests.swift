import Testing

@testable import ReportWriter

@Suite("Links of a split book")
struct SiteLinksTests {
    private let links = SiteLinks([
        ("index.html", "<h1 id=\"front\">"), ("a.html", "<p id=\"x\"><path id=\"g1\"/>"),
        ("b.html", "<p id=\"y\"><path id=\"g1\"/>"),
    ])

    @Test("a link leads to the page that has the element")
    func across() {
        #expect(
            links.rewritten("<a href=\"#x\">x</a> <a class=\"c\" href=\"#front\">f</a>", of: "b.html")
                == "<a href=\"a.html#x\">x</a> <a class=\"c\" href=\"index.html#front\">f</a>")
    }

    @Test("links within the page, out of the book and to nothing stay as they are")
    func unchanged() {
        let markup = """
            <p id="y"><a href="#y">y</a> <use href="#g1"/><path id="g1"/> <a href="https://example.org/#x">e</a> \
            <a href="#nowhere">n</a> <a href="#">top</a>
            """
        #expect(links.rewritten(markup, of: "b.html") == markup)
    }
}
