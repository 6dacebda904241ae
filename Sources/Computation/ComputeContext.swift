import Foundation

/// What a long computation may ask of its surroundings: memory of earlier results, threads, and whom to tell.
///
/// Science code reads ``current``; the program that calls it sets it with
/// `ComputeContext.$current.withValue(context) { … }`.
public struct ComputeContext: Sendable {
    /// Where results are remembered; nil: nothing is remembered.
    public var store: ResultStore?
    /// How many threads a computation may keep busy, at least 1.
    ///
    /// The parallel loops of these modules give the same result, bit for bit, whatever the number, and so does the
    /// iterative eigensolver. LAPACK's factorizations of large matrices agree to rounding errors only.
    public var threads: Int
    /// How many bytes of memory a computation may use, at least 1, where it says that it keeps to a budget: what exceeds
    /// it goes to disk, or is refused. Each such computation says what it counts.
    public var memory: Int
    /// Told what is being done and, where known, which part of it (0…1) is done. Called from any thread.
    public var progress: @Sendable (_ step: String, _ fraction: Double?) -> Void
    /// Told what happened that nobody need do anything about, such as a remembered result that was damaged. Called from any
    /// thread. As long as nobody else is told, it is progress.
    public var notice: @Sendable (_ message: String) -> Void
    /// Told how long a remembered operation took, and whether its result was recalled instead of computed.
    public var timing: @Sendable (_ step: String, _ seconds: Double, _ reused: Bool) -> Void
    /// Told what the user should know of an input although work goes on: one line, lower-case, without a full stop.
    /// Called from any thread. Only who computes a result is warned, not who recalls it from ``store``.
    public var warn: @Sendable (_ message: String) -> Void

    /// Whether the computation should stop: asked now and then, from any thread, by computations that say so, which then
    /// throw `CancellationError`.
    public var isCancelled: @Sendable () -> Bool

    /// The context of the running task: at first no store, all cores, half of the memory, and nobody to
    /// tell.
    @TaskLocal public static var current = ComputeContext()

    /// A context; whatever is left out is as in the initial ``current``: `threads: nil` means all cores, and
    /// `memory: nil` half of the machine's memory.
    public init(
        store: ResultStore? = nil,
        threads: Int? = nil,
        memory: Int? = nil,
        progress: @escaping @Sendable (_ step: String, _ fraction: Double?) -> Void = { _, _ in },
        notice: (@Sendable (_ message: String) -> Void)? = nil,
        timing: @escaping @Sendable (_ step: String, _ seconds: Double, _ reused: Bool) -> Void = { _, _, _ in },
        warn: @escaping @Sendable (_ message: String) -> Void = { _ in },
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) {
        self.store = store
        self.threads = max(1, threads ?? ProcessInfo.processInfo.activeProcessorCount)
        self.memory = max(1, memory ?? Int(clamping: ProcessInfo.processInfo.physicalMemory / 2))
        self.progress = progress
        self.notice = notice ?? { progress($0, nil) }
        self.timing = timing
        self.warn = warn
        self.isCancelled = isCancelled
    }

    /// Throws `CancellationError` if the computation should stop.
    public func checkCancellation() throws { if isCancelled() { throw CancellationError() } }
}
