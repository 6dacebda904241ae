import BookModel
import Foundation
import Runtime
import Synchronization

/// Remembers where the last error was thrown.
///
/// Swift's errors carry no place. The runtime calls a hook whenever an error is thrown; we keep the call stack there,
/// and find the chapter's line in it when the error has ended the chapter. An error of a typed `throws` does not pass
/// the hook; it is reported at the cell that was running.
enum ThrowRecorder {
    private typealias SetHandler = @convention(c) ((@convention(c) (UnsafeRawPointer?) -> Void)?) -> Void

    private static let state = Mutex(State())

    private struct State {
        /// Capturing throws errors of its own, which are not to be recorded.
        var isBusy = false
        var stack: Backtrace?
        /// The libraries of the process, taken once: taking them maps their files, and a second look would find those.
        var images: ImageMap?
    }

    /// Begins to record, once the chapter's library is loaded. The hook has no declaration in Swift, so it is looked up by its name; without it nothing is
    /// recorded.
    static func start() {
        guard let symbol = dlsym(nil, "_swift_setWillThrowHandler") else { return }
        state.withLock { $0.images = ImageMap.capture() }
        let setHandler = unsafeBitCast(symbol, to: SetHandler.self)
        setHandler { _ in ThrowRecorder.record() }
    }

    /// Where the last error was thrown: the innermost line in a file of this name.
    static func location(in file: String) -> SourceLocation? {
        let stack = state.withLock { state in
            state.isBusy = true
            return state.stack
        }
        for frame in stack?.symbolicated()?.frames ?? [] {
            guard let place = frame.symbol?.sourceLocation, place.path.hasSuffix(file), place.line > 0 else { continue }
            return SourceLocation(file: file, line: place.line, column: max(1, place.column))
        }
        return nil
    }

    private static func record() {
        let (isBusy, images) = state.withLock { state in
            defer { state.isBusy = true }
            return (state.isBusy, state.images)
        }
        if isBusy { return }
        // Frame pointers: chapters and this program are compiled with them.
        let stack = try? Backtrace.capture(algorithm: .fast, images: images)
        state.withLock {
            $0.stack = stack
            $0.isBusy = false
        }
    }
}
