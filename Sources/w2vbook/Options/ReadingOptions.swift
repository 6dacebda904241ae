public import ArgumentParser
public import BookModel
import NotebookEngine

/// How a text that is named by its path is read.
struct ReadingOptions: ParsableArguments {
    @Option(
        help: """
            What separates documents in a text named by its path, besides the ends of files and articles: whole \
            (nothing, the default) or lines.
            """)
    var documents: CorpusEntry.Documents?

    @Option(
        help: """
            Which letters the words of a text named by its path have: ascii (a to z, the default) or unicode (those of \
            all scripts, with their marks).
            """)
    var letters: CorpusEntry.Letters?

    @Option(help: "What digits do in a text named by its path: separate words (the default), or be words of their own.")
    var digits: CorpusEntry.Digits?

    @Option(
        help: ArgumentHelp(
            "The articles of a Wikipedia dump that have fewer words are left out; by default 100.", valueName: "words"))
    var shortestArticle: Int?

    func validate() throws {
        if let shortestArticle, shortestArticle < 0 { throw ValidationError("--shortest-article starts at 0.") }
    }

    var choices: ReadingChoices {
        ReadingChoices(documents: documents, letters: letters, digits: digits, shortestArticle: shortestArticle)
    }
}

extension CorpusEntry.Documents: ExpressibleByArgument {}
extension CorpusEntry.Letters: ExpressibleByArgument {}
extension CorpusEntry.Digits: ExpressibleByArgument {}
