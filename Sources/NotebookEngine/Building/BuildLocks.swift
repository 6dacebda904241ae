import Files
package import Foundation

/// The locks that builds of one book share, by name: of what several of them want, one makes it, and the next finds it.
package struct BuildLocks: Sendable {
    /// Where locks are, each a file that exists while somebody holds it.
    private let folder: URL

    /// The locks of a cache, usually ``BookFolder/cache``.
    package init(cache: URL) { folder = cache.appending(path: "locks") }

    /// Waits for the lock of this name, and runs the body while it is held. Where there can be no locks, the body runs
    /// all the same.
    ///
    /// - Parameter wait: Called once if somebody else holds the lock.
    package func withLock<Result>(
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

    /// Runs the body while the lock of this name is held, unless somebody else holds it.
    func withLockIfAvailable(_ name: String, _ body: () -> Void) {
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
