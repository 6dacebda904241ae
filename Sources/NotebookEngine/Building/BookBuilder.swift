public import BookModel
import Files
public import Foundation

/// Builds a book: reads it, runs the chapters whose key changed, and recalls the outputs of the others.
public struct BookBuilder: Sendable {
    /// What the command line asks for.
    public struct Options: Sendable {
        /// A profile of `book.yml`; `nil` is the standard one.
        public var profile: String?
        /// The name of a registered corpus, or the path of a text; `nil` is the book's own.
        public var corpus: String?
        /// How a text that is named by its path is read.
        public var reading = ReadingChoices()
        /// Parameters in their order on the command line.
        public var overrides: [(name: String, text: String)] = []
        /// The chapters to run, by name or its beginning; empty is all. Of the others, what is remembered is shown.
        public var chapters: [String] = []
        /// How many chapters run at a time. Much of a small chapter's work keeps one thread busy; with more than two at
        /// once their memory adds up.
        public var jobs = min(2, ProcessInfo.processInfo.activeProcessorCount)
        /// How many threads all chapters together may keep busy.
        public var threads = ProcessInfo.processInfo.activeProcessorCount
        /// How many bytes of memory all chapters together may use for what keeps to a budget.
        public var memory = Int(clamping: ProcessInfo.processInfo.physicalMemory / 2)
        /// Whether the chapters' own code is made fast, which takes most of the compiler's time. What comes out is the
        /// same.
        public var optimizes = true
        /// Whether results of earlier builds may be used.
        public var usesCache = true
        /// What the processes of chapters have in their environment besides that of the build.
        public var environment: [String: String] = [:]
        /// The code that may run; `nil` is all.
        public var approved: ApprovedCode?

        /// What is in force when the command line asks for nothing.
        public init() {}
    }

    /// A book that was built.
    public struct Result: Sendable {
        /// The book with what its chapters produced, in this build or in earlier ones.
        public var book: BuiltBook
        /// What is wrong with the book's files or with a chapter, in the order of the book.
        public var diagnostics: [Diagnostic]
        /// How many bytes the cache may have for the book's results, after all else that is in it.
        public let resultLimit: Int
        let texts: [String: SourceText]

        /// The diagnostic with the line of the chapter that it is about.
        public func quoting(_ diagnostic: Diagnostic) -> Diagnostic {
            diagnostic.location.flatMap { texts[$0.file] }?.quoting(diagnostic) ?? diagnostic
        }
    }

    private let folder: BookFolder
    private let options: Options
    private let report: @Sendable (BuildEvent) -> Void

    /// - Parameter report: Told what the build is doing, from any thread.
    public init(folder: BookFolder, options: Options, report: @escaping @Sendable (BuildEvent) -> Void) {
        self.folder = folder
        self.options = options
        self.report = report
    }

    /// Where results that are dear to compute are remembered.
    public var results: URL { BookFolder.results(in: folder.cache) }

    /// Builds the book. A fault in a chapter is reported in the result; the other chapters are complete.
    ///
    /// - Throws: A ``BuildFailure`` where there is nothing to show: the book's own files are wrong, a parameter or a
    ///   corpus is unknown, the corpus cannot be read.
    public func build() async throws -> Result {
        let plan = try BookPlan(folder: folder, options: options)
        if let approved = options.approved { try plan.requireApproval(approved) }
        removeLeftovers()
        // Without the cache a build remembers for itself alone, so that its chapters still share what is heavy.
        let cache = options.usesCache ? folder.cache : folder.cache.appending(path: "uncached-\(getpid())")
        defer { if !options.usesCache { try? FileManager.default.removeItem(at: cache) } }
        let chapterBuilder = try chapterBuilder(plan, cache: cache)
        let built = try await withThrowingTaskGroup(of: (Int, BuiltChapter).self) { group in
            for (index, source) in plan.sources.enumerated() {
                group.addTask { (index, try await chapterBuilder.build(source, isWanted: plan.isWanted(source))) }
            }
            var built: [BuiltChapter?] = Array(repeating: nil, count: plan.sources.count)
            for try await (index, chapter) in group { built[index] = chapter }
            return built.compactMap(\.self)
        }
        let book = plan.book(chapters: built)
        let texts =
            plan.sources.map { ($0.chapter.file, $0.text) } + plan.shared.map { ($0.file, SourceText($0.text)) }
        // What is wrong with shared code is found by every chapter.
        var seen: Set<Diagnostic> = []
        var result = Result(
            book: book,
            diagnostics: (plan.warnings + book.chapters.flatMap(\.diagnostics)).filter { seen.insert($0).inserted },
            resultLimit: resultLimit(plan), texts: Dictionary(texts) { first, _ in first })
        result.diagnostics = result.diagnostics.map(result.quoting)
        return result
    }

    /// Whether each chapter that is asked for would run in a build, and why; nothing runs.
    ///
    /// - Throws: A ``BuildFailure`` where the book's own files are wrong, as ``build()``.
    public func states() throws -> [ChapterState] {
        let plan = try BookPlan(folder: folder, options: options)
        if let approved = options.approved { try plan.requireApproval(approved) }
        let chapterBuilder = try chapterBuilder(plan, cache: folder.cache)
        return plan.sources.filter(plan.isWanted).map(chapterBuilder.state)
    }

    /// Approves code as it is now, and returns what it is called: that of the chapters that are asked for, that of the
    /// theme, or both.
    ///
    /// - Throws: A ``BuildFailure`` where the book's own files are wrong; a ``Diagnostic`` where the approval cannot be
    ///   written.
    public func approve(chapters: Bool, theme: Bool, in approved: ApprovedCode) throws -> [String] {
        let plan = try BookPlan(folder: folder, options: options)
        let codes = chapters ? plan.codes : []
        let themeCode = theme ? try plan.themeCode() : nil
        try approved.add(codes.map(\.code) + [themeCode?.code].compactMap(\.self))
        return codes.map(\.chapter.name) + (themeCode?.files ?? [])
    }

    private func chapterBuilder(_ plan: BookPlan, cache: URL) throws -> ChapterBuilder {
        let jobs = max(1, min(options.jobs, plan.sources.count(where: plan.isWanted)))
        return ChapterBuilder(
            plan: plan, toolchain: try Toolchain(), cache: cache,
            watch: InputWatch(plan.contents),
            jobs: jobs, threads: options.threads, memory: max(1, options.memory / jobs),
            environment: options.environment, runSemaphore: AsyncSemaphore(jobs),
            compileSemaphore: AsyncSemaphore(max(1, options.threads)), optimizes: options.optimizes,
            locks: BuildLocks(cache: cache),
            report: report)
    }

    /// What the book's limit leaves for results: only what is dear to compute is ever forgotten, but all counts.
    private func resultLimit(_ plan: BookPlan) -> Int {
        let others = sizeOnDisk(folder.cache) - sizeOnDisk(results)
        return max(0, plan.configuration.cacheLimit - others)
    }

    /// Removes what builds left behind when they were killed; results see to themselves.
    private func removeLeftovers() {
        UserCache.note(book: folder.root, in: folder.cache)
        let manager = FileManager.default
        for name in (try? manager.contentsOfDirectory(atPath: folder.cache.path)) ?? [] {
            guard name.hasPrefix("uncached-"), !manager.fileExists(atPath: "/proc/\(name.dropFirst("uncached-".count))")
            else { continue }
            try? manager.removeItem(at: folder.cache.appending(path: name))
        }
        let locks = BuildLocks(cache: folder.cache)
        locks.removeAbandoned()
        OutputCache(folder: folder.cache.appending(path: "chapters")).removeAbandoned()
        ChapterCompiler.removeAbandoned(in: folder.cache.appending(path: "programs"), locks)
    }
}

/// Why there is nothing to show.
public struct BuildFailure: Error, Sendable {
    /// What is wrong, at least one of them an error.
    public let diagnostics: [Diagnostic]

    /// A failure for these reasons.
    public init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
}

/// What a build tells those who watch it. Events of one chapter come in order.
public enum BuildEvent: Sendable {
    case compiling(chapter: String)
    /// It has a program, and others run.
    case waiting(chapter: String)
    case running(chapter: String)
    case progress(chapter: String, step: String, fraction: Double?)
    case timing(chapter: String, step: String, seconds: Double, reused: Bool)
    /// A line that the chapter's code printed.
    case printed(chapter: String, line: String)
    case done(chapter: String, status: BuiltChapter.Status, seconds: Double, isReused: Bool)
}
