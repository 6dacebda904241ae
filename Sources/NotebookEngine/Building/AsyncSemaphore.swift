/// Lets so many tasks at a time do something, in the order in which they asked.
package actor AsyncSemaphore {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// So many places, all free.
    package init(_ count: Int) { free = count }

    /// Runs the body when a slot is free.
    package nonisolated func run<Result: Sendable>(_ body: @Sendable () async throws -> Result) async rethrows -> Result
    {
        await take()
        do {
            let result = try await body()
            await give()
            return result
        } catch {
            await give()
            throw error
        }
    }

    private func take() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    private func give() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}
