import Foundation
import Synchronization

/// Rounds of tests with damaged inputs: a few thousand each as a rule, as many as `W2VBOOK_FUZZ` says for a thorough
/// search.
///
/// Each run damages other inputs: what is random starts from ``seed(of:)``, which is printed.
///
/// An input that keeps a reader busy for a minute, or makes the process hold more than four gigabytes, ends the process
/// with the name of the test and the number of the round; with the seed that was printed before, the input can be made
/// again.
public enum Fuzzing {
    /// Calls the body with the numbers of the rounds.
    public static func rounds(_ usual: Int, of name: String, _ body: (Int) throws -> Void) rethrows {
        try rounds(count: rounds(usual), of: name, body)
    }

    /// Calls the body so many times in any case: for inputs that are not random.
    public static func rounds(count: Int, of name: String, _ body: (Int) throws -> Void) rethrows {
        let watch = Watch(name: name)
        let timer = DispatchSource.makeTimerSource(queue: .global())
        timer.schedule(deadline: .now() + 1, repeating: 1)
        timer.setEventHandler { watch.look() }
        timer.activate()
        defer { timer.cancel() }
        for round in 0..<count {
            watch.round.store(round, ordering: .relaxed)
            try body(round)
        }
    }

    /// Where the random numbers of a test's rounds begin: elsewhere in each run, which is printed, or where
    /// `W2VBOOK_SEED` says, so that a run can be made again.
    public static func seed(of name: String) -> UInt64 {
        let given = ProcessInfo.processInfo.environment["W2VBOOK_SEED"].flatMap { UInt64($0) }
        let seed = given ?? UInt64.random(in: 0 ... .max)
        FileHandle.standardError.write(Data("\(name): W2VBOOK_SEED=\(seed)\n".utf8))
        return seed
    }

    /// How many rounds there are where a test usually has so many.
    public static func rounds(_ usual: Int) -> Int {
        ProcessInfo.processInfo.environment["W2VBOOK_FUZZ"].flatMap { Int($0) } ?? usual
    }
}

/// Looks once a second whether a round has come to its end.
private final class Watch: Sendable {
    private static let mostLooks = 60
    private static let mostBytes = 4 << 30

    let name: String
    let round = Atomic(0)
    private let seen = Mutex((round: -1, looks: 0))

    init(name: String) { self.name = name }

    func look() {
        let now = round.load(ordering: .relaxed)
        let looks = seen.withLock { seen in
            seen = now == seen.round ? (now, seen.looks + 1) : (now, 0)
            return seen.looks
        }
        if looks >= Watch.mostLooks { stop("takes too long", now) }
        if residentBytes > Watch.mostBytes { stop("uses too much memory", now) }
    }

    private func stop(_ what: String, _ round: Int) {
        FileHandle.standardError.write(Data("\(name): round \(round) \(what)\n".utf8))
        abort()
    }

    private var residentBytes: Int {
        let fields = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ") ?? []
        return fields.count > 1 ? (Int(fields[1]) ?? 0) * Int(getpagesize()) : 0
    }
}
