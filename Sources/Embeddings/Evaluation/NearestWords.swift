import Computation
import LinearAlgebra
import TextStatistics

extension WordEmbedding {
    /// The words whose vectors have the largest cosines with that of each given word, itself excluded; a list for each.
    ///
    /// All at once, by products of matrices: 2Vd operations for each word in single precision. The cosines given are
    /// found anew in double precision, and rank the words found; which of several nearly equal ones are the last of a
    /// list is decided in single precision.
    ///
    /// - Throws: ``EmbeddingsError/unknownWord(_:vocabulary:)`` and ``EmbeddingsError/vectorNotFinite(word:)``.
    public func nearest(toEach words: [String], count: Int) throws -> [[ScoredWord]] {
        precondition(count >= 0, "a list has a length")
        try checkFinite()
        let places = try words.map { word in
            guard let place = vocabulary.index(of: word) else {
                throw EmbeddingsError.unknownWord(word, vocabulary: vocabulary.count)
            }
            return place
        }
        let units = unitVectors
        // So many rows of cosines as need no more memory than the vectors themselves.
        let batch = max(16, dimension)
        return stride(from: 0, to: places.count, by: batch).flatMap { start in
            let own = Array(places[start..<min(start + batch, places.count)])
            let cosines = units.rows(at: own).timesTransposed(units)
            return concurrentChunks(count: own.count, chunk: 8) { rows in
                rows.map { row in
                    largest(count, of: cosines.row(row), without: own[row])
                        .map { (word: $0, score: cosine(vectors.row(own[row]), vectors.row($0))) }
                        .sorted { (-$0.score, $0.word) < (-$1.score, $1.word) }
                        .map { ScoredWord(word: vocabulary.words[$0.word], score: $0.score) }
                }
            }.joined()
        }
    }
}

/// The places of the largest values, the first of several alike, without one place; largest first.
private func largest(_ count: Int, of values: ArraySlice<Float>, without excluded: Int) -> [Int] {
    guard count > 0 else { return [] }
    return values.withUnsafeBufferPointer { values in
        var places: [Int] = []
        places.reserveCapacity(count + 1)
        for place in values.indices where place != excluded {
            if places.count == count {
                guard values[place] > values[places[count - 1]] else { continue }
                places.removeLast()
            }
            let position = places.firstIndex { values[$0] < values[place] } ?? places.count
            places.insert(place, at: position)
        }
        return places
    }
}
