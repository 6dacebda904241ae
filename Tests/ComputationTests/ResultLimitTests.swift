import Computation
import Files
import Foundation
import TestSupport
import Testing

@Suite("The limit of the store")
struct ResultLimitTests {
    private let code = Fingerprint(of: "code")
    private let keys = ["a", "b", "c", "d"].map { Fingerprint(of: $0) }

    /// Stores a kilobyte under each key; the first was used longest ago.
    private func fill(_ folder: URL) throws -> ResultStore {
        let store = ResultStore(folder: folder, codeFingerprint: code)
        for (index, key) in keys.enumerated() {
            _ = try store.value(for: key) { [Double](repeating: 1, count: 125) }
            try setDate(Date(timeIntervalSinceNow: Double(index - keys.count) * 3600), of: folder, key.description)
        }
        return store
    }

    private func setDate(_ date: Date, of folder: URL, _ name: String) throws {
        try FileManager.default.setAttributes(
            [.modificationDate: date], ofItemAtPath: folder.appending(path: name).path)
    }

    private func names(in folder: URL) throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: folder.path))
    }

    @Test("What was used longest ago goes first, and no more than has to")
    func order() throws {
        try withTemporaryFolder { folder in
            _ = try fill(folder)
            let size = sizeOnDisk(folder.appending(path: keys[0].description))
            #expect(size > 1000)
            #expect(ResultLimit(folder: folder).evict(beyond: 4 * size) == .init())
            let evicted = ResultLimit(folder: folder).evict(beyond: 3 * size - 1)
            #expect(evicted == .init(count: 2, bytes: 2 * size))
            #expect(try names(in: folder) == Set(keys[2...].map(\.description)))
        }
    }

    @Test("What is recalled counts as used, and what was used since the limit was made stays, whatever the clock says")
    func uses() throws {
        try withTemporaryFolder { folder in
            let store = try fill(folder)
            let limit = ResultLimit(folder: folder)
            _ = try store.value(for: keys[0]) { [Double]() }
            // As if the clock had been set back by a year after the recall.
            try setDate(Date(timeIntervalSinceNow: -365 * 86400), of: folder, keys[0].description)
            let added = Fingerprint(of: "added")
            _ = try store.value(for: added) { [Double(2)] }
            try setDate(Date(timeIntervalSince1970: 1), of: folder, added.description)
            #expect(limit.evict(beyond: 0).count == 3)
            #expect(try names(in: folder) == [keys[0].description, added.description])
        }
    }

    @Test("A date in the future does not keep a result for ever")
    func future() throws {
        try withTemporaryFolder { folder in
            _ = try fill(folder)
            let name = keys[0].description
            try setDate(Date(timeIntervalSinceNow: 1e8), of: folder, name)
            let size = sizeOnDisk(folder.appending(path: name))
            #expect(ResultLimit(folder: folder).evict(beyond: size).count == 3)
            #expect(try names(in: folder) == [name])
            let date = try FileManager.default.attributesOfItem(atPath: folder.appending(path: name).path)[
                .modificationDate]
            #expect(try #require(date as? Date) <= Date())
            #expect(ResultLimit(folder: folder).evict(beyond: 0).count == 1)
        }
    }

    @Test("What is locked stays; states of unfinished computations and half-written results count, and states can go")
    func lockedAndUnfinished() throws {
        try withTemporaryFolder { folder in
            let store = try fill(folder)
            let manager = FileManager.default
            try manager.moveItem(
                at: folder.appending(path: keys[1].description),
                to: folder.appending(path: "\(keys[1]).checkpoint"))
            let busy = Fingerprint(of: "busy")
            let size = sizeOnDisk(folder.appending(path: keys[0].description))
            _ = try store.value(for: busy) {
                let half = folder.appending(path: "\(busy).partial")
                try manager.createDirectory(at: half, withIntermediateDirectories: true)
                try Data(count: 10 * size).write(to: half.appending(path: "values.npy"))
                try manager.createDirectory(
                    at: folder.appending(path: "\(busy).checkpoint"), withIntermediateDirectories: true)
                #expect(
                    ResultLimit(folder: folder).evict(beyond: 10 * size + size / 2) == .init(count: 4, bytes: 4 * size)
                )
                #expect(
                    try names(in: folder) == ["\(busy).lock", "\(busy).partial", "\(busy).checkpoint"])
                return [Double(1)]
            }
        }
    }
}
