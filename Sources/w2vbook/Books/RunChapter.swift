import ArgumentParser
import ChapterRuntime

/// Runs one chapter's program; `supervise-chapter` starts it.
struct RunChapter: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run-chapter", abstract: "Run one chapter's program (started by supervise-chapter).",
        shouldDisplay: false)

    func run() throws {
        throw ExitCode(ChapterProcess.main())
    }
}
