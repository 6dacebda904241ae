import ArgumentParser
import BookModel
import Foundation
import NotebookEngine

/// Approves the code of chapters and of the theme, for builds with `--untrusted`.
struct Trust: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Approve the code of chapters and of the theme, so that build --untrusted runs it.",
        discussion: """
            A chapter is a program with your rights, and scripts and templates of a book's own theme run where the book \
            is printed and read. Read the code first: what is approved is the code as it is now, and any change of it has \
            to be approved anew. Approvals are kept for you alone, outside of the book.
            """)

    @OptionGroup var book: BookOption

    @Argument(help: "Chapters, by name or number (03); by default all, and the theme.")
    var chapters: [String] = []

    @Flag(help: "Approve the scripts and templates of the book's theme; without names of chapters, these alone.")
    var theme = false

    func run() throws {
        let folder = try book.open()
        var options = BookBuilder.Options()
        options.chapters = chapters
        let names = try BookBuilder(folder: folder, options: options) { _ in }.approve(
            chapters: !theme || !chapters.isEmpty, theme: theme || chapters.isEmpty, in: ApprovedCode())
        for name in names { print("approved \(name)") }
    }
}

/// Whether all code of a book may run.
struct TrustOption: ParsableArguments {
    @Flag(help: "Run only code that was approved by w2vbook trust: of the chapters, and of the book's own theme.")
    var untrusted = false

    /// The code that may run; `nil` is all.
    var approved: ApprovedCode? { untrusted ? ApprovedCode() : nil }
}
