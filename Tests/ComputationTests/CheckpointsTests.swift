import Computation
import Files
import Foundation
import Synchronization
import TestSupport
import Testing

/// How far a count has come.
private struct Count: Storable, Equatable {
    var value: Int

    func store(in archive: inout Archive) throws { try archive.store(metadata: value) }
    init(restoring archive: Archive) throws { value = try archive.metadata() }
    init(_ value: Int) { self.value = value }
}

/// What an attempt counted, and its result unless it stopped before.
private struct Counting: Equatable {
    var counted: [Int]
    var result: Int?
}

@Suite("Checkpoints")
struct CheckpointsTests {
    /// Counts to ten, from where it stopped; cancelled at `stop`. Returns the numbers that were counted.
    private func count(
        in store: ResultStore?, stop: Int? = nil, every interval: Duration = .seconds(3600), fails: Bool = false
    ) throws -> Counting {
        var counted: [Int] = []
        let last = Mutex(0)
        let context = ComputeContext(store: store, isCancelled: { last.withLock { $0 } == stop })
        do {
            let result: Count = try ComputeContext.$current.withValue(context) {
                try remembered("counting", from: [], checkpointsEvery: interval) { (checkpoints: Checkpoints<Count>) in
                    var state = checkpoints.restored { _ in true } ?? Count(0)
                    while state.value < 10 {
                        state.value += 1
                        counted.append(state.value)
                        last.withLock { $0 = state.value }
                        if fails, state.value == 7 { throw POSIXError(.EIO) }
                        try checkpoints.pass { state }
                    }
                    return state
                }
            }
            return Counting(counted: counted, result: result.value)
        } catch is CancellationError {
            return Counting(counted: counted, result: nil)
        } catch is POSIXError {
            return Counting(counted: counted, result: nil)
        }
    }

    private func withStore(_ body: (ResultStore, URL) throws -> Void) throws {
        try withTemporaryFolder { folder in
            let place = folder.appending(path: "store")
            try body(ResultStore(folder: place, codeFingerprint: Fingerprint(of: "code")), place)
        }
    }

    @Test("a computation that was cancelled goes on where it stopped, also in another process's store")
    func resumes() throws {
        try withStore { store, folder throws in
            #expect(try count(in: store, stop: 4) == Counting(counted: [1, 2, 3, 4], result: nil))
            let again = ResultStore(folder: folder, codeFingerprint: Fingerprint(of: "code"))
            #expect(try count(in: again, stop: 6) == Counting(counted: [5, 6], result: nil))
            #expect(try count(in: again) == Counting(counted: [7, 8, 9, 10], result: 10))
            #expect(try count(in: again) == Counting(counted: [], result: 10))
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(!names.contains { $0.hasSuffix(".checkpoint") || $0.hasSuffix(".partial") })
        }
    }

    @Test("a computation that fails goes on at the last state that was kept")
    func resumesAfterFailure() throws {
        try withStore { store, _ throws in
            #expect(
                try count(in: store, every: .zero, fails: true)
                    == Counting(counted: [1, 2, 3, 4, 5, 6, 7], result: nil))
            #expect(try count(in: store) == Counting(counted: [7, 8, 9, 10], result: 10))
        }
    }

    @Test("other code begins at the beginning, and so does a damaged checkpoint")
    func doesNotTrust() throws {
        try withStore { store, folder throws in
            _ = try count(in: store, stop: 4)
            let other = ResultStore(folder: folder, codeFingerprint: Fingerprint(of: "other"))
            #expect(try count(in: other, stop: 2).counted == [1, 2])
            for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
            where name.hasSuffix(".checkpoint") {
                try Data("3".utf8).write(to: folder.appending(path: name).appending(path: "metadata.json"))
            }
            #expect(try count(in: store).counted == Array(1...10))
        }
    }

    @Test("without a store a computation can be cancelled, and nothing is kept")
    func withoutStore() throws {
        #expect(try count(in: nil, stop: 3).counted == [1, 2, 3])
        #expect(try count(in: nil).counted == Array(1...10))
    }
}
