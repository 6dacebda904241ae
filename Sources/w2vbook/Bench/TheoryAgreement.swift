import BookModel
import ChapterRuntime
import Embeddings
import LinearAlgebra
import TextStatistics

/// How far trainings of the quartic model end from where the closed form says, and how far from when.
///
/// A descent is followed until the last of its modes is told apart from the first that does not fit into d dimensions; the
/// gradient flow, from the same start, until all modes are learned, each by the time that follows from its own part of the
/// start.
struct TheoryAgreement: Codable {
    /// The end of the descent, in units of the last mode's learning time.
    var duration: Double
    var descentSteps: Int
    var flowSteps: Int
    /// The largest relative deviation of a final singular value from √λ_k.
    var singularValueError: Double
    /// The relative deviations of the flow's learning times from the closed form: the median and the largest.
    var medianTimeError: Double
    var largestTimeError: Double
    /// How many of the d modes the flow learned.
    var learned: Int
    /// The mean squared cosine between the trained subspace and that of the leading eigenvectors.
    var overlap: Double
    /// `λ_d − λ_{d+1}` as a share of λ_d.
    var relativeGap: Double

    /// Trains twice.
    init(_ target: TargetMatrix, dimension: Int) throws {
        let words = target.vocabulary.count
        let next = try target.eigenpairs(rank: min(dimension + 1, words))
        let pairs = next.prefix(dimension)
        var options = TrainingOptions(dimension: dimension)
        let start = options.initialVectors(words: words)
        let theory = ClosedForm(
            eigenvalues: pairs.eigenvalues, squaredStarts: try ClosedForm.alignedStart(of: start, eigenpairs: pairs))
        let lastLearned = theory.learningTimes.compactMap { $0 }.max() ?? 1
        relativeGap = 1 - (next.count > dimension ? next.eigenvalues[dimension] : 0) / pairs.eigenvalues[dimension - 1]
        let separation = dimension < words ? try target.separationTime(dimension: dimension, from: start) : 0
        options.endTime = max(3 * lastLearned, separation)
        duration = options.endTime! / lastLearned
        let descent = try target.train(options)
        descentSteps = descent.steps
        singularValueError = zip(descent.singularValues.row(descent.times.count - 1), pairs.eigenvalues).map {
            abs($0 / max($1, 0).squareRoot() - 1)
        }.max()!
        overlap = try subspaceOverlap(Matrix<Double>(descent.embedding.vectors), pairs.vectors)
        options.method = .flow()
        options.endTime = 2 * lastLearned
        options.recordings = 1000
        let flow = try target.train(options)
        flowSteps = flow.steps
        let errors = zip(flow.learningTimes(heights: pairs.eigenvalues), theory.learningTimes).compactMap {
            measured, predicted in measured.flatMap { measured in predicted.map { abs(measured / $0 - 1) } }
        }
        (learned, medianTimeError, largestTimeError) = (errors.count, errors.median, errors.max() ?? .nan)
    }

    /// What is printed.
    var lines: [(name: String, value: String)] {
        func percent(_ value: Double) -> String { "\((100 * value).formatted(digits: 3))%" }
        return [
            (
                "trained",
                "\(descentSteps.grouped) steps, \(duration.formatted(digits: 3)) times the last learning time"
            ),
            ("singular values", "within \(percent(singularValueError)) of √λ"),
            (
                "subspace",
                "overlap \(overlap.formatted(digits: 6)); the next eigenvalue is \(percent(relativeGap)) smaller"
            ),
            (
                "learning times",
                "\(learned) in \(flowSteps.grouped) Runge-Kutta steps; off by \(percent(medianTimeError)) in the median, "
                    + "\(percent(largestTimeError)) at most"
            ),
        ]
    }
}
