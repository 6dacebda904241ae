@testable import Embeddings
import Testing

/// Every option of a training is part of the key under which its result is remembered.
@Suite("The keys of trainings")
struct OptionKeyTests {
    /// Changes each option alone by a little, and finds a key for each.
    private func expectKeys<Options>(
        _ options: Options, _ changes: [(inout Options) -> Void],
        _ parameters: (Options) -> KeyValuePairs<String, String>, at place: SourceLocation = #_sourceLocation
    ) {
        #expect(
            changes.count == Mirror(reflecting: options).children.count, "an option is missing", sourceLocation: place)
        func key(_ options: Options) -> [String] { parameters(options).map { "\($0.key)=\($0.value)" } }
        var keys = [key(options)]
        for change in changes {
            var other = options
            change(&other)
            keys.append(key(other))
        }
        #expect(Set(keys).count == keys.count, sourceLocation: place)
    }

    @Test("gradient flow and descent")
    func training() {
        expectKeys(
            TrainingOptions(dimension: 4),
            [
                { $0.dimension = 5 }, { $0.method = .flow(tolerance: 1e-5.nextUp) }, { $0.start = $0.start.nextUp },
                { $0.seed = 1 << 63 }, { $0.stepSize = $0.stepSize.nextUp },
                { $0.longestStepSize = $0.longestStepSize.nextUp }, { $0.endTime = 3 }, { $0.recordings += 1 },
                { $0.snapshotTimes = [1] },
            ]
        ) { $0.parameters }
        let methods: [TrainingOptions.Method] = [
            .descent, .flow(tolerance: 1e-5), .flow(tolerance: 1e-5.nextUp), .flow(tolerance: 1e-5.nextDown),
        ]
        let keys = methods.map { method in
            var options = TrainingOptions(dimension: 4)
            options.method = method
            return options.parameters.map(\.value)
        }
        #expect(Set(keys).count == methods.count)
    }

    @Test("descent on pairs")
    func pairs() {
        expectKeys(
            PairDescentOptions(dimension: 4, steps: 10),
            [
                { $0.dimension = 5 }, { $0.steps = 11 }, { $0.batch += 1 }, { $0.stepSize = $0.stepSize.nextUp },
                { $0.start = $0.start.nextUp }, { $0.seed += 1 }, { $0.recordings += 1 }, { $0.snapshotTimes = [1] },
            ]
        ) { $0.parameters }
    }

    @Test("word2vec")
    func word2vec() {
        expectKeys(
            Word2VecOptions(),
            [
                { $0.dimension += 1 }, { $0.window += 1 }, { $0.negatives += 1 }, { $0.subsampling = nil },
                { $0.learningRate = $0.learningRate.nextUp }, { $0.epochs += 1 },
                { $0.noiseExponent = $0.noiseExponent.nextUp }, { $0.isTied = true }, { $0.start = nil },
                { $0.seed += 1 }, { $0.isLockFree = true }, { $0.recordings += 1 }, { $0.snapshotEpochs = [1] },
                { $0.spectrumEpochs = [1] },
            ]
        ) { $0.parameters }
    }
}
