import BookModel
import Computation
import Foundation
import Fuzzing
import Testing

@testable import ReportWriter

/// Chapters and outputs that were damaged at random become a page all the same.
@Suite("Pages of damaged chapters") struct DamagedPageTests {
    @Test("Whatever is done to a chapter's text, its page closes what it opens, and runs nothing of it")
    func chapters() throws {
        let pieces =
            Fuzzing.chapterPieces + ["<script>bad()</script>", "<img src=x onerror=bad()>", "javascript:bad()"]
        var generator = SeededGenerator(seed: Fuzzing.seed(of: "pages"))
        try Fuzzing.rounds(300, of: "pages") { round in
            let text = RandomChapter(seed: .random(in: 0..<1000, using: &generator)).text
            let damaged = Fuzzing.damaged(text, with: pieces, using: &generator)
            let markup = try BareChapters.page(of: [BareChapters.built(damaged)]).markup
            #expect(unbalancedTag(in: markup) == nil, "round \(round):\n\(damaged)")
            #expect(!markup.contains(/href="javascript:/), "round \(round):\n\(damaged)")
            let tags = markup.replacing(/"[^"]*"/, with: "")
            #expect(!tags.contains(/<script|<[^>]*\sonerror/), "round \(round):\n\(damaged)")
        }
    }

    @Test("Whatever is done to the outputs that are kept of a chapter, they cannot be read or become a page")
    func outputs() throws {
        let chapters = SampleBook.complete.chapters
        let originals = try chapters.map { Array(try JSONEncoder().encode($0.outputs)) }
        let pieces = ["null", "-1", "1e999", "\"\"", "[]", "{}", "99999999999", "\\u0000", "\\ud800", "<", "&", "\\"]
        var generator = SeededGenerator(seed: Fuzzing.seed(of: "outputs"))
        var read = 0
        try Fuzzing.rounds(500, of: "outputs") { round in
            let index = Int.random(in: originals.indices, using: &generator)
            var bytes = originals[index]
            Fuzzing.damage(&bytes, with: pieces, using: &generator)
            guard let outputs = try? JSONDecoder().decode(ChapterOutputs.self, from: Data(bytes)) else { return }
            read += 1
            var chapter = chapters[index]
            chapter.outputs = outputs
            _ = try BareChapters.page(of: [chapter])
        }
        #expect(read > Fuzzing.rounds(500) / 20)
    }
}
