import ArgumentParser
import Embeddings

/// How a command reads a file of vectors.
struct VectorReadingOptions: ParsableArguments {
    @Option(
        name: [.customLong("limit"), .customLong("words")],
        help: "Read only so many words, the first ones, which are the most frequent by custom.")
    var limit: Int?

    @Flag(
        help: """
            Refuse what is odd: a word that is there twice, one that is not UTF-8 or has numbers after a space, a \
            byte-order mark. Otherwise it is read as far as it can be, and warned of.
            """)
    var strict = false

    func validate() throws {
        guard limit.map({ $0 >= 1 }) ?? true else { throw ValidationError("--limit must be at least 1.") }
    }

    var choices: VectorReading { VectorReading(isStrict: strict, limit: limit) }
}
