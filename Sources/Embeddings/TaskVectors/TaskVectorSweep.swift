import Foundation
import LinearAlgebra
import TextStatistics

/// A family's task vectors and analogies in the leading d coordinates of an embedding, for several d.
public struct TaskVectorSweep: Hashable, Sendable {
    /// What holds in so many dimensions.
    public struct Point: Hashable, Sendable {
        /// d.
        public let dimension: Int
        /// The spectrum of the Gram matrix: signal-to-noise ratio and the share of the mean in the spike.
        public let spectrum: TaskSpectrum.Numbers
        /// How many of the family's analogies are completed.
        public let correct: Int
        /// The mean over the analogies of the cosine of the completed analogy with its right answer.
        public let meanCosine: Double
        /// The mean of the cosine with the nearest competitor; see ``AnalogyCompletion``.
        public let meanCompetitorCosine: Double
        /// The number of the family's analogies.
        public let analogies: Int

        /// The share of analogies completed.
        public var accuracy: Double { Double(correct) / Double(analogies) }
        /// The mean margin between the right answer and its nearest competitor.
        public var meanMargin: Double { meanCosine - meanCompetitorCosine }
    }

    /// What the family is called.
    public let name: String
    /// The number of its known pairs.
    public let pairs: Int
    /// A point for each dimension, ascending.
    public let points: [Point]

    /// About `count` different dimensions from `first` to `last`, evenly spaced on a logarithmic axis; as the paper's
    /// 21 from 4 to 4,096.
    public static func dimensions(from first: Int = 4, through last: Int, count: Int = 21) -> [Int] {
        precondition(count >= 2, "two dimensions at least")
        guard first >= 1, last > first else { return last >= 1 ? [last] : [] }
        let ratio = Double(last) / Double(first)
        let all = (0..<count).map { Int((Double(first) * pow(ratio, Double($0) / Double(count - 1))).rounded()) }
        return all.enumerated().filter { $0.offset == 0 || $0.element > all[$0.offset - 1] }.map(\.element)
    }
}

extension WordEmbedding {
    /// The task vectors and the analogies of families in the first d coordinates, for each of several d.
    ///
    /// For an embedding from eigenpairs these are the embeddings of smaller ranks. From one d to the next only the
    /// products of the coordinates between them are added, so all together cost little more than the largest: 2Vd
    /// operations for each different word and 4V for each analogy and d. Needs 4V bytes for each different word of the
    /// families. Sums are formed in another order than by ``AnalogyBenchmark/evaluate(_:)``, which can decide between
    /// answers that are alike to single precision.
    ///
    /// - Parameter dimensions: In any order; what is named twice counts once.
    /// - Throws: ``EmbeddingsError/familyTooSmall(name:known:needed:vocabulary:)`` for fewer than three known pairs,
    ///   ``EmbeddingsError/dimensionNotThere(_:of:)`` for a dimension that the embedding does not have,
    ///   ``EmbeddingsError/vectorNotFinite(word:)`` and ``LinearAlgebra/LinearAlgebraError``.
    public func taskVectorSweeps(
        of families: [AnalogyBenchmark.Category], dimensions: [Int]
    ) throws -> [TaskVectorSweep] {
        try checkFinite()
        let questions = AnalogyQuestions(families.map(\.pairs), in: vocabulary)
        for (family, pairs) in zip(families, questions.families) where pairs.count < TaskVectors.leastPairs {
            throw EmbeddingsError.familyTooSmall(
                name: family.name, known: pairs.count, needed: TaskVectors.leastPairs, vocabulary: vocabulary.count)
        }
        if let dimension = dimensions.first(where: { $0 < 1 || $0 > self.dimension }) {
            throw EmbeddingsError.dimensionNotThere(dimension, of: self.dimension)
        }
        var products = PrefixProducts(questions, in: self)
        var tasks = zip(families, questions.families).map { family, pairs in
            PrefixGram(TaskVectors(name: family.name, pairs: pairs, of: questions, in: self))
        }
        var points = families.map { _ in [TaskVectorSweep.Point]() }
        for dimension in Set(dimensions).sorted() {
            products.extend(through: dimension, of: vectors)
            let tallies = products.complete()
            for index in families.indices {
                tasks[index].extend(through: dimension)
                points[index].append(tallies[index].point(dimension, try TaskSpectrum.Numbers(tasks[index].gram)))
            }
        }
        return zip(tasks, points).map {
            TaskVectorSweep(name: $0.task.name, pairs: $0.task.pairs.count, points: $1)
        }
    }
}

/// What is added up over a family's analogies.
private struct Tally {
    var analogies = 0
    var correct = 0
    var cosines = 0.0
    var competitors = 0.0

    func point(_ dimension: Int, _ spectrum: TaskSpectrum.Numbers) -> TaskVectorSweep.Point {
        let count = Double(analogies)
        return TaskVectorSweep.Point(
            dimension: dimension, spectrum: spectrum, correct: correct, meanCosine: cosines / count,
            meanCompetitorCosine: competitors / count, analogies: analogies)
    }
}

/// The Gram matrix of task vectors in their first coordinates.
private struct PrefixGram {
    let task: TaskVectors
    private(set) var gram: Matrix<Double>
    private var dimension = 0

    init(_ task: TaskVectors) {
        self.task = task
        gram = Matrix(rows: task.pairs.count, columns: task.pairs.count)
    }

    mutating func extend(through next: Int) {
        let part = task.vectors.columns(dimension..<next)
        gram = (gram + part.timesTransposed(part)).symmetrized
        dimension = next
    }
}

/// The products of all words with those of the questions, in the first coordinates.
private struct PrefixProducts {
    private let questions: AnalogyQuestions
    /// A row for each word of the questions, a column for each word.
    private var products: Matrix<Float>
    /// The squared length of each word's vector.
    private var squares: [Double]
    private var dimension = 0

    init(_ questions: AnalogyQuestions, in embedding: WordEmbedding) {
        self.questions = questions
        products = Matrix(rows: questions.words.count, columns: embedding.vocabulary.count)
        squares = Array(repeating: 0, count: embedding.vocabulary.count)
    }

    mutating func extend(through next: Int, of vectors: Matrix<Float>) {
        let part = vectors.columns(dimension..<next)
        gemm(1, part.rows(at: questions.words), part, transposeB: true, 1, into: &products)
        let width = part.columns
        part.elements.withUnsafeBufferPointer { part in
            for word in squares.indices {
                for index in word * width..<(word + 1) * width {
                    squares[word] += Double(part[index]) * Double(part[index])
                }
            }
        }
        dimension = next
    }

    /// Completes all analogies of each family.
    func complete() -> [Tally] {
        var tallies = questions.families.map { _ in Tally() }
        let scales = squares.map { $0 > 0 ? Float(1 / $0.squareRoot()) : 0 }
        questions.complete(words: products.columns) { range, cosines in
            if cosines.columns != range.count { cosines = Matrix(rows: products.rows, columns: range.count) }
            cosines.withUnsafeMutableElements { cosines in
                products.elements.withUnsafeBufferPointer { products in
                    for (row, word) in questions.words.enumerated() {
                        let (source, target) = (row * squares.count + range.lowerBound, row * range.count)
                        for column in 0..<range.count {
                            cosines[target + column] =
                                products[source + column] * (scales[word] * scales[range.lowerBound + column])
                        }
                    }
                }
            }
        } body: { search in
            search.forEach { first, second, answer in
                tallies[search.family].analogies += 1
                tallies[search.family].correct += search.isCorrect(first, second, answer) ? 1 : 0
                tallies[search.family].cosines += answer.cosine(answer.score)
                tallies[search.family].competitors +=
                    answer.competitor >= 0 ? answer.cosine(answer.competitorScore) : -1
            }
        }
        return tallies
    }
}

extension Matrix {
    /// Some neighbouring columns, copied.
    fileprivate func columns(_ range: Range<Int>) -> Matrix {
        Matrix(
            rows: rows, columns: range.count,
            elements: (0..<rows).flatMap { row($0).dropFirst(range.lowerBound).prefix(range.count) })
    }
}
