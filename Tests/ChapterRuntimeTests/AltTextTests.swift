import Files
import BookModel
import Plotting
import Testing

@testable import ChapterRuntime

@Suite("Alt texts")
struct AltTextTests {
    @Test("an alt text is a text, with values in it, or the draft")
    func literals() {
        let count = 3
        let text: AltText = "There are \(count) curves."
        #expect(text == AltText("There are 3 curves."))
        #expect(text != .draft)
    }

    @Test("an empty alt text is an error that shows the draft", arguments: ["", " \n"])
    func empty(text: String) {
        let error = #expect(throws: BookError.self) {
            try figure("x", alt: AltText(text)) { Chart { LineMark([1, 2]) }.yScale(domain: 0...2) }
        }
        #expect(error?.description == "figure 'x' has an empty alt text")
        #expect(
            error?.remedy == """
                Say in a sentence what the figure shows, or accept the draft with alt: .draft: “Line chart of y (0 to \
                2) against x (1 to 2), one series. y rises from 1 at 1 to 2 at 2.”.
                """)
    }
}
