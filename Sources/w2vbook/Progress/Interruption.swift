import ArgumentParser
import Dispatch
import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// Whether the user has asked the program to stop, by Ctrl-C or by `kill`; it then stops by itself. Asked a second
/// time, it ends at once.
final class Interruption: Sendable {
    private let flag: Flag
    /// Kept alive, and touched again only to cancel them, which any thread may do.
    private nonisolated(unsafe) let sources: [any DispatchSourceSignal]

    private final class Flag: Sendable {
        let isSet = Atomic(false)
    }

    /// Listens from now on; `report` is called at the first request.
    init(report: @escaping @Sendable () -> Void = {}) {
        let flag = Flag()
        self.flag = flag
        // A queue of its own gets a thread also while all those that share work are busy.
        let queue = DispatchQueue(label: "interruption")
        let registered = DispatchSemaphore(value: 0)
        sources = [SIGINT, SIGTERM].map { number in
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler {
                guard !flag.isSet.exchange(true, ordering: .relaxed) else { _exit(Status.interrupted.rawValue) }
                report()
            }
            // Until it is registered a signal ends the program, as it does by default; none is lost in between.
            source.setRegistrationHandler { registered.signal() }
            source.activate()
            registered.wait()
            return source
        }
    }

    /// Listens no longer: from now on, being asked ends the program, as it does by default.
    func end() {
        for source in sources { source.cancel() }
        for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    }

    var isRequested: Bool { flag.isSet.load(ordering: .relaxed) }
}
