import ArgumentParser
import BookModel
import ChapterRuntime
import Computation
import Embeddings
import Foundation
import NotebookEngine
import TextStatistics

/// Scores vectors by the benchmarks.
struct Evaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Score word vectors by analogies and by people's judgements of similarity.",
        discussion: """
            Of an analogy a : b :: c : ?, the answer is the word nearest to b + c - a, other than these; only those \
            are asked whose words are all known. Similarities are Spearman's rank correlations of cosines with what \
            people said. The benchmarks are in lower case; a word that the vectors have only in another case is taken \
            in that.
            """)

    @Argument(
        help: "Vectors: word2vec's text or binary format, or a NumPy array with its words.", completion: .file())
    var file: String

    @OptionGroup var reading: VectorReadingOptions

    @OptionGroup var book: BookOption

    @Option(
        help: """
            A folder with google-analogies.tsv, men.tsv, wordsim353.tsv and simlex999.tsv; by default those of the \
            book's assets.
            """,
        completion: .directory)
    var benchmarks: String?

    @Option(
        parsing: .upToNextOption, help: ArgumentHelp("Show the ten words nearest to each of these.", valueName: "word"))
    var neighbours: [String] = []

    @Option(help: "How many threads compute.")
    var threads: Int?

    @Flag(help: "Print JSON.")
    var json = false

    /// What is printed as JSON: the scores, as `bench evaluate` has them, and what they are of.
    private struct Report: Encodable {
        struct Neighbour: Encodable {
            var word: String
            var cosine: Double
        }

        struct Neighbours: Encodable {
            var word: String
            var nearest: [Neighbour]
        }

        var file: String
        var vocabulary: Int
        var dimension: Int
        var scores: Evaluation?
        var neighbours: [Neighbours]

        private enum CodingKeys: CodingKey { case file, vocabulary, dimension, neighbours }

        func encode(to encoder: any Encoder) throws {
            try scores?.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(file, forKey: .file)
            try container.encode(vocabulary, forKey: .vocabulary)
            try container.encode(dimension, forKey: .dimension)
            try container.encode(neighbours, forKey: .neighbours)
        }
    }

    func validate() throws {
        guard threads.map({ $0 >= 1 }) ?? true else { throw ValidationError("--threads must be at least 1.") }
    }

    func run() throws {
        Processor.adoptEnvironment()
        let folder = try benchmarks.map { URL(filePath: $0) } ?? usualBenchmarks()
        let report = try computing("evaluate", threads: threads, isQuiet: true) {
            let suite = try BenchmarkSuite(folder: folder)
            let embedding = try WordEmbedding(contentsOf: URL(filePath: file), reading: reading.choices)
            return Report(
                file: file, vocabulary: embedding.vocabulary.count, dimension: embedding.dimension,
                scores: try scores(of: embedding, by: suite), neighbours: try neighbours(in: embedding))
        }
        if json { try printJSON(report) } else { show(report) }
    }

    private func usualBenchmarks() throws -> URL {
        try book.openAnyFolder().benchmarks
    }

    /// `nil` where no benchmark can be asked, which is a fault unless neighbours are.
    private func scores(of embedding: WordEmbedding, by suite: BenchmarkSuite) throws -> Evaluation? {
        do { return try suite.evaluate(embedding) } catch let error as EmbeddingsError {
            guard case .noKnownBenchmark = error else { throw error }
            let remedy = "Give vectors of more words, or benchmarks in their language: --benchmarks FOLDER."
            guard !neighbours.isEmpty else { throw Diagnostic("\(error)", remedy: remedy) }
            Terminal.show(Diagnostic(.warning, "\(error)", remedy: remedy))
            return nil
        }
    }

    private func neighbours(in embedding: WordEmbedding) throws -> [Report.Neighbours] {
        do {
            return zip(neighbours, try embedding.nearest(toEach: neighbours, count: 10)).map { word, nearest in
                .init(word: word, nearest: nearest.map { .init(word: $0.word, cosine: $0.score) })
            }
        } catch let error as EmbeddingsError {
            guard case .unknownWord = error else { throw error }
            throw Diagnostic("\(error)", remedy: "Name a word as the file has it: capital letters matter.")
        }
    }

    private func show(_ report: Report) {
        var lines = [("vectors", "\(report.vocabulary.grouped) words, d = \(report.dimension)")]
        if let scores = report.scores {
            lines.append(("analogies", scores.analogies.map { score($0.correct, of: $0.analogies) } ?? "none is known"))
            for category in scores.analogies?.categories ?? [] where category.analogies > 0 {
                lines.append(("  " + category.name, score(category.correct, of: category.analogies)))
            }
            for (name, result) in [
                ("men", scores.men), ("wordsim353", scores.wordsim353), ("simlex999", scores.simlex999),
            ] {
                lines.append((name, result.map(describe) ?? "too few pairs are known"))
            }
        }
        for word in report.neighbours {
            lines.append(
                (
                    word.word,
                    word.nearest.map { "\($0.word) " + String(format: "%.2f", $0.cosine) }.joined(separator: ", ")
                ))
        }
        printTable(lines)
    }

    private func score(_ correct: Int, of asked: Int) -> String {
        String(format: "%5.1f%%", 100 * Double(correct) / Double(asked)) + "  \(correct.grouped) of \(asked.grouped)"
    }

    private func describe(_ result: SimilarityBenchmark.Result) -> String {
        String(format: "%6.3f", result.correlation)
            + "  \(result.knownPairs.grouped) of \(result.pairs.grouped) pairs known"
    }
}
