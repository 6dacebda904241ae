import ArgumentParser
import Computation
import Foundation

/// Measures the heavy computations on the machine at hand: one subcommand a file.
struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure how long the heavy computations take here.",
        discussion: """
            Nothing is recalled from earlier runs. Times are medians over the repetitions; the programs in Tests/Peers \
            compare them with those of other software.
            """,
        subcommands: [Count.self, Eigen.self, QWEM.self, SGNS.self, Evaluate.self, Plot.self])
}

/// What all benches ask.
struct BenchOptions: ParsableArguments {
    @OptionGroup var corpus: CorpusOptions

    @Option(help: "How many times it is measured.")
    var repetitions = 5

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        guard repetitions >= 1 else { throw ValidationError("--repetitions must be at least 1.") }
    }

    /// Runs `body` as often as asked, with nothing remembered, and measures it.
    func measure<Value>(_ body: () throws -> Value) throws -> (value: Value, measurement: Measurement) {
        var runs: [Measurement.Run] = []
        var value: Value?
        for _ in 0..<repetitions {
            value = nil
            let steps = StepTimes()
            let context = ComputeContext(
                threads: corpus.threads, memory: corpus.memory.bytes,
                timing: { name, seconds, _ in steps.add(name, seconds) })
            let start = Measurement.Clock.now
            value = try ComputeContext.$current.withValue(context, operation: body)
            runs.append(.init(since: start, steps: steps))
        }
        return (value!, Measurement(runs: runs, threads: ComputeContext(threads: corpus.threads).threads))
    }
}
