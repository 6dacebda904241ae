import Files
import BookModel
import LightMarkup
import Testing
import TextStatistics

@testable import ChapterRuntime

@Suite("What chapters make") struct ValueTests {
    @Test("A table has a row for each cell of its columns, and dashes for what is not a number")
    func table() throws {
        let words = ["king", "queen"]
        let output = try Table {
            Column("word", words)
            Column("score", [0.5, nil], decimals: 2)
            for share in [0.1, .nan] { Column("share", percent: [share, share]) }
            if words.count == 2 { Column("rank", [1, 2000]) }
        }.output(id: "scores")
        #expect(output.columns.map(\.title) == ["word", "score", "share", "share", "rank"])
        #expect(output.columns.map(\.alignment) == [.left, .right, .right, .right, .right])
        #expect(output.rows == [["king", "0.50", "10.0%", "–", "1"], ["queen", "–", "10.0%", "–", "2,000"]])
    }

    @Test("Columns of different lengths are refused, with their names")
    func unevenTable() {
        let table = Table {
            Column("word", ["king"])
            Column("score", [0.5, 0.6], decimals: 1)
        }
        let error = #expect(throws: BookError.self) { try table.output(id: "scores") }
        #expect(
            error?.description
                == "the columns of the table 'scores' differ in length: 'word' has 1 cells, 'score' has 2")
        #expect(error?.remedy == "Give every column as many cells as there are rows.")
    }

    @Test("A claim holds, fails, or says why it cannot be tested")
    func claims() {
        #expect(Claim("It rains.", measured: "1 mm", holds: true).verdict == .holds)
        #expect(Claim("It rains.", measured: "0 mm", holds: false).verdict == .fails)
        let untestable = Claim("It rains.", untestable: "there is no window")
        #expect(untestable.verdict == .untestable && untestable.reason == "there is no window")
    }

    @Test("A claim with criteria holds when all are met, and says what was asked of each")
    func criteria() {
        let close = Criterion("median error", 0.026, .atMost(0.05), as: .percent)
        let all = Criterion("modes learned", 64, .exactly(64))
        let claim = Claim("It follows.", paper: "Lemma", close, all)
        #expect(claim.verdict == .holds)
        #expect(claim.measured == "median error 2.6% (asked: at most 5%); modes learned 64 (asked: 64)")
        #expect(Claim("It follows.", close, Criterion("modes learned", 63, .exactly(64))).verdict == .fails)
        #expect(Claim("It follows.", []).verdict == .untestable)
    }

    @Test(
        "Bounds include their ends and exclude what is not a number",
        arguments: [
            (Criterion.Bound.atMost(1), [true, true, false]), (.atLeast(1), [false, true, true]),
            (.within(1...2), [false, true, true]), (.exactly(1), [false, true, false]),
        ])
    func bounds(bound: Criterion.Bound, expected: [Bool]) {
        #expect([0.5, 1, 2].map { Criterion("x", $0, bound).holds } == expected)
        #expect(!Criterion("x", .nan, bound).holds)
    }

    @Test("Thresholds are written as short as they are, in each form")
    func thresholds() {
        func asked(_ bound: Criterion.Bound, _ format: NumberFormat) -> String {
            Criterion("x", 1, bound, as: format).words
        }
        #expect(asked(.atMost(1e-9), .digits(2)) == "x 1.0 (asked: at most 10⁻⁹)")
        #expect(asked(.atLeast(0.99), .decimals(4)) == "x 1.0000 (asked: at least 0.99)")
        #expect(asked(.within(-0.8 ... -0.4), .decimals(2)) == "x 1.00 (asked: −0.8 to −0.4)")
        #expect(asked(.atMost(0.025), .percents(2)) == "x 100.00% (asked: at most 2.5%)")
        #expect(asked(.atMost(100), .decimals(0)) == "x 1 (asked: at most 100)")
    }

    @Test("The mean of several measurements decides, and its standard error is shown")
    func estimates() {
        // Of 1, 2, 3: standard deviation 1, over √3.
        let estimate = Estimate([1, 2, 3])
        #expect(estimate.mean == 2 && abs(estimate.standardError! - 1 / 3.0.squareRoot()) < 1e-15)
        #expect(estimate.text(.decimals(2)) == "2.00 ± 0.58")
        #expect(Estimate([0.5]).text(.percent) == "50.0%")
        #expect(
            Claim("It is two.", Criterion("x", estimate, .atMost(2))).measured == "x 2.00 ± 0.577 (asked: at most 2)")
    }

    @Test("Parameters have the type of book.yml, and whole numbers are numbers too")
    func parameters() {
        let book = Book(
            RunRequest(
                chapter: "", library: "",
                book: BookContents(
                    parameters: ["window": .integer(8), "start": .integer(1), "name": .text("x")],
                    corpora: [], corpus: "none", assets: "", root: ""),
                store: nil, threads: 1, memory: 1))
        #expect((book.parameter("window") as Int) == 8)
        #expect((book.parameter("start") as Double) == 1)
        #expect((book.parameter("name") as String) == "x")
    }

    @Test("A corpus that is not registered is an error that lists those that are")
    func unknownCorpus() {
        let entry = CorpusEntry(name: "gcide", kind: .text, file: "/nowhere", summary: "")
        let book = Book(
            RunRequest(
                chapter: "", library: "",
                book: BookContents(
                    parameters: [:], corpora: [entry], corpus: "gcide", assets: "", root: ""),
                store: nil, threads: 1, memory: 1))
        let error = #expect(throws: BookError.self) { try book.corpus("text8") }
        #expect(error?.description == "there is no corpus 'text8'")
        #expect(error?.remedy == "Registered are: gcide.")
    }

    @Test("A book without a corpus says so when it is asked for it, and has those that are registered")
    func noCorpus() throws {
        let entry = CorpusEntry(name: "gcide", kind: .text, file: "/nowhere", summary: "")
        let book = Book(
            RunRequest(
                chapter: "", library: "",
                book: BookContents(
                    parameters: [:], corpora: [entry], corpus: nil, assets: "", root: ""),
                store: nil, threads: 1, memory: 1))
        #expect(book.corpusName == "none")
        let error = #expect(throws: BookError.self) { try book.corpus() }
        #expect(error?.description == "the book has no corpus: it says 'corpus: none'")
        #expect(
            error?.remedy
                == "Name one in chapters/book.yml, on the command line by --corpus, or here: book.corpus(\"wikipedia\")."
        )
        #expect(try book.corpus("gcide").name == "gcide")
    }

    @Test("A planted text has the usual parameters where none are given, and is unusable where it cannot be made")
    func plantedCorpus() throws {
        func book(_ planted: CorpusEntry.Planted, corpus: String = "p") -> ChapterRuntime.Book {
            Book(
                RunRequest(
                    chapter: "", library: "",
                    book: BookContents(
                        parameters: [:],
                        corpora: [CorpusEntry(name: "p", planted: planted, summary: "")], corpus: corpus, assets: "",
                        root: ""),
                    store: nil, threads: 1, memory: 1 << 20))
        }
        let usual = try #require(try book(.init(words: 7), corpus: "other").corpus("p") as? PlantedCorpus)
        #expect(usual.language.fingerprint == (try PlantedLanguage()).fingerprint && usual.length == 7)
        let other = CorpusEntry.Planted(words: 9, vocabulary: 100, concepts: 2, seed: 5)
        let corpus = try #require(try book(other, corpus: "other").corpus("p") as? PlantedCorpus)
        #expect(
            corpus.language.fingerprint
                == (try PlantedLanguage(vocabulary: 100, strengths: PlantedLanguage.strengths(concepts: 2), seed: 5))
                .fingerprint)
        #expect(corpus.name == "p" && corpus.length == 9)
        let error = #expect(throws: UnusableCorpus.self) { try book(.init(words: 9, concepts: 0)).corpus() }
        #expect(error?.description == "a planted language needs at least one concept")
        #expect(error?.remedy == "Give a strength for each concept.")
        #expect(throws: PlantedError.self) { try book(.init(words: 0), corpus: "other").corpus("p") }
    }

    @Test("Summaries of lists")
    func samples() {
        let values = [4.0, 1, 3, 2]
        #expect(values.mean == 2.5 && values.median == 2.5 && [3.0, 9, 1].median == 3)
        #expect(abs(values.standardDeviation - (5.0 / 3).squareRoot()) < 1e-15)
        #expect(values.movingAverage(width: 3) == [2.5, 8.0 / 3, 2, 2.5])
        #expect([Double]().median.isNaN && [1.0].standardDeviation.isNaN)
    }
}
