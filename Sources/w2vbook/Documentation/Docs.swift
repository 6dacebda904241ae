import ArgumentParser
import BookModel
import Foundation
import NotebookEngine

#if canImport(Glibc)
    import Glibc
#endif

/// Shows the articles of the documentation.
struct Docs: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read the documentation: what there is to read, an article, or where a word stands.",
        discussion: """
            Capital letters, hyphens and the end of a name can be left out: 'w2vbook docs chapter'. On a terminal the \
            text goes through the program that PAGER names.
            """)

    @Argument(help: "The article to show; without one, all are listed.")
    var article: String?

    @Option(help: ArgumentHelp("Show the sections in which a word begins like this one.", valueName: "word"))
    var search: String?

    func validate() throws {
        if let search, search.allSatisfy(\.isWhitespace) { throw ValidationError("--search takes a word.") }
    }

    func run() throws {
        let library = try ArticleLibrary()
        let chosen = try article.map { try library.article(named: $0) }
        if let search {
            show(try library.sections(with: search, in: chosen))
        } else if let chosen {
            show(chosen.text)
        } else {
            printTable(library.articles.map { ($0.name, $0.abstract) })
        }
    }

    /// Prints a text, or becomes the user's pager with it.
    private func show(_ text: String) {
        let text = text + "\n"
        let pager = ProcessInfo.processInfo.environment["PAGER"] ?? ""
        if isatty(STDOUT_FILENO) == 1, !pager.isEmpty { become(pager, reading: text) }
        print(text, terminator: "")
    }

    /// Runs the pager in the place of this process, as the terminal's signals and keys are its own then. Returns where no
    /// shell can be run.
    private func become(_ pager: String, reading text: String) {
        guard let file = tmpfile() else { return }
        defer { fclose(file) }
        fputs(text.printable, file)
        rewind(file)
        guard dup2(fileno(file), STDIN_FILENO) >= 0 else { return }
        // A thread of tasks blocks most signals, which the pager would inherit.
        var none = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, nil)
        var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("sh"), strdup("-c"), strdup(pager), nil]
        defer { arguments.forEach { free($0) } }
        execv("/bin/sh", &arguments)
    }
}
