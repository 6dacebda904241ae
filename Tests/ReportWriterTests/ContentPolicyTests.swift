import BookModel
import Foundation
import Testing

@testable import ReportWriter

@Suite("The page's policy") struct ContentPolicyTests {
    @Test("A policy forbids everything but its own texts and embedded images and fonts")
    func text() {
        // The sums are those of `printf '' | openssl dgst -sha256 -binary | base64`, and of 'abc'.
        let policy = ContentPolicy(scripts: [""], styles: ["abc", ""])
        let empty = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
        #expect(
            policy.text == "default-src 'none'; script-src \(empty); "
                + "style-src 'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=' \(empty); img-src data:; "
                + "font-src data:; base-uri 'none'; form-action 'none'")
        #expect(ContentPolicy(scripts: [], styles: []).text.contains("script-src 'none'; style-src 'none'"))
    }

    @Test("The page's only script and style sheet are the ones that its policy names, and no attribute needs leave")
    func page() async throws {
        let html = try await PageTests.writer.get().html(SampleBook.complete).html
        let styles = html.matches(of: /(?s)<style>(.*?)<\/style>/).map { String($0.1) }
        let scripts = html.matches(of: /(?s)<script>(.*?)<\/script>/).map { String($0.1) }
        #expect(styles.count == 1 && scripts.count == 1)
        let policy = ContentPolicy(scripts: scripts, styles: styles).text.replacing("'", with: "&#39;")
        #expect(html.contains("<meta http-equiv=\"Content-Security-Policy\" content=\"\(policy)\">"))
        #expect(html.ranges(of: "<style").count == 1 && html.ranges(of: "<script").count == 1)
        let text = html.replacing(/(?s)<script>.*<\/script>/, with: "")
        #expect(!text.contains(/<[^>]*\sstyle=/))
        #expect(!text.contains(/<[^>]*\son[a-z]+=/))
    }

    @Test("Equal style attributes share a class, whose rule wins as an attribute does")
    func classes() {
        var classes = StyleClasses()
        let markup = """
            <i class="a b" style="top:1em;left:2em;">x</i><b style="top:1em;left:2em;"></b>\
            <u class="c" id="d" style="height:0"></u> style='
            """
        #expect(
            classes.replacingAttributes(in: markup) == """
                <i class="y1 a b">x</i><b class="y1"></b><u class="y2 c" id="d"></u> style='
                """)
        #expect(classes.sheet == ".y1{top:1em!important;left:2em!important}\n.y2{height:0!important}\n")
        #expect(classes.replacingAttributes(in: "<p>plain</p>") == "<p>plain</p>")
    }
}
