import ArgumentParser
import BookModel
import Foundation
import NotebookEngine

/// Builds the book: runs what changed, writes the page and prints it.
struct Build: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Build the book: run what changed, write output/book.html and output/book.pdf.",
        discussion: """
            Chapters whose code, parameters and corpus are as they were are not run again. Ends with status 0 when all \
            is well, 1 when a claim does not hold, 2 when the book or a chapter could not be built.
            """)

    @OptionGroup var book: BookOption

    @Argument(help: "Chapters to run, by name or number (03); others are shown if they are up to date.")
    var chapters: [String] = []

    @OptionGroup var choices: BookChoices

    @Option(help: "What to write: html, pdf or both, separated by commas.")
    var format: Formats = .all

    @Flag(help: "Also write a site with a page for each chapter, in output/site.")
    var split = false

    @Option(help: "How many chapters run at a time; they share the threads and the memory.")
    var jobs = BookBuilder.Options().jobs

    @Option(help: "How many threads computations may use; no result depends on it.")
    var threads = ProcessInfo.processInfo.activeProcessorCount

    @OptionGroup var memory: MemoryOption

    @Flag(name: .customLong("no-cache"), help: "Compute everything anew, and remember nothing.")
    var ignoresCache = false

    @OptionGroup var trust: TrustOption

    @Flag(help: "Show how long each step took.")
    var timings = false

    @Flag(help: "Say nothing but what is wrong.")
    var quiet = false

    @Flag(help: "Print the results as JSON on standard output.")
    var json = false

    func validate() throws {
        guard jobs >= 1, threads >= 1 else { throw ValidationError("--jobs and --threads start at 1.") }
    }

    func run() async throws {
        let start = ContinuousClock.now
        let folder = try book.open()
        let report = ReportBuild(
            folder: folder, options: options, formats: format, isSplit: split, isQuiet: quiet, showsTimings: timings)
        let (result, diagnostics) = try await report.run()
        let results = Results(result.book, diagnostics: diagnostics)
        if json { print(String(decoding: try results.encoded(), as: UTF8.self)) }
        if !quiet {
            Terminal.write(results.summary + "\n")
            Terminal.write(String(format: "done in %.1f s\n", (ContinuousClock.now - start) / .seconds(1)))
        }
        if diagnostics.contains(where: { $0.severity == .error }) { throw Status.buildFailed }
        if results.claims.contains(where: { $0.claim.verdict == .fails }) { throw Status.claimFailed }
    }

    private var options: BookBuilder.Options {
        var options = choices.options
        options.chapters = chapters
        options.jobs = jobs
        options.threads = threads
        if let bytes = memory.bytes { options.memory = bytes }
        options.usesCache = !ignoresCache
        options.approved = trust.approved
        return options
    }
}

/// What is written: `html`, `pdf`, or both. A PDF is printed from the page, which is then written too.
struct Formats: OptionSet, ExpressibleByArgument {
    let rawValue: Int

    static let html = Formats(rawValue: 1)
    static let pdf = Formats(rawValue: 2)
    static let all: Formats = [.html, .pdf]

    init(rawValue: Int) { self.rawValue = rawValue }

    init?(argument: String) {
        self = []
        for name in argument.split(separator: ",") {
            switch name {
            case "html": insert(.html)
            case "pdf": formUnion(.all)
            default: return nil
            }
        }
        if isEmpty { return nil }
    }

    var defaultValueDescription: String { "html,pdf" }
}
