import ArgumentParser
import BookModel
import ChapterRuntime
import Computation
import Foundation
import NotebookEngine

/// Measures the heavy computations on the machine at hand: one subcommand a file.
struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure how long the heavy computations take here.",
        discussion: """
            Nothing is recalled from earlier runs. Times are medians over the repetitions; the programs in Tests/Peers \
            compare them with those of other software.
            """,
        subcommands: [Count.self, Eigen.self, QWEM.self])
}

/// What all benches ask.
struct BenchOptions: ParsableArguments {
    @OptionGroup var book: BookOption

    @Option(help: "A registered corpus, or the path of a text.")
    var corpus = "gcide"

    @OptionGroup var reading: ReadingOptions

    @Option(help: "How many of the most frequent words are counted.")
    var vocabulary = 5000

    @Option(help: "How many words to each side make a pair.")
    var window = 16

    @Option(help: "How many threads compute.")
    var threads: Int?

    @OptionGroup var memory: MemoryOption

    @Option(help: "How many times it is measured.")
    var repetitions = 5

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        guard repetitions >= 1 else { throw ValidationError("--repetitions must be at least 1.") }
        guard threads.map({ $0 >= 1 }) ?? true else { throw ValidationError("--threads must be at least 1.") }
    }

    /// The corpus, opened by what is registered or by its path.
    func open() throws -> any ChapterRuntime.Corpus {
        let registry = try book.openRegistry().registry
        let entry = try opening { () throws(Diagnostic) in
            let entry = try registry.corpus(corpus, reading: reading.choices)
            if let absence = entry.absence { throw absence }
            return entry
        }
        return try reporting { try entry.open() }
    }

    /// Runs `body` as often as asked, with nothing remembered, and measures it.
    func measure<Value>(_ body: () throws -> Value) throws -> (value: Value, measurement: Measurement) {
        var runs: [Measurement.Run] = []
        var value: Value?
        for _ in 0..<repetitions {
            value = nil
            let steps = StepTimes()
            let context = ComputeContext(
                threads: threads, memory: memory.bytes, timing: { name, seconds, _ in steps.add(name, seconds) })
            let start = Measurement.Clock.now
            value = try ComputeContext.$current.withValue(context, operation: body)
            runs.append(.init(since: start, steps: steps))
        }
        return (value!, Measurement(runs: runs, threads: ComputeContext(threads: threads).threads))
    }
}
