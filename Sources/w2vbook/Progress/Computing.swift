import BookModel
import Computation
import Foundation
import NotebookEngine
import Synchronization

/// Computes something outside of a build: shows what is being done, and afterwards what the computation warned of.
///
/// - Parameters:
///   - name: What is being worked on, for the progress.
///   - store: Where results are remembered; `nil`: nowhere.
///   - threads: How many threads compute; `nil` is as many as there are processors.
///   - memory: The budget in bytes; `nil` is the usual one.
///   - isQuiet: Whether only warnings are shown.
///   - isCancelled: Whether the computation should stop.
func computing<Value>(
    _ name: String, store: ResultStore? = nil, threads: Int? = nil, memory: Int? = nil, isQuiet: Bool = false,
    isCancelled: @escaping @Sendable () -> Bool = { false }, _ body: () throws -> Value
) throws -> Value {
    let display = ProgressDisplay(style: isQuiet ? .quiet : .ofTerminal)
    let warnings = Mutex<[String]>([])
    let context = ComputeContext(
        store: store, threads: threads, memory: memory,
        progress: { display.receive(.progress(chapter: name, step: $0, fraction: $1)) },
        notice: { display.say("  \($0)") },
        warn: { message in warnings.withLock { $0.append(message) } }, isCancelled: isCancelled)
    defer {
        display.finish()
        for warning in warnings.withLock({ $0 }) { Terminal.show(Diagnostic(.warning, warning)) }
    }
    return try ComputeContext.$current.withValue(context, operation: body)
}
