import Computation
import Synchronization
import Testing

@Suite("Chunks in parallel")
struct ConcurrentChunksTests {
    @Test("cover the range in order, whatever the number of threads", arguments: [1, 2, 7, 100])
    func cover(threads: Int) {
        let ranges = concurrentChunks(count: 23, chunk: 5, threads: threads) { $0 }
        #expect(ranges == [0..<5, 5..<10, 10..<15, 15..<20, 20..<23])
    }

    @Test("of nothing are none")
    func nothing() {
        #expect(concurrentChunks(count: 0, chunk: 5, threads: 2) { $0 }.isEmpty)
    }

    @Test("run each exactly once")
    func once() {
        let sum = Mutex(0)
        concurrentChunks(count: 10_000, chunk: 3, threads: 4) { range in sum.withLock { $0 += range.reduce(0, +) } }
        #expect(sum.withLock { $0 } == 9_999 * 10_000 / 2)
    }

    @Test("throw the error of the first range that fails")
    func firstError() {
        struct Failure: Error, Equatable { var start: Int }
        for threads in [1, 2, 7] {
            #expect(throws: Failure(start: 6)) {
                try concurrentChunks(count: 20, chunk: 2, threads: threads) { range in
                    if range.lowerBound >= 6 { throw Failure(start: range.lowerBound) }
                }
            }
        }
    }

    @Test("see the caller's context")
    func context() {
        var context = ComputeContext()
        context.threads = 3
        let seen = ComputeContext.$current.withValue(context) {
            concurrentChunks(count: 8, chunk: 1) { _ in ComputeContext.current.threads }
        }
        #expect(seen == Array(repeating: 3, count: 8))
    }
}
