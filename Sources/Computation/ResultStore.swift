public import Files
public import Foundation

/// Results of long computations, remembered on disk under the fingerprint of all that they depend on.
///
/// Each entry is a folder named by its key, an ``Archive``. Entries appear by renaming a finished `KEY.partial`
/// folder, so no reader ever sees half of one, and they are computed under an exclusive lock on `KEY.lock`, so
/// that processes and threads that want the same result compute it once. What a killed process leaves behind
/// (`.partial` and `.lock`) is removed when a store is next opened on the folder; not so the states of unfinished
/// computations (`KEY.checkpoint`), from which the next attempt goes on. An entry's date is that of its last use, by which
/// a ``ResultLimit`` forgets; the store never forgets by itself. Its folder can be deleted at any time when nobody uses
/// it.
public final class ResultStore: Sendable {
    /// Where the entries are; created when the first one is written.
    public let folder: URL
    /// Stands for the code that computes: results of other code are never recalled.
    public let codeFingerprint: Fingerprint

    /// Opens the store and clears away what killed processes left in it.
    public init(folder: URL, codeFingerprint: Fingerprint) {
        self.folder = folder
        self.codeFingerprint = codeFingerprint
        removeLeftovers()
    }

    /// The result for a key: read back where it is stored, otherwise computed and stored.
    ///
    /// An entry that is damaged, or that belongs to another key, is removed, computed again and noticed. A result that cannot be written is reported too and returned all the same. Throws only what
    /// `compute` throws. `compute` must not ask for the same key.
    public func value<Value: Storable>(for key: Fingerprint, compute: () throws -> Value) throws -> Value {
        try recallOrCompute(key, name: key.short) { _ in try compute() }.value
    }

    /// As ``value(for:compute:)``; `name` is what messages call the result. `compute` is told whether the key is locked:
    /// if not, nothing can be kept.
    func recallOrCompute<Value: Storable>(
        _ key: Fingerprint, name: String, compute: (_ isLocked: Bool) throws -> Value
    ) throws -> (value: Value, reused: Bool) {
        // A finished entry never changes, so the usual case needs no lock. Whatever fails here is looked at again
        // under the lock: another process may just have been replacing the entry.
        if let value: Value = try? restore(key) { return (value, true) }
        let report = ComputeContext.current.progress
        let lock: FileLock
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            lock = try FileLock(lockFile(key)) {
                report("\(name): waiting for another process that computes it", nil)
            }
        } catch {
            report("\(name): cannot be remembered in \(folder.path) (\(error))", nil)
            return (try compute(false), false)
        }
        defer { lock.release() }
        if FileManager.default.fileExists(atPath: entry(key).path) {
            do { return (try restore(key), true) } catch {
                ComputeContext.current.notice(
                    "\(name): the stored result is damaged and is computed again (\(error))")
                try? FileManager.default.removeItem(at: entry(key))
            }
        }
        let value = try compute(true)
        do {
            try keep(value, key, at: entry(key))
            try? FileManager.default.removeItem(at: checkpoint(key))
        } catch {
            report("\(name): cannot be remembered in \(folder.path) (\(error))", nil)
        }
        return (value, false)
    }

    private func restore<Value: Storable>(_ key: Fingerprint) throws -> Value {
        let value = try Value(restoring: Archive(folder: entry(key), key: key))
        touch(of: entry(key))
        return value
    }

    /// Checkpoints of the computation of a key, whose lock the caller holds. One that is damaged is as good as none.
    func checkpoints<State: Storable>(_ key: Fingerprint, interval: Duration) -> Checkpoints<State> {
        let place = checkpoint(key)
        recoverFolder(place, from: partialFolder(key.description).appendingPathExtension("old"))
        return Checkpoints(restored: try? State(restoring: Archive(folder: place, key: key)), interval: interval) {
            try self.keep($0, key, at: place)
        }
    }

    /// Writes an archive, which takes the place of one that is there in one step: a process that is killed leaves the
    /// earlier state or this one. The caller holds the key's lock, so a partial folder that is there has no owner.
    private func keep(_ value: some Storable, _ key: Fingerprint, at place: URL) throws {
        var archive = Archive()
        try value.store(in: &archive)
        let partial = partialFolder(key.description)
        try? FileManager.default.removeItem(at: partial)
        do {
            try archive.write(to: partial, key: key)
            try putFolder(partial, at: place)
        } catch {
            try? FileManager.default.removeItem(at: partial)
            throw error
        }
    }

    private func removeLeftovers() {
        let names = Set((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
        func isFinished(_ key: Substring) -> Bool { names.contains(String(key)) }
        let keys = Set(
            names.compactMap { name -> Substring? in
                let key = name.prefix { $0 != "." }
                switch name.dropFirst(key.count) {
                case ".partial", ".partial.old", ".lock": return key
                case ".checkpoint": return isFinished(key) ? key : nil
                default: return nil
                }
            })
        for key in keys.sorted() {
            // A key that is locked is being computed right now.
            guard let lock = try? FileLock(ifFree: folder.appending(path: key + ".lock")) else { continue }
            let state = folder.appending(path: key + ".checkpoint")
            // Only states of computations are replaced, and they go when the result is there.
            recoverFolder(state, from: folder.appending(path: key + ".partial.old"))
            if isFinished(key) { try? FileManager.default.removeItem(at: state) }
            try? FileManager.default.removeItem(at: partialFolder(String(key)))
            lock.release()
        }
    }

    private func entry(_ key: Fingerprint) -> URL { folder.appending(path: key.description) }
    private func lockFile(_ key: Fingerprint) -> URL { folder.appending(path: key.description + ".lock") }
    private func checkpoint(_ key: Fingerprint) -> URL { folder.appending(path: key.description + ".checkpoint") }
    private func partialFolder(_ key: String) -> URL { folder.appending(path: key + ".partial") }
}
