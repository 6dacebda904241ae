import ArgumentParser
import ChapterRuntime
import Foundation

/// Converts files of vectors.
struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Convert word vectors between word2vec's formats and NumPy arrays.",
        discussion: """
            What the input is, is told from its content: word2vec's text format, with its first line or, as GloVe has \
            it, without, its binary format, or a NumPy array with its words beside it; compressed by gzip or bzip2 or \
            not. The words and every bit of the numbers stay as they are.
            """)

    @Argument(help: "The vectors to read.", completion: .file())
    var file: String

    @OptionGroup var output: OutputFile

    @Option(help: "Write only so many words, the first ones, which are the most frequent by custom.")
    var words: Int?

    func validate() throws {
        guard words.map({ $0 >= 1 }) ?? true else { throw ValidationError("--words must be at least 1.") }
    }

    func run() throws {
        try reporting {
            try output.check()
            var embedding = try WordEmbedding(contentsOf: URL(filePath: file))
            if let words { embedding = embedding.firstWords(words) }
            let written = try output.write(embedding)
            print("wrote \(embedding.vocabulary.count.grouped) words, d = \(embedding.dimension): \(written)")
        }
    }
}
