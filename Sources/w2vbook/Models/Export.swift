import ArgumentParser
import BookModel
import ChapterRuntime
import Embeddings
import Foundation
import TextStatistics

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

    @OptionGroup var reading: VectorReadingOptions

    func run() throws {
        try output.check()
        let embedding = try computing("export", isQuiet: true) {
            try WordEmbedding(contentsOf: URL(filePath: file), reading: reading.choices)
        }
        let written = try output.write(embedding)
        print("wrote \(embedding.vocabulary.count.grouped) words, d = \(embedding.dimension): \(written)")
    }
}
