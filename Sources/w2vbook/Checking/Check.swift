import ArgumentParser
import BookModel
import Checking
import Files
import Foundation
import NotebookEngine
import Plotting
import ReportWriter

/// Builds the book and compares it with what was accepted.
struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compare claims, numbers and figures with what was accepted.",
        discussion: """
            Builds the book if need be, and compares it with chapters/baselines/CORPUS-PROFILE: first the claims, then \
            the data of figures and all computed numbers, then how figures look, and then what is written about them. What is different is shown on \
            output/review.html; accept takes it over. Ends with status 0 when nothing differs, 1 when something does, 2 \
            when the book could not be built, 3 when there is no baseline.
            """)

    @OptionGroup var options: CheckOptions

    @Argument(help: "What to compare: ids, or labels such as fig-spectrum; by default everything.")
    var ids: [String] = []

    @Option(help: "Compare these alone: claims, data, scene or words; may be repeated.")
    var only: [Compared] = []

    @Option(help: "Write the outcome for CI systems, as JUnit does.", completion: .file())
    var junit: String?

    @Option(help: "Write the outcome for code hosts, as SARIF.", completion: .file())
    var sarif: String?

    @Flag(help: "Accept everything as it is now; refused where CI=true.")
    var update = false

    func validate() throws {
        if update, ProcessInfo.processInfo.environment["CI"] == "true" {
            throw ValidationError(
                "--update is refused where CI=true: a check that accepts what it finds checks nothing. Run w2vbook "
                    + "accept where you work, and commit the baseline.")
        }
        if update, !ids.isEmpty || !only.isEmpty {
            throw ValidationError("--update accepts everything; to choose, use w2vbook accept.")
        }
    }

    func run() async throws {
        let built = try await options.build()
        if update { _ = try built.accept([]) }
        guard built.baseline.exists else {
            throw Failure(
                Diagnostic(
                    "there is no baseline in \(built.baselineName)",
                    remedy: "Look at the report, and then keep it: w2vbook accept --all\(options.choices.commandLine)."),
                status: Status.noBaseline)
        }
        let kept = try built.kept()
        try built.require(ids, in: kept)
        let comparison = Comparison(
            built.book, built.snapshot, with: kept, names: ids,
            levels: only.isEmpty ? Set(Level.allCases) : Set(only.map(\.level)))
        guard !comparison.items.isEmpty else {
            throw Failure(
                Diagnostic(
                    "there is nothing to check", explanation: "Nothing that was asked for is in the book.",
                    remedy: "Ask for less, or give the book a claim, a figure or a table."), status: Status.differs)
        }
        try await write(comparison, of: built, kept: kept)
        tell(comparison, of: built)
        if !comparison.differences.isEmpty { throw Status.differs }
    }

    /// One line for each difference, and one for all.
    private func tell(_ comparison: Comparison, of built: CheckedBuild) {
        built.lines(of: comparison).forEach { Terminal.write($0 + "\n") }
        if ProcessInfo.processInfo.environment["GITHUB_ACTIONS"] == "true" {
            comparison.annotations(prefix: prefix(of: built)).forEach { print($0) }
        }
        if !comparison.differences.isEmpty {
            Terminal.write("\(comparison.summary); see \(built.folder.name(of: review(of: built)))\n")
        } else if !options.quiet {
            Terminal.write("\(comparison.summary)\n")
        }
    }

    private static let review = "review.html"

    private func review(of built: CheckedBuild) -> URL { built.folder.output.appending(path: Self.review) }

    /// Writes the review page and what other programs read. Without a difference there is no page.
    private func write(
        _ comparison: Comparison, of built: CheckedBuild, kept: Snapshot
    ) async throws {
        try await BuildLocks(cache: built.folder.cache).withLock("report") {
            let files = OutputFiles(of: built.folder)
            if !comparison.differences.isEmpty {
                let html = comparison.reviewPage(
                    title: "What changed in “\(built.book.title)”", before: kept, after: built.snapshot,
                    colours: ThemeStyleSheet.switching, command: "w2vbook accept\(options.choices.commandLine)")
                try files.stage(Data(html.utf8), as: Self.review)
            }
            files.keepOnly(comparison.differences.isEmpty ? [] : [Self.review], in: Self.review)
            try files.finish()
        }
        if let junit { try save(to: URL(filePath: junit)) { Data(comparison.junit.utf8) } }
        if let sarif {
            try save(to: URL(filePath: sarif)) {
                try comparison.sarif(version: Program.version, prefix: prefix(of: built))
            }
        }
    }

    private func save(to file: URL, _ content: () throws -> Data) throws(Diagnostic) {
        do {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileWriter.replace(file, with: Array(content()))
        } catch {
            throw Diagnostic(cannotWrite: file.path, error)
        }
    }

    /// The book's folder as seen from the current one, which in CI is the repository.
    private func prefix(of built: CheckedBuild) -> String {
        let current = FileManager.default.currentDirectoryPath + "/"
        let root = built.folder.root.path
        let folder = root.hasSuffix("/") ? root : root + "/"
        return folder.hasPrefix(current) ? String(folder.dropFirst(current.count)) : folder
    }
}

/// What is compared, as it is named on the command line.
enum Compared: String, CaseIterable, ExpressibleByArgument {
    case claims, data, scene, words

    var level: Level {
        switch self {
        case .claims: .claims
        case .data: .data
        case .scene: .scene
        case .words: .words
        }
    }
}
