import Computation
@testable import Downloads
import Embeddings
import Files
import Foundation
import LinearAlgebra
import Testing
import TextStatistics

@testable import ChapterRuntime

@Suite("Remedies")
struct RemedyTests {
    /// An error and its remedy as a book and as a command shows it.
    struct Row: Sendable {
        var error: any UserFacingError
        var book: String
        var command: String

        init(_ error: any UserFacingError, _ book: String, _ command: String) {
            self.error = error
            self.book = book
            self.command = command
        }

        /// A remedy that is the same in both.
        init(_ error: any UserFacingError, _ text: String) { self.init(error, text, text) }
    }

    private static let sum = Fingerprint(of: "a")

    static let rows = [
        Row(
            EmbeddingsError.rankTooLarge(rank: 9, vocabulary: 5), "Ask for 1 to 5 dimensions: --set dimension=N.",
            "Ask for 1 to 5 dimensions: --dimension N."),
        Row(
            EmbeddingsError.unknownWord("a", vocabulary: 5),
            "Take a more frequent word, or a larger vocabulary: --set vocabulary=N.",
            "Take a more frequent word, or a larger vocabulary: --vocabulary N."),
        Row(
            EmbeddingsError.benchmarkWithoutKnownWords(name: "a", items: "b", vocabulary: 5),
            "Take a larger vocabulary: --set vocabulary=N.", "Take a larger vocabulary: --vocabulary N."),
        Row(
            EmbeddingsError.noKnownBenchmark(names: ["a"], vocabulary: 5),
            "Take a larger vocabulary: --set vocabulary=N.", "Take a larger vocabulary: --vocabulary N."),
        Row(
            EmbeddingsError.constantBenchmark(name: "a", values: "scores", pairs: 5),
            "Take a larger vocabulary: --set vocabulary=N.", "Take a larger vocabulary: --vocabulary N."),
        Row(
            EmbeddingsError.familyTooSmall(name: "a", known: 1, needed: 2, vocabulary: 5),
            "Take another family, or a larger vocabulary: --set vocabulary=N.",
            "Take another family, or a larger vocabulary: --vocabulary N."),
        Row(
            Word2VecError.nothingKept(corpus: "a", subsampling: 1e-9),
            "Leave out fewer words by a larger subsampling threshold, or none: subsampling: nil.",
            "Leave out fewer words by a larger subsampling threshold, or none: --subsampling 0."),
        Row(
            Word2VecError.tooLarge(words: 1, dimension: 1, needed: 2, allowed: 1),
            "Allow more with --memory, or ask for fewer words or dimensions."),
        Row(
            CorpusError.otherContent(corpus: "a", path: "b", found: sum, registered: sum),
            "Get the registered file again, or correct sha256 in assets/corpora.yml."),
        Row(
            CorpusError.noArticles(path: "a", minimumWords: 1),
            """
            Give a dump with articles, or take shorter ones: --shortest-article N, or shortest_article in \
            assets/corpora.yml.
            """),
        Row(
            CorpusError.noWords(path: "a"),
            "Give a text with words in the letters a to z, or have all letters read: --letters unicode."),
        Row(
            CorpusError.tooFewWords(corpus: "a", found: 3, asked: 4), "Ask for fewer: --set vocabulary=3.",
            "Ask for fewer: --vocabulary 3."),
        Row(CorpusError.statisticsOnly(corpus: "a"), "Use a corpus of text: --corpus NAME or --corpus FILE."),
        Row(
            CorpusError.windowTooLong(corpus: "a", window: 4, longestDocument: 4), "Ask for less: --set window=3.",
            "Ask for less: --window 3."),
        Row(
            CorpusError.windowTooLong(corpus: "a", window: 4, longestDocument: 1),
            "Give a text in which words stand next to each other."),
        Row(
            CorpusError.otherWindow(corpus: "a", counted: 5, asked: 4),
            "Use --set window=5, or a text corpus, which is counted with any window.",
            "Use --window 5, or a text corpus, which is counted with any window."),
        Row(
            CorpusError.notPositive(.vocabulary, value: 0), "Give a larger one: --set vocabulary=N.",
            "Give a larger one: --vocabulary N."),
        Row(
            CorpusError.notPositive(.window, value: 0), "Give a larger one: --set window=N.",
            "Give a larger one: --window N."),
        Row(
            CorpusError.notPositive(.minimumCount, value: 0), "Give a larger one: .minimumCount(N).",
            "Give a larger one: --minimum-count N."),
        Row(
            CorpusError.wordsTooLarge(corpus: "a", words: 1, needed: 2, allowed: 1),
            "Allow more with --memory, half of which is for the different words; or check that the file is text."),
        Row(
            CorpusError.windowTooWide(window: 70_000, limit: 65_535), "Ask for less: --set window=N.",
            "Ask for less: --window N."),
        Row(
            CorpusError.sumTooLarge(corpus: "a", window: 9), "Ask for less: --set window=N.",
            "Ask for less: --window N."),
        Row(
            CorpusError.countsTooLarge(vocabulary: 5, needed: 2, allowed: 1),
            "Allow more with --memory, or ask for fewer words: --set vocabulary=N.",
            "Allow more with --memory, or ask for fewer words: --vocabulary N."),
        Row(
            SpillError.full(folder: "a"),
            "Free space there, set TMPDIR to a folder on another disk, or allow more memory with --memory."),
        Row(
            DownloadError(
                reason: .existing(path: "a", found: sum, registered: sum), address: "b", keptBytes: 0),
            "Replace it with --force, or move it away."),
        // A remedy of another is handed on with its choices.
        Row(
            UnusableCorpus(reason: CorpusError.tooFewWords(corpus: "a", found: 3, asked: 4)),
            "Ask for fewer: --set vocabulary=3.", "Ask for fewer: --vocabulary 3."),
        Row(BookError("a", remedy: "Write --set a=1."), "Write --set a=1."),
    ]

    @Test("name each choice as it is written in a book, and as it is in a command", arguments: rows)
    func wording(row: Row) throws {
        let remedy = try #require(row.error.remedy)
        #expect(remedy.text(for: .book) == row.book)
        #expect(remedy.text(for: .command) == row.command)
    }

    @Test("without choices read the same everywhere")
    func withoutChoices() {
        let errors: [any UserFacingError] = [
            FileError.missing(path: "a"), ArchiveError.damaged("a"), LinearAlgebraError.singular(column: 1),
            PlantedError.noConcepts, CountsImportError.sum(path: "a"), SnapshotError.foreign(path: "a"),
            TrainingError.nothingToLearn(largestEigenvalue: 0), Word2VecError.noPairs(corpus: "a"),
            CorpusError.noTexts(path: "a"),
            DownloadError(reason: .stalled(bytesPerSecond: 1, seconds: 1), address: "a", keptBytes: 7),
        ]
        for remedy in errors.map(\.remedy) {
            #expect(remedy?.description.isEmpty == false)
            #expect(Remedy.Place.allCases.allSatisfy { remedy?.text(for: $0) == remedy?.description })
        }
    }

    @Test("are equal where they read alike and ask for the same choice")
    func equality() {
        let size = 3
        #expect(("Ask for \(size) words." as Remedy) == "Ask for 3 words.")
        #expect(("Use \(.window(3))." as Remedy) == "Use \(.window(size)).")
        #expect(("Use \(.window(3))." as Remedy) != "Use \(.window(4)).")
        #expect(("Use \(.window(3))." as Remedy) != "Use a window of 3.")
        let other: Remedy = "Or use \(.memory)."
        #expect(("Wait. \(other)" as Remedy) == "Wait. Or use \(.memory).")
    }

    @Test("of computations hold no word of a command line, nor does any text of the science half")
    func commandLineWords() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        var read = 0
        for target in ProgramTarget.names([.science, .figures]) {
            let folder = root.appending(path: "Sources/\(target)")
            for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where name.hasSuffix(".swift")
            {
                read += 1
                let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
                for line in text.split(separator: "\n") {
                    // An option stands in no code but in texts. Variables of style sheets begin alike.
                    let code = line.replacing(/(^|\s)\/\/.*/, with: "").replacing("--plot-", with: "")
                    #expect(
                        !code.contains(/--[a-z]|corpora\.yml|book\.yml/), "\(target)/\(name): \(line)")
                }
            }
        }
        #expect(read > 200)
    }
}
