import BookModel
import Foundation
import Subprocess
import Synchronization
import SystemPackage

/// Runs a chapter's compiled program in a process of its own and gathers what it says.
struct ChapterRunner: Sendable {
    let chapter: Chapter
    /// The chapter's text, for the source lines of diagnostics.
    let text: SourceText
    /// Seconds after which the process is killed.
    let timeLimit: Double
    /// Bytes of memory, of the process and all that it starts, with which they are killed.
    let memoryLimit: Int
    /// What its environment has besides that of the build.
    let environment: [String: String]
    let report: @Sendable (BuildEvent) -> Void

    /// What a run left: of a run that failed, what came before.
    struct Result: Sendable {
        var outputs = ChapterOutputs()
        /// What the run warned of: parts of its corpus that were skipped, and what its figures do not show. A run that
        /// recalls the counts of an earlier one does not read the corpus, and has nothing to warn of there.
        var warnings: [Diagnostic] = []
        /// What the run read, in the order in which it did. One that was not the same when it was read again is there
        /// twice.
        var inputs: [RunInput] = []
        /// What went wrong, or `nil`.
        var failure: Diagnostic?
        /// Whether the failure is one of the corpus, which no other chapter can escape.
        var isAboutCorpus = false
        /// Whether it crashed, and where.
        var crash: Crash?
    }

    /// Where a chapter crashed: at a line that its backtrace names, or at one of its block's.
    enum Crash: Sendable { case atKnownPlace, somewhere }

    /// How a process ended, as far as it could say so itself.
    private enum Ending: Sendable {
        case finished
        case threw(message: String, remedy: String?, location: SourceLocation?, isAboutCorpus: Bool)
        case silent
        case timedOut
        case usedUpMemory
    }

    /// The node of the chapter that was being run.
    private enum Step: Sendable {
        case cell(Int)
        case value(Int)
    }

    /// What the author should know, and the index of the cell that it is about.
    private struct Warning: Hashable, Sendable {
        let message: String
        let remedy: String?
        let cell: Int?
    }

    /// What has come in so far; kept apart so that it survives however the process ends.
    private final class Record: Sendable {
        private let contents = Mutex(
            (outputs: ChapterOutputs(), step: Step?.none, warnings: [Warning](), inputs: [RunInput]()))

        var outputs: ChapterOutputs { contents.withLock(\.outputs) }
        var step: Step? { contents.withLock(\.step) }
        func began(_ step: Step) { contents.withLock { $0.step = step } }
        func add(_ output: CellOutput) { contents.withLock { $0.outputs.cells.append(output) } }
        var warnings: [Warning] { contents.withLock(\.warnings) }
        /// A text that is read twice is warned of once.
        func add(_ warning: Warning) {
            contents.withLock { if !$0.warnings.contains(warning) { $0.warnings.append(warning) } }
        }
        var inputs: [RunInput] { contents.withLock(\.inputs) }
        func add(_ input: RunInput) { contents.withLock { $0.inputs.append(input) } }
        func add(_ text: String, ofValue index: Int) { contents.withLock { $0.outputs.values[index] = text } }
    }

    func run(_ request: RunRequest) async throws -> Result {
        let record = Record()
        var platform = PlatformOptions()
        // A process group of its own, so that Ctrl-C does not reach it.
        platform.processGroupID = 0
        // The supervisor ends what the chapter has started, then itself.
        platform.teardownSequence = [
            .send(signal: .terminate, toProcessGroup: false, allowedDurationToNextStep: .seconds(5))
        ]
        let mark = UUID().uuidString
        let line = try JSONEncoder().encode(request) + [UInt8(ascii: "\n")]
        let result = try await Subprocess.run(
            .path(FilePath(NotebookEngine.Executable.url.path)), arguments: ["supervise-chapter"],
            environment: .inherit.updating(variables(mark: mark)),
            platformOptions: platform, input: .inputWriter, output: .sequence, error: .sequence
        ) { execution in
            let family = ProcessFamily(leader: execution.processIdentifier.value, mark: mark)
            // A process that ended at once has not read what it was asked; how it ended says why.
            _ = try? await execution.standardInputWriter.write(Array(line))
            async let messages = self.forward(execution.standardError)
            let ending = try await withThrowingTaskGroup(of: Ending.self) { group in
                group.addTask { try await self.listen(to: execution.standardOutput, record) }
                group.addTask {
                    try await Task.sleep(for: .seconds(self.timeLimit))
                    return .timedOut
                }
                group.addTask { try await self.watch(family) }
                defer { group.cancelAll() }
                return try await group.next()!
            }
            // The process has said its last word; what it may have left behind goes with it.
            family.end()
            try? await execution.standardInputWriter.finish()
            return (ending, await messages)
        }
        let (ending, printed) = result.closureResult
        var outcome = Result(outputs: withSilentCells(record, ending))
        outcome.warnings = record.warnings.map { warning in
            let place = warning.cell.flatMap { chapter.cells.indices.contains($0) ? chapter.cells[$0].location : nil }
            return text.quoting(Diagnostic(.warning, warning.message, at: place, remedy: warning.remedy))
        }
        outcome.inputs = record.inputs
        if case (.silent, .signaled) = (ending, result.terminationStatus) {
            outcome.crash = crashSite(in: printed) == nil ? .somewhere : .atKnownPlace
        }
        outcome.failure = failure(
            ending, status: result.terminationStatus, printed: printed, step: record.step)
        if case .threw(_, _, _, true) = ending { outcome.isAboutCorpus = true }
        return outcome
    }

    /// Adds the cells that ran without an output of their own, so that the page can tell them from those that did not.
    private func withSilentCells(_ record: Record, _ ending: Ending) -> ChapterOutputs {
        var outputs = record.outputs
        var end = chapter.cells.count
        if case .finished = ending {
        } else {
            end =
                switch record.step {
                case .cell(let index): index
                // A value belongs to the prose after some cell, all of which have run.
                case .value(let index): chapter.cells.firstIndex { $0.valuesBefore > index } ?? chapter.cells.count
                case nil: 0
                }
        }
        let reported = Set(outputs.cells.map(\.cell))
        for index in 0..<end where !reported.contains(index) {
            outputs.cells.append(CellOutput(cell: index, echo: .fold))
        }
        outputs.cells.sort { $0.cell < $1.cell }
        return outputs
    }

    private func variables(mark: String) -> [Environment.Key: String?] {
        var values: [Environment.Key: String?] = [
            .init(rawValue: ProcessFamily.variable)!: mark,
            // A crash prints the chapter's own lines; see `crashSite`.
            "SWIFT_BACKTRACE":
                "enable=yes,color=no,interactive=no,threads=crashed,registers=none,images=none,sanitize=no",
        ]
        for (name, value) in environment { values[.init(rawValue: name)!] = value }
        return values
    }
}

// MARK: - Listening

extension ChapterRunner {
    private func listen(to output: SubprocessOutputSequence, _ record: Record) async throws -> Ending {
        let decoder = JSONDecoder()
        var lines = LineBuffer()
        for try await buffer in output {
            for line in lines.append(buffer.withUnsafeBytes { Array($0) }) {
                guard let event = try? decoder.decode(RunEvent.self, from: Data(line)) else { continue }
                switch event {
                case .began(let cell): record.began(.cell(cell))
                case .evaluating(let value): record.began(.value(value))
                case .read(let input): record.add(input)
                case .output(let output):
                    // Files are named by ids. The runtime sees to them; a chapter's program may write what it likes.
                    if output.content.map({ Numbering.isID($0.id) }) ?? true { record.add(output) }
                case .value(let index, let text): record.add(text, ofValue: index)
                case .progress(let step, let fraction):
                    report(.progress(chapter: chapter.name, step: step, fraction: fraction))
                case .timing(let step, let seconds, let reused):
                    report(.timing(chapter: chapter.name, step: step, seconds: seconds, reused: reused))
                case .warned(let message, let remedy, let cell):
                    record.add(Warning(message: message, remedy: remedy, cell: cell))
                case .threw(let message, let remedy, let location, let isAboutCorpus):
                    return .threw(message: message, remedy: remedy, location: location, isAboutCorpus: isAboutCorpus)
                case .finished: return .finished
                }
            }
        }
        return .silent
    }

    /// Returns when the chapter's processes use too much memory, or when its own has ended without a word: what it forked
    /// may still hold the pipe on which others listen.
    private func watch(_ family: ProcessFamily) async throws -> Ending {
        var roundsSinceEnd = 0
        // What it said at last is read within two seconds.
        while roundsSinceEnd < 20 {
            try await Task.sleep(for: .milliseconds(100))
            if family.leaderHasEnded { roundsSinceEnd += 1 }
            if family.memory > memoryLimit { return .usedUpMemory }
        }
        return .silent
    }

    /// Passes on what the chapter prints, and returns the last part of it.
    private func forward(_ output: SubprocessOutputSequence) async -> [String] {
        var lines = LineBuffer()
        var kept: [String] = []
        var isBacktrace = false
        func pass(_ line: [UInt8]) {
            let text = String(decoding: line, as: UTF8.self)
            kept.append(text)
            if kept.count > 400 { kept.removeFirst(100) }
            // The runtime's backtrace is for `crashSite`, not for the reader.
            isBacktrace = isBacktrace || text.hasPrefix("*** Signal ") || text.hasPrefix("*** Program crashed")
            if !isBacktrace { report(.printed(chapter: chapter.name, line: text)) }
        }
        do {
            for try await buffer in output {
                for line in lines.append(buffer.withUnsafeBytes { Array($0) }) { pass(line) }
                // Who prints without end need not end a line.
                if lines.rest.count > 1 << 16 { pass(lines.takeRest()) }
            }
        } catch {
            // The pipe ended with the process.
        }
        if !lines.rest.isEmpty { pass(lines.takeRest()) }
        return kept
    }
}

// MARK: - Saying what went wrong

extension ChapterRunner {
    private func failure(
        _ ending: Ending, status: TerminationStatus, printed: [String], step: Step?
    ) -> Diagnostic? {
        switch ending {
        case .finished: return nil
        case .timedOut:
            return diagnostic(
                "this took longer than the chapter's time limit of \(Int(timeLimit.rounded(.up))) seconds",
                at: location(of: step),
                remedy: "Make it shorter, or raise limits: seconds: in chapters/book.yml.")
        case .usedUpMemory:
            return diagnostic(
                "this used more than the chapter's memory limit of \(ByteSize.text(memoryLimit))",
                at: location(of: step),
                remedy: "Make it smaller, or raise limits: memory: in chapters/book.yml.")
        case .threw(let message, let remedy, let place, let isAboutCorpus):
            if isAboutCorpus { return Diagnostic(.error, message, remedy: remedy) }
            return diagnostic(message, at: place ?? location(of: step), remedy: remedy)
        case .silent:
            let place = crashSite(in: printed) ?? location(of: step)
            let reason = printed.lazy.compactMap {
                $0.firstMatch(of: /(?:Fatal error|Swift runtime failure): (.+?)( \*\*\*)?$/)
            }
            .first.map { String($0.output.1) }
            switch status {
            case .signaled(let signal):
                return diagnostic(
                    reason.map { "the program stopped: \($0)" } ?? "the program stopped: \(describe(signal))",
                    at: place,
                    remedy: nil)
            case .exited(let code):
                return diagnostic(
                    "the chapter's program ended by itself with status \(code)", at: place,
                    remedy: "Throw an error instead of calling exit.")
            }
        }
    }

    private func describe(_ signal: Int32) -> String {
        switch signal {
        case SIGILL, SIGTRAP: "a trap (an index out of range, an overflow, or a nil that was unwrapped)"
        case SIGSEGV, SIGBUS: "it touched memory that is not its own, or its stack overflowed"
        case SIGKILL: "it was killed, perhaps because memory ran out"
        case SIGABRT: "it aborted"
        case SIGFPE: "an arithmetic fault"
        default: "signal \(signal)"
        }
    }

    /// The innermost line of this chapter in the backtrace that Swift's runtime prints.
    private func crashSite(in lines: [String]) -> SourceLocation? {
        for line in lines {
            guard let range = line.range(of: " at \(chapter.file):", options: .backwards) else { continue }
            let numbers = line[range.upperBound...].split(separator: ":").compactMap { Int($0) }
            guard let row = numbers.first, row > 0 else { continue }
            return SourceLocation(file: chapter.file, line: row, column: numbers.count > 1 ? max(1, numbers[1]) : 1)
        }
        return nil
    }

    private func location(of step: Step?) -> SourceLocation {
        switch step {
        case .cell(let index): chapter.cells[index].location
        case .value(let index): chapter.values[index].location
        case nil: SourceLocation(file: chapter.file, line: 1)
        }
    }

    private func diagnostic(_ summary: String, at place: SourceLocation, remedy: String?) -> Diagnostic {
        text.quoting(Diagnostic(.error, summary, at: place, remedy: remedy))
    }
}

/// Cuts a stream of bytes into lines.
private struct LineBuffer {
    /// The beginning of a line that has not ended.
    private(set) var rest: [UInt8] = []

    /// The lines that end in these bytes, without their ends.
    mutating func append(_ bytes: [UInt8]) -> [[UInt8]] {
        var parts = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let last = parts.removeLast()
        var lines: [[UInt8]] = []
        for part in parts {
            lines.append(rest + part)
            rest.removeAll()
        }
        rest += last
        return lines
    }

    /// Ends the line that has not ended.
    mutating func takeRest() -> [UInt8] {
        defer { rest = [] }
        return rest
    }
}
