import ArgumentParser
import ChapterRuntime
import NotebookEngine

/// Runs one chapter's program; `supervise-chapter` starts it.
struct RunChapter: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run-chapter", abstract: "Run one chapter's program (started by supervise-chapter).",
        shouldDisplay: false)

    func run() throws {
        throw ExitCode(ChapterProcess.main())
    }
}

/// Starts `run-chapter`, and ends with it all that the chapter has started; `build` starts it for each chapter.
struct SuperviseChapter: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "supervise-chapter", abstract: "Run one chapter's program, and end what it leaves behind.",
        shouldDisplay: false)

    func run() throws {
        throw ExitCode(ChapterSupervisor.main())
    }
}
