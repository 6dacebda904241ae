import ArgumentParser
import BookModel
import Foundation
import NotebookEngine

/// Says which chapters a build would run, and what changed since they ran last.
struct Why: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say why a chapter would run: what changed since it ran last.",
        discussion: """
            Nothing runs. A chapter runs again when its code, a parameter that it reads, the program, or something that it \
            read when it ran last changed: a corpus, benchmarks, a file of the book; prose and captions do not count.
            """)

    @OptionGroup var book: BookOption

    @Argument(help: "Chapters, by name or number (03); by default all.")
    var chapters: [String] = []

    @OptionGroup var choices: BookChoices

    @OptionGroup var trust: TrustOption

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let folder = try book.open()
        var options = choices.options
        options.chapters = chapters
        options.approved = trust.approved
        let states = try BookBuilder(folder: folder, options: options) { _ in }.states()
        if json { return try printJSON(states) }
        for state in states {
            switch state.state {
            case .upToDate: print("\(state.chapter) is up to date")
            case .new: print("\(state.chapter) has not run yet")
            case .faulty: print("\(state.chapter) has errors in its text: w2vbook build says which")
            case .changed:
                print("\(state.chapter) would run, because since it ran last:")
                for change in state.changes { print("  \(change)") }
            }
        }
    }
}
