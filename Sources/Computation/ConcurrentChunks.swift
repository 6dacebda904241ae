import Dispatch
import Synchronization

/// Runs `body` on the ranges 0..<chunk, chunk..<2·chunk, … that cover 0..<count, in parallel, and returns what it
/// returned, in the order of the ranges.
///
/// The ranges depend on `count` and `chunk` alone and idle threads take the next one, so a result that is put
/// together range by range does not depend on the number of threads. `body` sees the caller's
/// ``ComputeContext/current``. If ranges fail, the error of the first of them is thrown, after all have run.
@discardableResult
public func concurrentChunks<Part, Failure: Error>(
    count: Int, chunk: Int, threads: Int = ComputeContext.current.threads,
    _ body: @Sendable (Range<Int>) throws(Failure) -> Part
) throws(Failure) -> [Part] {
    precondition(count >= 0 && chunk > 0, "chunks need a size")
    let chunks = (count + chunk - 1) / chunk
    let slots = UnsafeMutableBufferPointer<Result<Part, Failure>>.allocate(capacity: chunks)
    defer { slots.deallocate() }
    // Each slot is initialised exactly once, by the thread that took its index from the counter.
    nonisolated(unsafe) let results = slots
    let context = ComputeContext.current
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, chunks))) { _ in
        ComputeContext.$current.withValue(context) {
            while true {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < chunks else { return }
                let range = index * chunk..<min(count, (index + 1) * chunk)
                let result: Result<Part, Failure>
                do throws(Failure) { result = .success(try body(range)) } catch { result = .failure(error) }
                results.initializeElement(at: index, to: result)
            }
        }
    }
    defer { slots.deinitialize() }
    var parts: [Part] = []
    parts.reserveCapacity(chunks)
    for slot in slots { parts.append(try slot.get()) }
    return parts
}
