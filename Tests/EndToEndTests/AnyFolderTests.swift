import Foundation
import ProgramRunner
import Testing

/// Commands that need no book work in any folder.
@Suite("A folder without a book") struct AnyFolderTests {
    private let book: BookFixture

    init() throws {
        book = try BookFixture("small")
        for name in try FileManager.default.contentsOfDirectory(atPath: book.folder.path) where name != "text.txt" {
            try FileManager.default.removeItem(at: book.folder.appending(path: name))
        }
    }

    @Test("is good for counting, training, evaluating and measuring, and nothing is left in it but what was asked for")
    func commands() async throws {
        // What would be a book's own is no registry here.
        try FileManager.default.createDirectory(
            at: book.folder.appending(path: "assets"), withIntermediateDirectories: true)
        try book.write("mine: {kind: text, file: /etc/passwd}\n", to: "assets/corpora.yml")
        let commands = [
            ["corpus", "list"], ["corpus", "info", "text.txt"],
            ["corpus", "snapshot", "text.txt", "--vocabulary", "40", "--window", "2", "-o", "text.w2vstats"],
            ["train", "mstar", "--corpus", "text.txt", "-d", "4", "--vocabulary", "40", "-o", "v.txt"],
            ["train", "mstar", "--corpus", "text.w2vstats", "-d", "4", "--vocabulary", "40", "-o", "w.txt"],
            ["evaluate", "v.txt", "--neighbours", try firstWord()], ["export", "v.txt", "-o", "v.bin"],
            ["bench", "count", "--corpus", "text.txt", "--vocabulary", "40", "--repetitions", "1"],
        ]
        for command in commands {
            let outcome = try await book.run(command)
            #expect(outcome.status == 0, "\(command): \(outcome.messages)")
            #expect(!outcome.output.contains("mine"), "\(command)")
        }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: book.folder.path).sorted()
                == ["assets", "text.txt", "text.w2vstats", "v.bin", "v.txt", "w.txt"])
        let again = try await book.run("corpus", "add", "text.txt", "--name", "near")
        #expect(again.output.contains("registered near in \(book.userData.path)/w2vbook/corpora.yml"), "\(again)")
    }

    @Test(
        "is said to have no book where one is needed", arguments: ["build", "check", "serve", "why", "trust", "clean"])
    func books(command: String) async throws {
        let outcome = try await book.run(command)
        #expect(outcome.status == 2)
        #expect(outcome.messages.hasPrefix("error: there is no book in "), "\(outcome.messages)")
    }

    private func firstWord() throws -> String { try String(book.read("text.txt").prefix { $0 != " " && $0 != "\n" }) }
}
