import Files
package import Foundation

/// Lets one build at a time do a thing that several builds of a book may want: the next one finds it done.
package struct SharedWork: Sendable {
    /// Where locks are, each a file that exists while somebody holds it.
    private let folder: URL

    /// The locks of a cache, usually ``BookFolder/cache``.
    package init(cache: URL) { folder = cache.appending(path: "locks") }

    /// Waits until nobody else does the work of this name, and does it. Where there can be no locks, it is done all the
    /// same.
    ///
    /// - Parameter wait: Called once if somebody else is doing it.
    package func alone<Result>(
        _ name: String, wait: () -> Void = {}, _ body: () async throws -> Result
    ) async throws -> Result {
        var hasWaited = false
        var lock: FileLock?
        do {
            try makeFolders(from: folder.deletingLastPathComponent(), to: folder)
            while lock == nil {
                lock = try FileLock(ifFree: file(name))
                guard lock == nil else { break }
                if !hasWaited { wait() }
                hasWaited = true
                try await Task.sleep(for: .milliseconds(50))
            }
        } catch let error as CancellationError {
            throw error
        } catch {
            // Nothing can be written here: there is nothing to share either.
        }
        defer { lock?.release() }
        return try await body()
    }

    /// Calls `body` if nobody does the work of this name.
    func ifIdle(_ name: String, _ body: () -> Void) {
        guard !isLink(folder), let lock = try? FileLock(ifFree: file(name)) else { return }
        body()
        lock.release()
    }

    /// Removes the locks that killed builds left behind.
    func removeAbandoned() {
        guard !isLink(folder) else { return }
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [] {
            (try? FileLock(ifFree: folder.appending(path: name)))?.release()
        }
    }

    private func file(_ name: String) -> URL { folder.appending(path: name) }
}
