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
