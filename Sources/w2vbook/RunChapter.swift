import ArgumentParser
import ChapterRuntime

/// Runs one chapter's program; `build` starts it for each chapter.
struct RunChapter: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run-chapter", abstract: "Run one chapter's program (started by build).", shouldDisplay: false)

    func run() throws {
        throw ExitCode(ChapterProcess.main())
    }
}
