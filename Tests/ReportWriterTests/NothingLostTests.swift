import BookModel
import Foundation
import Fuzzing
import NotebookEngine
import Testing

@testable import ReportWriter

/// Whatever an author writes is in the page, or a message says at its line what became of it.
@Suite("Nothing is lost between a chapter's text and the page") struct NothingLostTests {
    /// Seeds of chapters that once lost something, and a few others.
    private static let fixedSeeds: [UInt64] = Array(0..<60)
    /// Those that are printed; the last one has notes within notes and in cells.
    private static let printedSeeds: [UInt64] = Array(0..<6) + [3_108_811_815_460_876_027]
    /// Chapters of this run alone, in thorough runs: as many as `W2VBOOK_FUZZ` says.
    private static let freshSeeds = (0..<Fuzzing.rounds(0)).map { _ in UInt64.random(in: .min ... .max) }

    @Test("Every word of a random chapter is in its page, or a message stands at its line")
    func page() throws {
        for seed in Self.fixedSeeds + Self.freshSeeds {
            let random = RandomChapter(seed: seed)
            let built = BareChapters.built(random.text)
            let page = try BareChapters.page(of: [built])
            let body = Self.visibleText(of: page.markup)
            for marker in random.markers where !body.contains(marker.word) {
                let isSaid = Self.isSaid(marker.word, in: random.text, by: built.diagnostics + page.diagnostics)
                #expect(isSaid, "seed \(seed) loses \(marker.word):\n\(random.text)")
                if !isSaid { return }
            }
        }
    }

    @Test("Every word of random chapters is in the print", .enabled(if: PrintedPDF.isPossible))
    func print() async throws {
        let seeds = Self.printedSeeds + Self.freshSeeds.prefix(6)
        let randoms = seeds.map { RandomChapter(seed: $0, isWild: false) }
        let chapters = randoms.enumerated().map { BareChapters.built($1.text, name: "chapter-\($0 + 1)") }
        let writer = try PageTests.writer.get()
        let report = try await writer.html(
            SampleBook.book(chapters, references: [SampleBook.karkada, SampleBook.mikolov]))
        let pdf = try await PrintedPDF(report.html, PDFInformation(SampleBook.book(chapters)))
        // Some lines are in capitals, and words may be parted at the ends of lines.
        let text = pdf.pages.joined().joined(separator: "").lowercased().filter {
            !$0.isWhitespace && $0 != "-" && $0 != "\u{2010}"
        }
        for (index, random) in randoms.enumerated() {
            let messages =
                chapters[index].diagnostics
                + report.diagnostics.filter { $0.location?.file == chapters[index].chapter.file }
            for marker in random.markers where marker.kind == .text && !text.contains(marker.word) {
                #expect(
                    Self.isSaid(marker.word, in: random.text, by: messages),
                    "seed \(seeds[index]) loses \(marker.word) in print:\n\(random.text)")
            }
        }
    }

    // MARK: What is in the page

    /// What a reader finds in the markup: text, titles, addresses, and the words for images. A formula is what is drawn.
    private static func visibleText(of markup: String) -> String {
        let drawn = markup.replacing(/(?s)<math.*?<\/math>/, with: "")
        let attributes = drawn.matches(of: /\s(?:title|alt|href)="([^"]*)"/).map { String($0.1) }
        return ([drawn.replacing(/<[^>]*>/, with: "")] + attributes).joined(separator: " ")
    }

    /// Whether one of the messages is about a word: at its line, or at the footnote that it stands in and that nobody
    /// refers to.
    private static func isSaid(_ word: String, in text: String, by messages: [Diagnostic]) -> Bool {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard var index = lines.firstIndex(where: { $0.contains(word) }) else { return false }
        if messages.contains(where: { $0.location?.line == index + 1 }) { return true }
        while index > 0, lines[index].isEmpty || lines[index].hasPrefix("    ") { index -= 1 }
        return lines[index].hasPrefix("[^")
            && messages.contains { $0.location?.line == index + 1 && $0.summary.hasSuffix("is never referred to") }
    }
}
