/// Lets so many tasks at a time do something, in the order in which they asked.
actor Slots {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ count: Int) { free = count }

    /// Runs the body when a slot is free.
    nonisolated func run<Result: Sendable>(_ body: @Sendable () async throws -> Result) async rethrows -> Result {
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

/// Counts those who are at work.
actor Crew {
    /// How many there are now.
    private(set) var count = 0

    /// Runs the body as one of them.
    nonisolated func work<Result: Sendable>(_ body: @Sendable () async throws -> Result) async rethrows -> Result {
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
