import ArgumentParser
import BookModel
import ChapterRuntime
import Computation
import Embeddings
import Foundation
import NotebookEngine
import TextStatistics

/// Makes word vectors of a corpus.
struct Train: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make word vectors of a corpus and write them to a file.",
        discussion: """
            The models are
            \(ModelName.table)

            What was computed is remembered, so that the same command is instant afterwards, and \
            a training that was interrupted by Ctrl-C goes on where it stopped. Ends with status 0 when the file is \
            written, 2 when it is not, 130 when it was stopped.
            """)

    @Argument(help: "Which model.")
    var model: ModelName

    @OptionGroup var output: OutputFile

    @OptionGroup var corpus: CorpusOptions

    @OptionGroup var options: ModelOptions

    @Flag(name: .customLong("no-cache"), help: "Compute everything anew, and remember nothing.")
    var ignoresCache = false

    @Flag(help: "Say nothing but what is wrong.")
    var quiet = false

    @Flag(help: "Print what was made as JSON.")
    var json = false

    /// What is printed as JSON.
    struct Report: Encodable {
        var model: ModelName
        var corpus: String
        var vocabulary: Int
        var dimension: Int
        var file: String
        var seconds: Double
        var steps: Int?
        /// The last loss as a share of the first.
        var loss: Double?
    }

    func run() throws {
        Processor.adoptEnvironment()
        try output.check()
        if let words = corpus.vocabulary, options.dimension > words {
            throw EmbeddingsError.rankTooLarge(rank: options.dimension, vocabulary: words)
        }
        let text = try corpus.open()
        let store = ignoresCache ? nil : ResultStore(scienceResults: try corpus.results())
        let interruption = Interruption {
            Terminal.write("stopping as soon as it can go on from there later; once more stops at once\n")
        }
        let start = ContinuousClock.now
        let made: Model.Trained
        do {
            made = try computing(
                "\(model.rawValue) of \(text.name)", store: store, threads: corpus.threads, memory: corpus.memory.bytes,
                isQuiet: quiet, isCancelled: { interruption.isRequested }
            ) {
                try options.model(model).train(on: text, sizes: corpus.sizes)
            }
        } catch is CancellationError {
            Terminal.write(
                ignoresCache
                    ? "stopped; nothing is kept with --no-cache\n"
                    : "stopped; the same command goes on from here\n")
            throw Status.interrupted
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let written = try output.write(made.embedding)
        let report = Report(
            model: model, corpus: text.name, vocabulary: made.embedding.vocabulary.count,
            dimension: made.embedding.dimension, file: output.path, seconds: seconds, steps: made.steps,
            loss: made.loss)
        if json { try printJSON(report) } else if !quiet { show(report, written: written) }
    }

    private func show(_ report: Report, written: String) {
        var lines = [
            ("corpus", report.corpus), ("model", model.rawValue), ("vocabulary", "\(report.vocabulary.grouped) words"),
            ("dimension", "\(report.dimension)"),
        ]
        if let steps = report.steps { lines.append(("steps", steps.grouped)) }
        if let loss = report.loss { lines.append(("loss", "\(loss.formatted(digits: 4)) of the first")) }
        printTable(lines + [("time", report.seconds.seconds), ("wrote", written)])
    }
}
