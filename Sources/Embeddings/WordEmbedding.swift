public import Computation
public import LinearAlgebra
public import TextStatistics

/// A word with a number that ranks it among others.
public struct ScoredWord: Hashable, Sendable {
    private let own: Word
    /// A cosine or a component: see where it comes from.
    public let score: Double

    /// The word; equal words have the same bytes.
    public var word: String { own.text }

    init(word: String, score: Double) {
        own = Word(word)
        self.score = score
    }
}

/// A vector for each word of a vocabulary.
public struct WordEmbedding: Hashable, Sendable {
    /// The words of the rows.
    public let vocabulary: Vocabulary
    /// V×d; row i is the vector of word i.
    public let vectors: Matrix<Float>

    /// An embedding of given vectors, one row for each word.
    public init(vocabulary: Vocabulary, vectors: Matrix<Float>) {
        precondition(vectors.rows == vocabulary.count, "each word needs a vector")
        self.vocabulary = vocabulary
        self.vectors = vectors
    }

    /// The embedding `U max(Λ, 0)^½` of eigenpairs: what the quartic model converges to, up to a rotation.
    public init(_ eigenpairs: Eigenpairs, vocabulary: Vocabulary) {
        let lengths = eigenpairs.eigenvalues.map { max($0, 0).squareRoot() }
        var vectors = Matrix<Float>(rows: eigenpairs.vectors.rows, columns: eigenpairs.count)
        for row in 0..<vectors.rows {
            for column in 0..<vectors.columns {
                vectors[row, column] = Float(eigenpairs.vectors[row, column] * lengths[column])
            }
        }
        self.init(vocabulary: vocabulary, vectors: vectors)
    }

    /// The number of dimensions d.
    public var dimension: Int { vectors.columns }

    /// The embedding with only the first `dimension` coordinates; for an embedding from eigenpairs, that of a smaller
    /// rank.
    public func prefix(_ dimension: Int) -> WordEmbedding {
        WordEmbedding(vocabulary: vocabulary, vectors: vectors.leadingColumns(dimension))
    }

    /// The vector of a word.
    public func vector(of word: String) throws -> [Float] { Array(vectors.row(try index(of: word))) }

    /// The cosine of the angle between two words' vectors; 0 where one of them is zero.
    public func similarity(_ first: String, _ second: String) throws -> Double {
        cosine(vectors.row(try index(of: first)), vectors.row(try index(of: second)))
    }

    /// The words whose vectors have the largest cosines with that of a word, itself excluded; ties in the order of
    /// the vocabulary.
    public func nearest(to word: String, count: Int) throws -> [ScoredWord] {
        let own = try index(of: word)
        return nearest(to: Array(vectors.row(own)), count: count, excluding: [own])
    }

    /// The words whose vectors have the largest cosines with a direction of d coordinates.
    public func nearest(to direction: [Float], count: Int) -> [ScoredWord] {
        nearest(to: direction, count: count, excluding: [])
    }

    /// Each vector divided by its length; a zero vector stays zero.
    public var unitVectors: Matrix<Float> {
        var result = vectors
        let columns = vectors.columns
        result.withUnsafeMutableElements { elements in
            for row in 0..<vectors.rows {
                let range = row * columns..<(row + 1) * columns
                let length = range.reduce(0.0) { $0 + Double(elements[$1]) * Double(elements[$1]) }.squareRoot()
                guard length > 0 else { continue }
                for index in range { elements[index] = Float(Double(elements[index]) / length) }
            }
        }
        return result
    }

    private func nearest(to direction: [Float], count: Int, excluding: Set<Int>) -> [ScoredWord] {
        precondition(direction.count == dimension, "a direction has as many coordinates as the embedding")
        let scores = (0..<vocabulary.count).map { cosine(vectors.row($0), direction[...]) }
        let order = scores.indices.filter { !excluding.contains($0) }.sorted { (-scores[$0], $0) < (-scores[$1], $1) }
        return order.prefix(count).map { ScoredWord(word: vocabulary.words[$0], score: scores[$0]) }
    }

    private func index(of word: String) throws -> Int {
        guard let index = vocabulary.index(of: word) else {
            throw EmbeddingsError.unknownWord(word, vocabulary: vocabulary.count)
        }
        return index
    }
}

/// The cosine of the angle between two vectors, in double precision; 0 where one of them is zero.
func cosine(_ a: ArraySlice<Float>, _ b: ArraySlice<Float>) -> Double {
    var (product, aSquare, bSquare) = (0.0, 0.0, 0.0)
    for (x, y) in zip(a, b) {
        let (x, y) = (Double(x), Double(y))
        product += x * y
        aSquare += x * x
        bSquare += y * y
    }
    let scale = (aSquare * bSquare).squareRoot()
    return scale > 0 ? product / scale : 0
}

extension WordEmbedding: Storable {
    /// Stores the vectors as an array and the vocabulary as metadata.
    public func store(in archive: inout Archive) throws {
        try archive.store(metadata: vocabulary)
        archive.store(vectors, as: "vectors")
    }

    /// The embedding that was stored.
    public init(restoring archive: Archive) throws {
        let vocabulary: Vocabulary = try archive.metadata()
        self.init(vocabulary: vocabulary, vectors: try archive.matrix("vectors", rows: vocabulary.count))
    }
}

extension Eigenpairs {
    /// The words with the largest and with the smallest components in an eigenvector, the extreme ones first: what
    /// the eigenvector tells apart. The sign of an eigenvector, and so which end is which, is a convention.
    public func extremeWords(
        of eigenvector: Int, count: Int, in vocabulary: Vocabulary
    ) -> (positive: [ScoredWord], negative: [ScoredWord]) {
        let components = vectors.column(eigenvector)
        precondition(components.count == vocabulary.count, "the eigenvector has a component for each word")
        let order = components.indices.sorted { (-components[$0], $0) < (-components[$1], $1) }
        func words(_ indices: some Sequence<Int>) -> [ScoredWord] {
            indices.map { ScoredWord(word: vocabulary.words[$0], score: components[$0]) }
        }
        return (words(order.prefix(count)), words(order.reversed().prefix(count)))
    }
}
