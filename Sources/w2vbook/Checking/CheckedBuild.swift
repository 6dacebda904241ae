import ArgumentParser
import BookModel
import Checking
import Files
import Foundation
import NotebookEngine

/// What `check` and `accept` ask: which book, and on what it is built.
struct CheckOptions: ParsableArguments {
    @OptionGroup var book: BookOption

    @OptionGroup var choices: BookChoices

    @Option(help: "How many threads computations may use; no result depends on it.")
    var threads = ProcessInfo.processInfo.activeProcessorCount

    @Flag(name: .customLong("no-cache"), help: "Compute everything anew, and remember nothing.")
    var ignoresCache = false

    @OptionGroup var trust: TrustOption

    @Flag(help: "Say nothing but what is wrong.")
    var quiet = false

    func validate() throws {
        guard threads >= 1 else { throw ValidationError("--threads starts at 1.") }
    }

    /// Builds the book without writing a report.
    ///
    /// - Throws: A `BuildFailure` with all diagnostics, where something is wrong with the book.
    func build() async throws -> CheckedBuild {
        let folder = try book.open()
        signal(SIGPIPE, SIG_IGN)
        let display = ProgressDisplay(style: quiet ? .quiet : .ofTerminal, showsTimings: false)
        var options = choices.options
        options.threads = threads
        options.usesCache = !ignoresCache
        options.approved = trust.approved
        let result: BookBuilder.Result
        do {
            let builder = BookBuilder(folder: folder, options: options, report: display.receive)
            result = try await builder.buildWithinLimit().result
        } catch {
            display.finish()
            throw error
        }
        display.finish()
        guard !result.diagnostics.contains(where: { $0.severity == .error }) else {
            throw BuildFailure(result.diagnostics)
        }
        result.diagnostics.forEach(Terminal.show)
        return CheckedBuild(folder: folder, book: result.book)
    }
}

/// A book that was built to be compared.
struct CheckedBuild {
    let folder: BookFolder
    let book: BuiltBook
    let snapshot: Snapshot
    let baseline: BaselineFolder

    /// - Parameter baseline: What to compare with; by default that of the book's own folder.
    init(folder: BookFolder, book: BuiltBook, baseline: BaselineFolder? = nil) {
        self.folder = folder
        self.book = book
        self.baseline = baseline ?? BaselineFolder(in: folder.chapters, of: book)
        let parts: [String: Set<ProgramTarget.Role>] = ["renderer": [.figures], "science": [.science, .chapters]]
        snapshot = Snapshot(book, program: parts.mapValues { codeFingerprint(of: $0).short })
    }

    /// The baseline as messages name it.
    var baselineName: String { folder.name(of: baseline.url) }

    /// One line for each difference: where it is, and what.
    func lines(of comparison: Comparison) -> [String] {
        comparison.differences.map { difference in
            let place = difference.location.map { "\($0.file):\($0.line)" } ?? baselineName
            return "\(place): \(difference.message)"
        }
    }

    /// What is kept of earlier builds, or nothing.
    func kept() throws -> Snapshot {
        try baseline.read()
    }

    /// Makes sure that every name is that of something; otherwise ends the command.
    func require(_ names: [String], in kept: Snapshot) throws {
        let items = Item.all(in: book, and: kept)
        guard let unknown = names.first(where: { name in !items.contains { $0.isCalled(name) } }) else { return }
        throw Failure(
            Diagnostic(
                "there is no claim, figure or table '\(unknown)'",
                remedy: "There are: \(items.map(\.label).joined(separator: ", "))."), status: Status.differs)
    }

    /// Keeps these things as they are now, or all.
    ///
    /// - Returns: How many differ from what was kept.
    func accept(_ names: [String]) throws -> Int {
        // Whatever is in the baseline's place, damaged or of an older form, everything can be kept anew.
        let kept = names.isEmpty ? (try? baseline.read()) ?? Snapshot() : try kept()
        try require(names, in: kept)
        let count = Set(Comparison(book, snapshot, with: kept, names: names).differences.map(\.item)).count
        guard !names.isEmpty else {
            try baseline.write(snapshot)
            return count
        }
        // What others accepted meanwhile stays.
        try baseline.update { kept in
            for item in Item.all(in: book, and: kept) where names.contains(where: item.isCalled) {
                kept.take(item, from: snapshot)
            }
        }
        return count
    }
}

extension BookChoices {
    /// The choices as they are written on the command line, for messages that name a command.
    var commandLine: String {
        var words: [String] = []
        if let corpus { words += ["--corpus", corpus] }
        if let profile { words += ["--profile", profile] }
        for setting in settings { words += ["--set", "\(setting.name)=\(setting.value)"] }
        if let seeds { words += ["--seeds", "\(seeds)"] }
        return words.map { " \($0)" }.joined()
    }
}
