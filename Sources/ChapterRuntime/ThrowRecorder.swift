import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// Remembers where the last error was thrown.
///
/// Swift's errors carry no place. The runtime calls a hook whenever an error is thrown; we note the call stack there,
/// as offsets into the chapter's library, and the engine turns them into lines by the library's debug information.
/// An error of a typed `throws` does not pass the hook; it is reported at the cell that was running. Both functions
/// are looked up by name, for no header declares them to Swift; where one is missing nothing is recorded.
enum ThrowRecorder {
    private typealias Backtrace = @convention(c) (UnsafeMutablePointer<UnsafeMutableRawPointer?>, Int32) -> Int32
    private typealias SetHandler = @convention(c) ((@convention(c) (UnsafeRawPointer?) -> Void)?) -> Void

    private static let state = Mutex(State())

    private struct State {
        /// Where the chapter's library lies in memory.
        var library: Range<UInt> = 0..<0
        var frames: [UInt64] = []
    }

    /// Begins to record, for the library of this file.
    static func start(library path: String) {
        guard let handler: SetHandler = symbol("_swift_setWillThrowHandler") else { return }
        state.withLock { $0.library = addresses(of: path) }
        handler { _ in ThrowRecorder.record() }
    }

    /// The chapter's frames at the last throw, innermost first, as offsets of the calls.
    static var frames: [UInt64] { state.withLock(\.frames) }

    private static let backtrace: Backtrace? = symbol("backtrace")

    private static func record() {
        guard let backtrace else { return }
        var addresses = [UnsafeMutableRawPointer?](repeating: nil, count: 128)
        let count = Int(backtrace(&addresses, Int32(addresses.count)))
        state.withLock { state in
            state.frames = addresses.prefix(count).map { UInt(bitPattern: $0) }
                .filter { state.library.contains($0) }
                // A return address lies behind its call.
                .map { UInt64($0 - state.library.lowerBound - 1) }
        }
    }

    /// The range of addresses to which a file is mapped.
    private static func addresses(of path: String) -> Range<UInt> {
        guard let maps = try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8) else { return 0..<0 }
        let bounds = maps.split(separator: "\n").filter { $0.hasSuffix(path) }.flatMap { line in
            line.prefix { $0 != " " }.split(separator: "-").compactMap { UInt($0, radix: 16) }
        }
        return (bounds.min() ?? 0)..<(bounds.max() ?? 0)
    }

    private static func symbol<Function>(_ name: String) -> Function? {
        dlsym(nil, name).map { unsafeBitCast($0, to: Function.self) }
    }
}
