import ArgumentParser
import Embeddings

/// What an embedding is made with, besides the corpus.
struct ModelOptions: ParsableArguments {
    @Option(name: [.customLong("dimension"), .customShort("d")], help: "How many coordinates each word gets.")
    var dimension = 100

    @Option(help: "What all random choices follow from, of models that are trained.")
    var seed: UInt64 = 1

    @Option(help: "The size of embeddings before the training, of models that are trained.")
    var start: Double?

    @OptionGroup var skipGram: SkipGramSettings

    @Flag(help: "Train word2vec on all threads at once, without locks: faster, but no two runs agree to the bit.")
    var lockFree = false

    func model(_ name: ModelName) -> Model {
        Model(
            name: name, dimension: dimension, seed: seed, start: start, skipGram: skipGram, isLockFree: lockFree)
    }
}

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
