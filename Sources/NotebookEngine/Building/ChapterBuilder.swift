import BookModel
import Files
import Foundation

/// Builds one chapter: recalls its outputs, or compiles and runs it.
struct ChapterBuilder: Sendable {
    let plan: BookPlan
    let toolchain: Toolchain
    let cache: URL
    /// Whether what earlier runs read is still the same.
    let watch: InputWatch
    /// How many chapters run at a time.
    let jobs: Int
    /// How many threads all of them together may keep busy.
    let threads: Int
    /// How many bytes of memory a chapter may use for what keeps to a budget.
    let memory: Int
    /// What the processes of chapters have in their environment besides that of the build.
    let environment: [String: String]
    let runSemaphore: AsyncSemaphore
    let compileSemaphore: AsyncSemaphore
    /// Whether the chapters' own code is made fast.
    let optimizes: Bool
    /// The chapters that are being compiled or run.
    let activeChapters = TaskCounter()
    /// Held while something is made that other builds of the book wait for.
    let locks: BuildLocks
    let report: @Sendable (BuildEvent) -> Void

    /// - Parameter isWanted: Whether the chapter may run; otherwise only what is remembered is shown.
    /// - Throws: A ``BuildFailure`` where the corpus cannot be read, which ends the whole build.
    func build(_ source: BookPlan.Source, isWanted: Bool) async throws -> BuiltChapter {
        let chapter = source.chapter
        let start = ContinuousClock.now
        let mentioned = ChapterCode.mentionedParameters(
            in: chapter, shared: plan.shared, of: plan.parameters.map(\.name))
        // A chapter whose directives could not be read has no program; one with a dangling reference does.
        guard source.isRunnable else {
            return finished(source, .failed, ChapterOutputs(), [], mentioned, nil, seconds: seconds(since: start))
        }
        let key = key(of: chapter, mentioned)
        func finish(
            _ status: BuiltChapter.Status, _ outputs: ChapterOutputs, _ diagnostics: [Diagnostic],
            inputs: [RunInput] = []
        ) -> BuiltChapter {
            finished(
                source, status, outputs, diagnostics, mentioned, .init(key: key, inputs: inputs),
                seconds: seconds(since: start))
        }

        let outputs = OutputCache(folder: cache.appending(path: "chapters"))
        func known(notice: (String) -> Void = { _ in }) -> OutputCache.Entry? {
            outputs.entry(of: chapter.name, key: key.fingerprint, unchangedIn: watch, notice: notice)
        }
        func finish(_ entry: OutputCache.Entry) -> BuiltChapter {
            let warnings = entry.results.warnings.map { source.text.quoting($0.diagnostic(in: chapter)) }
            return finished(
                source, .complete, entry.results.outputs, warnings, mentioned, entry.dependencies,
                seconds: entry.results.seconds, isReused: true)
        }
        if let entry = known(notice: { report(.printed(chapter: chapter.name, line: $0)) }) {
            if entry.hasNewStamps {
                // The same content was written anew; the next build need not read it.
                locks.withLockIfAvailable(OutputCache.lockName(of: chapter.name, key.fingerprint)) {
                    try? outputs.save(entry, of: chapter.name)
                }
            }
            return finish(entry)
        }
        guard isWanted else { return finish(.skipped, ChapterOutputs(), []) }

        return try await locks.withLock(OutputCache.lockName(of: chapter.name, key.fingerprint)) {
            report(.progress(chapter: chapter.name, step: "waiting for another build that makes it", fraction: nil))
        } _: {
            // Another build may just have made it.
            if let entry = known() { return finish(entry) }
            let run: Run = try await activeChapters.run { try await self.run(source) }
            let inputs = RunInput.latest(of: run.inputs)
            guard run.isComplete else { return finish(.failed, run.outputs, run.diagnostics, inputs: inputs) }
            let changed = inputs.filter { input in
                !watch.isUnchanged(input) || run.inputs.contains(where: input.differs(from:))
            }
            let warnings = run.diagnostics + changed.map { changeWarning($0, chapter) }
            let built = finish(.complete, run.outputs, warnings, inputs: inputs)
            // What cannot be kept is computed again next time; the chapter is complete all the same.
            if changed.isEmpty {
                try? outputs.save(
                    .init(
                        dependencies: .init(key: key, inputs: inputs),
                        results: .init(
                            outputs: built.outputs, warnings: run.diagnostics.map { AnchoredWarning($0, in: chapter) },
                            seconds: built.seconds)),
                    of: chapter.name)
            }
            return built
        }
    }

    private func seconds(since start: ContinuousClock.Instant) -> Double {
        (ContinuousClock.now - start) / .seconds(1)
    }

    /// The chapter as it is shown, which is reported to be done.
    private func finished(
        _ source: BookPlan.Source, _ status: BuiltChapter.Status, _ outputs: ChapterOutputs,
        _ diagnostics: [Diagnostic], _ mentioned: Set<String>, _ dependencies: OutputCache.Dependencies?,
        seconds: Double,
        isReused: Bool = false
    ) -> BuiltChapter {
        report(.done(chapter: source.chapter.name, status: status, seconds: seconds, isReused: isReused))
        var built = BuiltChapter(
            chapter: source.chapter, status: status, outputs: outputs, diagnostics: source.diagnostics + diagnostics,
            seconds: seconds, isReused: isReused, parameters: mentioned.sorted(),
            key: dependencies?.fingerprint.description)
        built.dependencies = dependencies.map { $0.key.portable(with: $0.inputs) } ?? []
        return built
    }

    private func changeWarning(_ input: RunInput, _ chapter: Chapter) -> Diagnostic {
        Diagnostic(
            .warning, "\(input.title) changed while \(chapter.name) ran",
            at: SourceLocation(file: chapter.file, line: 1),
            explanation: "What it shows may be of either content, and is not kept.",
            remedy: "Build again when nobody writes to it.")
    }

    /// What came of compiling and running a chapter.
    private struct Run {
        var isComplete: Bool
        var outputs: ChapterOutputs
        var diagnostics: [Diagnostic]
        /// What it read, as the process told it.
        var inputs: [RunInput] = []
    }

    private func run(_ source: BookPlan.Source) async throws -> Run {
        let chapter = source.chapter
        let program = ProgramGenerator.source(of: chapter, parameters: plan.parameters, shared: plan.shared)
        let compiled = try await compileSemaphore.run {
            report(.compiling(chapter: chapter.name))
            let start = ContinuousClock.now
            defer { report(timing("compile", since: start, chapter)) }
            return try await compile(program, source, optimizes: optimizes)
        }
        // A compiler that was stopped has found no fault.
        try Task.checkCancellation()
        guard let library = compiled.library else {
            return Run(isComplete: false, outputs: ChapterOutputs(), diagnostics: compiled.diagnostics)
        }
        report(.waiting(chapter: chapter.name))
        let result = try await runSemaphore.run {
            report(.running(chapter: chapter.name))
            let start = ContinuousClock.now
            defer { report(timing("run", since: start, chapter)) }
            return try await execute(library, source, report: report)
        }
        // Nor has a chapter that was stopped failed.
        try Task.checkCancellation()
        let diagnostics = compiled.diagnostics + result.warnings
        guard var failure = result.failure else {
            return Run(isComplete: true, outputs: result.outputs, diagnostics: diagnostics, inputs: result.inputs)
        }
        if result.isAboutCorpus { throw BuildFailure(result.warnings + [failure]) }
        if result.crash == .somewhere, optimizes, let traced = try await retrace(program, source) { failure = traced }
        return Run(
            isComplete: false, outputs: result.outputs, diagnostics: diagnostics + [failure], inputs: result.inputs)
    }

    /// What is said of a crash of which the optimiser has lost the place, as it does with one that it foresees: the
    /// chapter is run once more, not optimised, and what it prints is not passed on. `nil` where it then does not crash
    /// at a known place. What it computed by way of the program is remembered.
    private func retrace(_ program: String, _ source: BookPlan.Source) async throws -> Diagnostic? {
        report(.progress(chapter: source.chapter.name, step: "looking for the line of the crash", fraction: nil))
        let compiled = try await compileSemaphore.run { try await compile(program, source, optimizes: false) }
        try Task.checkCancellation()
        guard let library = compiled.library else { return nil }
        let result = try await runSemaphore.run { try await execute(library, source) { _ in } }
        try Task.checkCancellation()
        return result.crash == .atKnownPlace ? result.failure : nil
    }

    private func compile(
        _ program: String, _ source: BookPlan.Source, optimizes: Bool
    ) async throws -> ChapterCompiler.Result {
        try await ChapterCompiler(
            toolchain: toolchain, folder: cache.appending(path: "programs"), locks: locks, optimizes: optimizes
        ).compile(program, chapter: source.chapter, text: source.fileText)
    }

    private func execute(
        _ library: URL, _ source: BookPlan.Source, report: @escaping @Sendable (BuildEvent) -> Void
    ) async throws -> ChapterRunner.Result {
        try await ChapterRunner(
            chapter: source.chapter, text: source.text,
            timeLimit: plan.configuration.secondsPerChapter, memoryLimit: memoryLimit, environment: environment,
            report: report
        ).run(request(source.chapter, library: library, threads: await threadsForOne))
    }

    /// Whether the chapter would run, and why.
    func state(of source: BookPlan.Source) -> ChapterState {
        let chapter = source.chapter
        let mentioned = ChapterCode.mentionedParameters(
            in: chapter, shared: plan.shared, of: plan.parameters.map(\.name))
        guard source.isRunnable else { return ChapterState(chapter: chapter.name, state: .faulty, changes: []) }
        let now = key(of: chapter, mentioned)
        let outputs = OutputCache(folder: cache.appending(path: "chapters"))
        if outputs.entry(of: chapter.name, key: now.fingerprint, unchangedIn: watch) != nil {
            return ChapterState(chapter: chapter.name, state: .upToDate, changes: [])
        }
        guard let before = outputs.latest(of: chapter.name) else {
            return ChapterState(chapter: chapter.name, state: .new, changes: [])
        }
        // A parameter that the code mentions is among the changes of the key already.
        let inputs = before.inputs.filter { $0.kind != .parameter || !mentioned.contains($0.name) }
        let changed = inputs.filter { watch.unchanged($0) == nil }
        // On another corpus, the one before does not matter any more.
        let left = changed.first { $0.kind == .bookCorpus }?.content
        let changes = changed.filter { input in
            !([.registration, .corpus].contains(input.kind) && input.name == left)
        }.map { $0.change(to: watch.now($0)) }
        let all = now.changes(since: before.key) + changes
        return ChapterState(
            chapter: chapter.name, state: .changed, changes: all.isEmpty ? ["what is remembered of it is damaged"] : all
        )
    }

    /// What is known before the chapter runs of what its outputs depend on.
    private func key(of chapter: Chapter, _ mentioned: Set<String>) -> ChapterKey {
        ChapterKey(
            code: ChapterCode.pieces(of: chapter, shared: plan.shared),
            parameters: plan.parameters.filter { mentioned.contains($0.name) }, toolchain: toolchain)
    }

    /// How many threads a chapter that begins to run may keep busy: all, where no other is being compiled or run. Threads
    /// that wait for each other beside another program's are slower than a single one.
    private var threadsForOne: Int {
        get async { max(1, threads / max(1, min(jobs, await activeChapters.count))) }
    }

    private func request(_ chapter: Chapter, library: URL, threads: Int) -> RunRequest {
        RunRequest(
            chapter: chapter.file, library: library.path, book: plan.contents,
            store: BookFolder.results(in: cache).path, threads: threads, memory: memory)
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
