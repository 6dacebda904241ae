import Files
import BookModel
@testable import ChapterRuntime
import Foundation
import TestSupport
import Testing

/// The files of the author's own that a chapter reads.
@Suite("Files of the book")
struct BookFileTests {
    private func withBook(_ body: (ChapterRuntime.Book, URL) throws -> Void) throws {
        try withTemporaryFolder { place in
            let root = place.appending(path: "book")
            try FileManager.default.createDirectory(
                at: root.appending(path: "notes"), withIntermediateDirectories: true)
            try Data("words".utf8).write(to: root.appending(path: "notes/a.txt"))
            try Data("secret".utf8).write(to: place.appending(path: "secret"))
            for (link, target) in [("in", "notes/a.txt"), ("out", "../secret"), ("away", "/"), ("gone", "nothing")] {
                try FileManager.default.createSymbolicLink(
                    atPath: root.appending(path: link).path, withDestinationPath: target)
            }
            try #require(mkfifo(root.appending(path: "pipe").path, 0o600) == 0)
            let contents = BookContents(parameters: [:], corpora: [], corpus: nil, assets: "", root: root.path)
            try body(
                Book(RunRequest(chapter: "", library: "", book: contents, store: nil, threads: 1, memory: 1)), root)
        }
    }

    @Test("A file is named by its path from the book's folder, and may be a link that stays there")
    func inside() throws {
        try withBook { book, root in
            for path in ["notes/a.txt", "./notes//a.txt", "notes/../notes/a.txt", "in"] {
                #expect(try book.file(path).text() == "words")
            }
            let file = try book.file("notes/../notes/./a.txt")
            #expect(file.name == "notes/a.txt" && file.url.path == root.path + "/notes/a.txt")
            #expect(try file.data() == Data("words".utf8))
            try Data([0xE9]).write(to: root.appending(path: "latin1"))
            let error = #expect(throws: BookError.self) { try book.file("latin1").text() }
            #expect(error?.description == "latin1 is not UTF-8" && error?.remedy == "Save it as UTF-8 text.")
        }
    }

    @Test(
        "What leads out of the book, is not there or is no file is an error with a remedy",
        arguments: [
            ("../secret", "../secret is not inside the book"), ("notes/../../secret", nil), ("/etc/passwd", nil),
            ("out", nil), ("away/etc/passwd", nil), ("", nil), ("..", nil),
            ("b.txt", "there is no b.txt in the book"), ("gone", "there is no gone in the book"),
            ("notes", "notes is not a file"), ("pipe", "pipe is not a file"),
        ])
    func refused(path: String, message: String?) throws {
        try withBook { book, _ in
            let error = #expect(throws: BookError.self) { try book.file(path) }
            #expect(error?.description == message ?? "\(path) is not inside the book")
            #expect(error?.remedy?.description.hasSuffix(".") == true)
        }
    }

    @Test("Measurements are files of the book, too")
    func data() throws {
        try withBook { book, _ in
            let error = #expect(throws: BookError.self) { try book.data("../../secret") }
            #expect(error?.description == "data/../../secret.csv is not inside the book")
        }
    }
}
