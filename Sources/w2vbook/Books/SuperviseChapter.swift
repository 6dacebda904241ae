import ArgumentParser
import NotebookEngine

/// Starts `run-chapter`, and ends with it all that the chapter has started; `build` starts it for each chapter.
struct SuperviseChapter: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "supervise-chapter", abstract: "Run one chapter's program, and end what it leaves behind.",
        shouldDisplay: false)

    func run() throws {
        throw ExitCode(ChapterSupervisor.main())
    }
}
