import ArgumentParser
import BookModel
import Foundation
import NotebookEngine

/// Removes what builds left behind.
struct Clean: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Remove remembered results, and with --all the written report too.",
        discussion: "What is remembered of books that are no longer where they were goes too.")

    @OptionGroup var book: BookOption

    @Flag(help: "Remove the report in output/ too.")
    var all = false

    func run() throws {
        let folder = try opening { () throws(Diagnostic) in try book.open() }
        let manager = FileManager.default
        if manager.fileExists(atPath: folder.cache.path) {
            try manager.removeItem(at: folder.cache)
            print("removed \(folder.cache.path)/")
        }
        let cache = try opening { () throws(Diagnostic) in try UserCache(named: book.cache.folder) }
        for place in cache.removeAbandoned() { print("removed \(place.path)/, of a book that is gone") }
        guard all, let files = try? manager.contentsOfDirectory(at: folder.output, includingPropertiesForKeys: nil)
        else { return }
        for file in files.sorted(by: { $0.path < $1.path }) where file.lastPathComponent != ".gitkeep" {
            try manager.removeItem(at: file)
            print("removed \(folder.name(of: file))")
        }
    }
}
