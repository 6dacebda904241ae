import BookModel
import ChapterRuntime
import Foundation
import NotebookEngine
import Synchronization

/// Computes something outside of a build: shows what is being done, and afterwards what the computation warned of.
///
/// - Parameters:
///   - name: What is being worked on, for the progress.
///   - memory: The budget in bytes; `nil` is the usual one.
func computing<Value>(_ name: String, memory: Int? = nil, _ body: () throws -> Value) throws -> Value {
    let display = ProgressDisplay(style: Terminal.isInteractive ? .live : .plain, showsTimings: false)
    let warnings = Mutex<[String]>([])
    let context = ComputeContext(
        memory: memory,
        progress: { display.receive(.progress(chapter: name, step: $0, fraction: $1)) },
        warn: { message in warnings.withLock { $0.append(message) } })
    defer {
        display.finish()
        for warning in warnings.withLock({ $0 }) { Terminal.show(Diagnostic(.warning, warning)) }
    }
    return try ComputeContext.$current.withValue(context, operation: body)
}
