import ArgumentParser
import Embeddings

/// What word2vec's own training depends on besides dimension, window and seed. What cannot be is refused by the training.
struct SkipGramSettings: ParsableArguments {
    @Option(help: "With how many words of noise word2vec compares each pair.")
    var negatives = 5

    @Option(help: "From which relative frequency on word2vec leaves words out at random; 0: none is.")
    var subsampling = 1e-4

    @Option(help: "The learning rate of word2vec at the start.")
    var rate = 0.025

    @Option(help: "How many times word2vec reads the text.")
    var epochs = 5

    @Flag(help: "Each word has one vector for both roles in word2vec.")
    var tied = false

    func options(dimension: Int, window: Int, start: Double? = nil, seed: UInt64, isLockFree: Bool) -> Word2VecOptions {
        var options = Word2VecOptions(
            dimension: dimension, window: window, negatives: negatives,
            subsampling: subsampling == 0 ? nil : subsampling, learningRate: rate, epochs: epochs, isTied: tied,
            seed: seed, isLockFree: isLockFree)
        if let start { options.start = start }
        return options
    }
}
