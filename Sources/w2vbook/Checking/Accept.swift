import ArgumentParser
import BookModel
import Checking

/// Keeps what a build came to, to compare later ones with.
struct Accept: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Keep claims, figures and tables as they are now, for check to compare with.",
        discussion: """
            Builds the book if need be. What is kept goes to chapters/baselines/CORPUS-PROFILE, which belongs into \
            version control.
            """)

    @OptionGroup var options: CheckOptions

    @Argument(help: "What to keep: ids, or labels such as fig-spectrum; the rest stays as it was kept.")
    var ids: [String] = []

    @Flag(help: "Keep everything as it is now, and forget what is gone.")
    var all = false

    func validate() throws {
        guard all != !ids.isEmpty else {
            throw ValidationError(all ? "--all leaves no choice of ids." : "Name what to accept, or say --all.")
        }
    }

    func run() async throws {
        let built = try await options.build()
        let count = try built.accept(ids)
        if !options.quiet { Terminal.write("accepted \(count) that differed; kept in \(built.baselineName)\n") }
    }
}
