import BookModel
import Computation
import Foundation

/// Builds one chapter: recalls its outputs, or compiles and runs it.
struct ChapterBuilder: Sendable {
    let plan: BookPlan
    let toolchain: Toolchain
    let cache: URL
    let benchmarks: Fingerprint
    /// How many chapters run at a time.
    let jobs: Int
    /// How many threads all of them together may keep busy.
    let threads: Int
    /// How many bytes of memory a chapter may use for what keeps to a budget.
    let memory: Int
    let runSlots: Slots
    let compileSlots: Slots
    /// Whether the chapters' own code is made fast.
    let optimizes: Bool
    /// The chapters that are being compiled or run.
    let crew = Crew()
    /// What builds of the book do once for all of them.
    let work: SharedWork
    let report: @Sendable (BuildEvent) -> Void

    /// - Parameter isWanted: Whether the chapter may run; otherwise only what is remembered is shown.
    /// - Throws: A ``BuildFailure`` where the corpus cannot be read, which ends the whole build.
    func build(_ source: BookPlan.Source, isWanted: Bool) async throws -> BuiltChapter {
        let chapter = source.chapter
        let start = ContinuousClock.now
        let mentioned = ChapterCode.mentionedParameters(
            in: chapter, shared: plan.shared, of: plan.parameters.map(\.name))
        // A chapter whose directives could not be read has no program; one with a dangling reference does.
        let dependencies = source.isRunnable ? key(of: chapter, mentioned) : nil
        let key = dependencies?.fingerprint
        func finish(
            _ status: BuiltChapter.Status, _ outputs: ChapterOutputs, _ diagnostics: [Diagnostic],
            seconds: Double? = nil, isReused: Bool = false
        ) -> BuiltChapter {
            let seconds = seconds ?? (ContinuousClock.now - start) / .seconds(1)
            report(.done(chapter: chapter.name, status: status, seconds: seconds, isReused: isReused))
            var built = BuiltChapter(
                chapter: chapter, status: status, outputs: outputs, diagnostics: source.diagnostics + diagnostics,
                seconds: seconds, isReused: isReused, parameters: mentioned.sorted(), key: key?.description)
            built.dependencies = dependencies?.portable(corpora: plan.corpora) ?? []
            return built
        }

        guard let dependencies, let key else { return finish(.failed, ChapterOutputs(), []) }
        let outputs = OutputCache(folder: cache.appending(path: "chapters"))
        func finish(_ entry: OutputCache.Entry) -> BuiltChapter {
            let warnings = entry.warnings.map { source.text.quoting($0.diagnostic(in: chapter)) }
            return finish(.complete, entry.outputs, warnings, seconds: entry.seconds, isReused: true)
        }
        let known = outputs.entry(of: chapter.name, key: key) { report(.printed(chapter: chapter.name, line: $0)) }
        if let known { return finish(known) }
        guard isWanted else { return finish(.skipped, ChapterOutputs(), []) }

        return try await work.alone(OutputCache.work(on: chapter.name, key)) {
            report(.progress(chapter: chapter.name, step: "waiting for another build that makes it", fraction: nil))
        } _: {
            // Another build may just have made it.
            if let entry = outputs.entry(of: chapter.name, key: key) { return finish(entry) }
            let run: Run = try await crew.work { try await self.run(source) }
            guard run.isComplete else { return finish(.failed, run.outputs, run.diagnostics) }
            let built = finish(.complete, run.outputs, run.diagnostics)
            let warnings = run.diagnostics.map { AnchoredWarning($0, in: chapter) }
            // What cannot be kept is computed again next time; the chapter is complete all the same.
            try? outputs.save(
                .init(dependencies: dependencies, outputs: built.outputs, warnings: warnings, seconds: built.seconds),
                of: chapter.name, key: key)
            return built
        }
    }

    /// What came of compiling and running a chapter.
    private struct Run {
        var isComplete: Bool
        var outputs: ChapterOutputs
        var diagnostics: [Diagnostic]
    }

    private func run(_ source: BookPlan.Source) async throws -> Run {
        let chapter = source.chapter
        let program = ProgramGenerator.source(of: chapter, parameters: plan.parameters, shared: plan.shared)
        let compiler = ChapterCompiler(
            toolchain: toolchain, folder: cache.appending(path: "programs"), work: work,
            optimizes: optimizes)
        let compiled = try await compileSlots.run {
            report(.compiling(chapter: chapter.name))
            let start = ContinuousClock.now
            defer { report(timing("compile", since: start, chapter)) }
            return try await compiler.compile(program, chapter: chapter, text: source.fileText)
        }
        // A compiler that was stopped has found no fault.
        try Task.checkCancellation()
        guard let library = compiled.library else {
            return Run(isComplete: false, outputs: ChapterOutputs(), diagnostics: compiled.diagnostics)
        }
        report(.waiting(chapter: chapter.name))
        let result = try await runSlots.run {
            report(.running(chapter: chapter.name))
            let start = ContinuousClock.now
            defer { report(timing("run", since: start, chapter)) }
            return try await ChapterRunner(
                chapter: chapter, text: source.text,
                timeLimit: plan.configuration.secondsPerChapter, memoryLimit: memoryLimit, report: report
            ).run(request(chapter, library: library, threads: await threadsForOne))
        }
        // Nor has a chapter that was stopped failed.
        try Task.checkCancellation()
        if let failure = result.failure {
            if result.isAboutCorpus { throw BuildFailure(result.warnings + [failure]) }
            return Run(
                isComplete: false, outputs: result.outputs,
                diagnostics: compiled.diagnostics + result.warnings + [failure])
        }
        return Run(isComplete: true, outputs: result.outputs, diagnostics: compiled.diagnostics + result.warnings)
    }

    /// Whether the chapter would run, and why.
    func state(of source: BookPlan.Source) -> ChapterState {
        let chapter = source.chapter
        let mentioned = ChapterCode.mentionedParameters(
            in: chapter, shared: plan.shared, of: plan.parameters.map(\.name))
        guard source.isRunnable else { return ChapterState(chapter: chapter.name, state: .faulty, changes: []) }
        let now = key(of: chapter, mentioned)
        let outputs = OutputCache(folder: cache.appending(path: "chapters"))
        if outputs.entry(of: chapter.name, key: now.fingerprint) != nil {
            return ChapterState(chapter: chapter.name, state: .upToDate, changes: [])
        }
        guard let before = outputs.latest(of: chapter.name)?.dependencies else {
            return ChapterState(chapter: chapter.name, state: .new, changes: [])
        }
        return ChapterState(chapter: chapter.name, state: .changed, changes: now.changes(since: before))
    }

    /// What the chapter's outputs depend on.
    private func key(of chapter: Chapter, _ mentioned: Set<String>) -> ChapterKey {
        let pieces = ChapterCode.pieces(of: chapter, shared: plan.shared)
        let code = pieces.map(\.text).joined(separator: "\n")
        return ChapterKey(
            code: pieces, parameters: plan.parameters.filter { mentioned.contains($0.name) },
            corpora: plan.corpora.filter { $0.name == plan.corpus?.name || code.contains("\"\($0.name)\"") },
            benchmarks: benchmarks, data: data(mentionedIn: code), toolchain: toolchain)
    }

    /// The book's measurements whose names occur in the code as texts, as their paths.
    private func data(mentionedIn code: String) -> [URL] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: plan.folder.data.path)) ?? []
        return files.sorted().filter { $0.hasSuffix(".csv") && code.contains("\"\($0.dropLast(4))\"") }
            .map { plan.folder.data.appending(path: $0) }
    }

    /// How many threads a chapter that begins to run may keep busy: all, where no other is being compiled or run. Threads
    /// that wait for each other beside another program's are slower than a single one.
    private var threadsForOne: Int {
        get async { max(1, threads / max(1, min(jobs, await crew.count))) }
    }

    private func request(_ chapter: Chapter, library: URL, threads: Int) -> RunRequest {
        RunRequest(
            chapter: chapter.file, library: library.path,
            parameters: Dictionary(uniqueKeysWithValues: plan.parameters.map { ($0.name, $0.value) }),
            corpora: plan.corpora, corpus: plan.corpus?.name,
            assets: plan.folder.benchmarks.deletingLastPathComponent().path,
            data: plan.folder.data.path, store: BookFolder.results(in: cache).path, threads: threads, memory: memory)
    }

    /// A process that fills the whole memory brings down others with it.
    private var memoryLimit: Int {
        plan.configuration.memoryPerChapter ?? Int(clamping: ProcessInfo.processInfo.physicalMemory / 10 * 9)
    }

    private func timing(_ step: String, since start: ContinuousClock.Instant, _ chapter: Chapter) -> BuildEvent {
        .timing(
            chapter: chapter.name, step: step, seconds: (ContinuousClock.now - start) / .seconds(1), reused: false)
    }
}
