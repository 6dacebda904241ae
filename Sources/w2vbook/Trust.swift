import ArgumentParser
import BookModel
import Foundation
import NotebookEngine

/// Approves the code of chapters, for builds with `--untrusted`.
struct Trust: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Approve the code of chapters, so that build --untrusted runs them.",
        discussion: """
            A chapter is a program with your rights. Read its code first: what is approved is the code as it is now, and \
            any change of it has to be approved anew. Approvals are kept for you alone, outside of the book.
            """)

    @OptionGroup var book: BookOption

    @Argument(help: "Chapters, by name or number (03); by default all.")
    var chapters: [String] = []

    func run() throws {
        let folder = try opening { () throws(Diagnostic) in try book.open() }
        var options = BookBuilder.Options()
        options.chapters = chapters
        do {
            let names = try BookBuilder(folder: folder, options: options) { _ in }.approve(in: ApprovedCode())
            for name in names { print("approved \(name)") }
        } catch let failure as BuildFailure {
            failure.diagnostics.forEach(Terminal.show)
            throw Status.buildFailed
        } catch let diagnostic as Diagnostic {
            Terminal.show(diagnostic)
            throw Status.buildFailed
        }
    }
}
