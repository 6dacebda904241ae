import Files
public import Foundation

/// Keeps the folder of a ``ResultStore`` below a size: what was used longest ago is evicted first.
///
/// It is made before the work whose results must stay. What was used since is known by dates that have changed, not by
/// dates that are later, so that a clock which is set back does no harm.
public struct ResultLimit {
    private let folder: URL
    private let before: [String: Int]

    /// What was evicted.
    public struct Evicted: Equatable, Sendable {
        /// How many results and states of unfinished computations.
        public var count = 0
        /// How large they were together.
        public var bytes = 0

        /// So many results of this size; by default nothing.
        public init(count: Int = 0, bytes: Int = 0) { (self.count, self.bytes) = (count, bytes) }
    }

    private struct Item {
        var name: String
        var date: Int
        var size: Int

        var key: String { String(name.prefix { $0 != "." }) }
        /// Half-written results belong to who writes them.
        var isFinished: Bool { ![".partial", ".partial.old", ".lock"].contains(where: name.hasSuffix) }
    }

    /// Looks at the folder of a store, which need not exist.
    public init(folder: URL) {
        self.folder = folder
        before = Dictionary(ResultLimit.items(in: folder, sized: false).map { ($0.name, $0.date) }) { $1 }
    }

    /// Evicts results and states of unfinished computations, the longest unused first, until all together have at most
    /// so many bytes. What was used since this value was made stays, and what is locked.
    ///
    /// Dates that lie in the future say nothing; such an entry counts as used now.
    public func evict(beyond bytes: Int) -> Evicted {
        var evicted = Evicted()
        let items = ResultLimit.items(in: folder, sized: true)
        var total = items.reduce(0) { $0 + $1.size }
        guard total > bytes else { return evicted }
        let now = Int(Date().timeIntervalSince1970 * 1e9)
        for item in items where item.date > now { touch(of: folder.appending(path: item.name)) }
        let candidates = items.filter { $0.isFinished && before[$0.name] == $0.date }
            .sorted { (min($0.date, now), $0.name) < (min($1.date, now), $1.name) }
        for item in candidates where total > bytes && remove(item, at: now) {
            total -= item.size
            evicted.count += 1
            evicted.bytes += item.size
        }
        return evicted
    }

    /// Removes an entry in one step, unless somebody holds or has used it.
    private func remove(_ item: Item, at now: Int) -> Bool {
        guard let lock = try? FileLock(ifFree: folder.appending(path: item.key + ".lock")) else { return false }
        defer { lock.release() }
        let place = folder.appending(path: item.name)
        guard let date = useDate(of: place), date == item.date || item.date > now else { return false }
        // What is killed in the midst of removing leaves a partial folder, which the next store clears away.
        let partial = folder.appending(path: item.key + ".partial")
        try? FileManager.default.removeItem(at: partial)
        guard rename(place.path, partial.path) == 0 else { return false }
        try? FileManager.default.removeItem(at: partial)
        return true
    }

    private static func items(in folder: URL, sized: Bool) -> [Item] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).compactMap { name in
            let place = folder.appending(path: name)
            return useDate(of: place).map { Item(name: name, date: $0, size: sized ? sizeOnDisk(place) : 0) }
        }
    }
}

/// Marks a stored result as used now. One that cannot be marked looks older than it is.
func touch(of place: URL) { _ = utimensat(AT_FDCWD, place.path, nil, 0) }

/// When a stored result was used last, in nanoseconds since 1970; nil where there is none.
private func useDate(of place: URL) -> Int? {
    var status = stat()
    guard lstat(place.path, &status) == 0 else { return nil }
    return status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec
}
