import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// Remembers where the last error was thrown.
///
/// Swift's errors carry no place. The runtime calls a hook whenever an error is thrown; we note the call stack there,
/// as offsets into the chapter's library, and the engine turns them into lines by the library's debug information.
/// An error of a typed `throws` does not pass the hook; it is reported at the cell that was running.
enum ThrowRecorder {
    private static let state = Mutex(State())

    private struct State {
        var base: UInt = 0
        var frames: [UInt64] = []
    }

    /// Begins to record, for the library in which `symbol` lies.
    static func start(library symbol: UnsafeMutableRawPointer) {
        var info = Dl_info()
        guard dladdr(symbol, &info) != 0, let base = info.dli_fbase else { return }
        state.withLock { $0.base = UInt(bitPattern: base) }
        setWillThrowHandler { _ in ThrowRecorder.record() }
    }

    /// The chapter's frames at the last throw, innermost first, as offsets of the calls.
    static var frames: [UInt64] { state.withLock(\.frames) }

    private static func record() {
        var addresses = [UnsafeMutableRawPointer?](repeating: nil, count: 128)
        let count = Int(backtrace(&addresses, Int32(addresses.count)))
        state.withLock { state in
            state.frames = addresses.prefix(count).compactMap { address in
                var info = Dl_info()
                guard let address, dladdr(address, &info) != 0, UInt(bitPattern: info.dli_fbase) == state.base
                else { return nil }
                // A return address lies behind its call.
                return UInt64(UInt(bitPattern: address) - state.base - 1)
            }
        }
    }
}

@_silgen_name("_swift_setWillThrowHandler")
private func setWillThrowHandler(_ handler: (@convention(c) (UnsafeRawPointer?) -> Void)?)
