import Foundation
import Preview
import TestSupport
import Testing

@Suite("Watching folders") struct FolderWatcherTests {
    @Test("a file that is written, replaced, added or removed is a change; hidden ones and copies of editors are not")
    func changes() throws {
        try withTemporaryFolder { root in
            try FileManager.default.createDirectory(at: root.appending(path: "a/b"), withIntermediateDirectories: true)
            let watcher = FolderWatcher([root.appending(path: "a"), root.appending(path: "missing")])
            var known = watcher.snapshot
            /// Whether something changed since the last time.
            func changed() -> Bool {
                defer { known = watcher.snapshot }
                return watcher.snapshot != known
            }
            func write(_ text: String, _ path: String) throws {
                try text.write(to: root.appending(path: path), atomically: true, encoding: .utf8)
            }
            #expect(!changed())
            try write("one", "a/b/one.md")
            #expect(changed())
            try write("more", "a/b/one.md")
            #expect(changed())
            for path in ["a/.one.swp", "a/one.md~", "other.md"] { try write("x", path) }
            #expect(!changed())
            // Links that lead nowhere, as Emacs's locks do, or round and round, hide no other file.
            for (link, target) in [
                ("a/dead.md", "/nowhere/at/all"), ("a/b/dead", "dead"), ("a/b/round.md", "round.md"),
            ] {
                try FileManager.default.createSymbolicLink(
                    atPath: root.appending(path: link).path, withDestinationPath: target)
            }
            _ = changed()
            try write("two", "a/b/two.md")
            #expect(changed())
            try write("one again", "a/b/one.md")
            #expect(changed())
            try FileManager.default.removeItem(at: root.appending(path: "a/b/one.md"))
            #expect(changed())
            try FileManager.default.createDirectory(
                at: root.appending(path: "missing"), withIntermediateDirectories: true)
            try write("y", "missing/data.csv")
            #expect(changed())
        }
    }

    @Test("waiting for a change ends with the task")
    func cancellation() async throws {
        let watcher = FolderWatcher([])
        let wait = Task { try await watcher.change(since: watcher.snapshot) }
        wait.cancel()
        await #expect(throws: CancellationError.self) { try await wait.value }
    }
}
