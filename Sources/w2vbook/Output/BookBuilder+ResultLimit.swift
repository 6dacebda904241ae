import Computation
import NotebookEngine

extension BookBuilder {
    /// Builds, and then forgets results that were not used for long where the cache has grown beyond the book's limit.
    func buildWithinLimit() async throws -> (result: Result, evicted: ResultLimit.Evicted) {
        let limit = ResultLimit(folder: results)
        let result = try await build()
        return (result, limit.evict(beyond: result.resultLimit))
    }
}
