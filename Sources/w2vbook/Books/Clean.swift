import ArgumentParser
import BookModel
import Computation
import Files
import Foundation
import NotebookEngine

/// Removes what builds left behind.
struct Clean: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Remove remembered results, and with --all the written report too.",
        discussion: """
            Of the output folder only what your own builds wrote is removed, and only as long as nobody has changed it \
            since; your own files beside it stay. What is remembered of books that are no longer where they were goes too.
            """)

    @OptionGroup var book: BookOption

    @Flag(help: "Remove the report in output/ too.")
    var all = false

    func run() async throws {
        let folder = try book.open()
        if all { try await removeReport(of: folder) }
        try removeMemory(of: folder)
        let cache = try UserCache(named: book.cache.folder)
        for place in cache.removeAbandoned() { print("removed \(place.path)/, of a book that is gone") }
    }

    private func removeMemory(of folder: BookFolder) throws {
        // Which files builds wrote to output/ is known until these are removed too.
        let kept = all ? [] : [OutputRecord.folder(in: folder.cache).lastPathComponent, UserCache.noteName]
        let manager = FileManager.default
        let names = ((try? manager.contentsOfDirectory(atPath: folder.cache.path)) ?? [])
            .filter { !kept.contains($0) }
        guard !names.isEmpty else { return }
        for name in names.sorted() { try manager.removeItem(at: folder.cache.appending(path: name)) }
        if all { rmdir(folder.cache.path) }
        print("removed \(folder.cache.path)/")
    }

    private func removeReport(of folder: BookFolder) async throws {
        let (removed, changed) = try await BuildLocks(cache: folder.cache).withLock("report") {
            TemporaryItem.removeAbandoned(in: folder.output)
            return try OutputFiles(of: folder).removeAll()
        }
        func name(_ path: String) -> String { folder.name(of: folder.output.appending(path: path)) }
        for path in removed { print("removed \(name(path))") }
        for path in changed { print("kept \(name(path)), which was changed after a build wrote it") }
        let others = ((try? FileManager.default.contentsOfDirectory(atPath: folder.output.path)) ?? [])
            .filter { !$0.hasPrefix(".") && !changed.contains($0) }
        for path in others.sorted() {
            let isFolder = isFolder(folder.output.appending(path: path))
            let reason = isFolder ? "/, which has other files in it" : ", which no build of yours wrote"
            print("kept \(name(path))\(reason)")
        }
    }
}
