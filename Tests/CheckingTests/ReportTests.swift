import BookModel
import Foundation
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

@testable import Checking

@Suite("What other programs read of a comparison")
struct ReportTests {
    private func comparison() throws -> Comparison {
        try SampleBook(factor: 1.02, error: 0.062, text: "<&\">").comparison(with: SampleBook())
    }

    /// Counts the elements of a document, and keeps their attributes.
    private final class Elements: NSObject, XMLParserDelegate {
        var names: [String] = []
        var attributes: [[String: String]] = []

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String]
        ) {
            names.append(name)
            self.attributes.append(attributes)
        }
    }

    @Test("JUnit parses: a case for each item, with the file and line, and a failure for each that differs")
    func junit() throws {
        let parser = XMLParser(data: Data(try comparison().junit.utf8))
        let elements = Elements()
        parser.delegate = elements
        #expect(parser.parse())
        #expect(elements.names.count { $0 == "testcase" } == 7)
        #expect(elements.names.count { $0 == "failure" } == 3)
        #expect(elements.attributes[0] == ["name": "w2vbook check", "tests": "7", "failures": "3"])
        #expect(
            elements.attributes[4] == [
                "name": "claim 'order'", "classname": "01-one", "file": "chapters/01-one.md", "line": "10",
            ])
    }

    @Test("SARIF parses: a result for each difference, at its line of the file within the repository")
    func sarif() throws {
        let data = try comparison().sarif(version: "1.0", prefix: "my book/")
        let log = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(log["version"] as? String == "2.1.0")
        let run = try #require((log["runs"] as? [[String: Any]])?.first)
        let results = try #require(run["results"] as? [[String: Any]])
        #expect(results.map { $0["ruleId"] as? String } == ["claims", "data", "data", "data"])
        let location = try #require((results[0]["locations"] as? [[String: Any]])?.first)
        let place = try #require(location["physicalLocation"] as? [String: Any])
        #expect((place["artifactLocation"] as? [String: String]) == ["uri": "my%20book/chapters/01-one.md"])
        #expect((place["region"] as? [String: Int]) == ["startLine": 10, "startColumn": 11])
    }

    @Test("annotations name file and line, and escape what GitHub takes for its own")
    func annotations() throws {
        let lines = try SampleBook(text: "100%\nof, it: all").comparison(with: SampleBook()).annotations(prefix: "a,b/")
        #expect(
            lines == [
                "::error file=a%2Cb/chapters/01-one.md,line=5,title=values of 01-one"
                    + "::data: “width” is now 100%25%0Aof, it: all, before 12.3"
            ])
        #expect(
            try SampleBook(hasFigure: false).comparison(with: SampleBook()).annotations() == [
                "::error title=figure 'loss'::data: it is gone, and its baseline is left over"
            ])
    }

    @Test("the review page shows a figure before and after, the numbers, the cause, and how to accept it")
    func reviewPage() throws {
        let (before, after) = (SampleBook(), SampleBook(factor: 1.02))
        let page = try after.comparison(with: before).reviewPage(
            title: "What <changed>", before: before.snapshot(), after: after.snapshot(), colours: ":root{}",
            command: "w2vbook accept --profile quick")
        #expect(page.hasPrefix("<!doctype html>"))
        #expect(page.contains("What &lt;changed&gt;"))
        #expect(page.components(separatedBy: "<svg").count - 1 == 4)
        #expect(page.contains("<tr><th>loss of LineMark “curve”</th><td>32</td><td>3.995</td><td>4.074</td></tr>"))
        #expect(page.contains("Nothing that it depends on is known to have changed."))
        #expect(page.contains("<code>w2vbook accept --profile quick fig-loss</code>"))
        #expect(!page.contains("src=\"http") && !page.contains("<script"))
    }
}
