/// Lets so many tasks at a time do something, in the order in which they asked.
package actor AsyncSemaphore {
    private var available: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// So many places, all free.
    package init(_ count: Int) { available = count }

    /// Runs the body when a place is free.
    package nonisolated func run<Result: Sendable>(_ body: @Sendable () async throws -> Result) async rethrows -> Result
    {
        await wait()
        do {
            let result = try await body()
            await signal()
            return result
        } catch {
            await signal()
            throw error
        }
    }

    private func wait() async {
        if available > 0 {
            available -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    private func signal() {
        if waiting.isEmpty { available += 1 } else { waiting.removeFirst().resume() }
    }
}

/// Counts the tasks that are running.
actor TaskCounter {
    /// How many there are now.
    private(set) var count = 0

    /// Runs the body as a task that counts.
    nonisolated func run<Result: Sendable>(_ body: @Sendable () async throws -> Result) async rethrows -> Result {
        await add(1)
        do {
            let result = try await body()
            await add(-1)
            return result
        } catch {
            await add(-1)
            throw error
        }
    }

    private func add(_ number: Int) { count += number }
}
