import ArgumentParser

/// The program: one command a file.
@main
struct W2VBook: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "w2vbook",
        abstract: "Builds books about word embeddings in which every number, figure and table is computed.",
        version: Program.version,
        subcommands: [
            Build.self, Check.self, Accept.self, Serve.self, New.self, Why.self, Trust.self, Doctor.self, Clean.self,
            Corpus.self, Train.self, Export.self, Evaluate.self, Bench.self, Gallery.self, Docs.self, Man.self,
            RunChapter.self, SuperviseChapter.self,
        ])

    /// Runs the command that was asked for, and says what went wrong.
    static func main() async {
        do {
            var command = try parseAsRoot()
            do {
                if var command = command as? any AsyncParsableCommand {
                    try await command.run()
                } else {
                    try command.run()
                }
            } catch  where !isAboutCommandLine(error) {
                Failure.diagnostics(of: error).forEach(Terminal.show)
                throw (error as? Failure)?.status ?? Status.buildFailed
            }
        } catch {
            let status = exitCode(for: error)
            // What is said of a wrong command line quotes it, and it may have names of files in it that somebody else
            // chose.
            let message = fullMessage(for: error)
            if !message.isEmpty { status.isSuccess ? print(message) : Terminal.write(message + "\n") }
            exit(withError: status)
        }
    }

    /// Whether an error is the parser's: a status, a wish for help, or a wrong command line.
    private static func isAboutCommandLine(_ error: any Error) -> Bool {
        error is ExitCode || [.success, .validationFailure].contains(exitCode(for: error))
    }
}

/// What the program says of itself.
enum Program {
    static let version = "0.2.0"

    /// The compiler that this program was built with.
    static var compiler: String {
        #if compiler(>=6.4)
            "Swift 6.4 or later"
        #elseif compiler(>=6.3)
            "Swift 6.3"
        #else
            "Swift 6.2"
        #endif
    }
}

/// How a command ends, for scripts and CI.
enum Status {
    /// A claim does not hold.
    static let claimFailed = ExitCode(1)
    /// The book is not as its baseline, or nothing was compared.
    static let differs = ExitCode(1)
    /// There is no baseline to compare with.
    static let noBaseline = ExitCode(3)
    /// The book could not be built, or not all of it.
    static let buildFailed = ExitCode(2)
    /// The user stopped it, as shells have it for Ctrl-C.
    static let interrupted = ExitCode(130)
}
