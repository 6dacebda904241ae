import Files
import Plotting
import Testing

@testable import ChapterRuntime

@Suite("Films in chapters")
struct FilmTests {
    @Test("A film without words for those who cannot see it is an error that shows the draft")
    func empty() {
        let error = #expect(throws: BookError.self) {
            try film("x", alt: "") { try Film([1, 2]) { time in Chart { LineMark([0, time]) } } }
        }
        #expect(error?.description == "film 'x' has an empty alt text")
        #expect(
            error?.remedy?.description.hasPrefix("Say in a sentence what the film shows, or accept the draft") == true)
    }
}
