import ArgumentParser

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
