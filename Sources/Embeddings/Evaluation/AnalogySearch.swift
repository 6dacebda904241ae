import Computation
import LinearAlgebra
import TextStatistics

// Completing analogies by 3CosAdd: the answer to `a : b :: a' : ?` is the word w, other than these three, with the
// largest cosine with `t = a' + b − a` (unit vectors). Goals in order: the definition to the letter, speed, few buffers.
//
// Products are linear, so `w·t = w·a' + (w·b − w·a)`: the cosines of all words with the few hundred different words of
// the questions are found once, by one matrix product, and an analogy is the sum of two rows of them. That is a tenth
// of the operations of multiplying every t with every word, and leaves as many additions and comparisons as analogies
// have words. The vocabulary passes in tiles whose cosines stay in the cache.

/// The questions of a benchmark among the words of a vocabulary.
struct AnalogyQuestions {
    /// The two words of a pair, as places in ``AnalogyQuestions/words``.
    struct Pair: Hashable {
        let a, b: Int
    }

    /// The vocabulary's index of each different word of the questions, in the order of their appearance.
    let words: [Int]
    /// For each family its different pairs of known words.
    let families: [[Pair]]

    init(_ families: [[AnalogyBenchmark.Pair]], in vocabulary: Vocabulary) {
        let known = KnownWords(vocabulary)
        var words: [Int] = []
        var places: [Int: Int] = [:]
        func place(_ word: Int) -> Int {
            if let place = places[word] { return place }
            places[word] = words.count
            words.append(word)
            return words.count - 1
        }
        self.families = families.map { pairs in
            var seen: Set<Pair> = []
            return pairs.compactMap { pair in
                guard let a = known.index(of: pair.a), let b = known.index(of: pair.b) else { return nil }
                let known = Pair(a: place(a), b: place(b))
                return seen.insert(known).inserted ? known : nil
            }
        }
        self.words = words
    }

    /// Completes all analogies. `body` is told the results, in the order of families and of first pairs within each,
    /// in portions of bounded size.
    func complete(_ embedding: WordEmbedding, body: (AnalogySearch) -> Void) {
        let units = embedding.unitVectors
        let questionVectors = units.rows(at: words)
        complete(words: units.rows) { range, cosines in
            if cosines.columns != range.count { cosines = Matrix(rows: words.count, columns: range.count) }
            gemm(1, questionVectors, units.rows(at: range), transposeB: true, 0, into: &cosines)
        } body: { search in
            body(search)
        }
    }

    /// The same by cosines from elsewhere: `fill` is asked for those of the questions' words, which are rows, with a
    /// range of the vocabulary's words, in a matrix that it makes anew where the shape is another.
    func complete(
        words count: Int, fill: (_ range: Range<Int>, _ cosines: inout Matrix<Float>) -> Void,
        body: (AnalogySearch) -> Void
    ) {
        var cosines = Matrix<Float>(rows: 0, columns: 0)
        for portion in portions() {
            var searches = portion
            for start in stride(from: 0, to: count, by: Self.tileWidth) {
                let range = start..<min(start + Self.tileWidth, count)
                fill(range, &cosines)
                for index in searches.indices { searches[index].visit(range, cosines: cosines) }
            }
            searches.forEach(body)
        }
    }

    /// Words whose cosines with a family of 70 pairs fit into the second cache.
    private static let tileWidth = 512
    /// Analogies in a portion: 64 MB of results.
    private static let mostAnalogies = 1 << 22

    private func portions() -> [[AnalogySearch]] {
        var portions: [[AnalogySearch]] = []
        var room = 0
        for (family, pairs) in families.enumerated() where pairs.count > 1 {
            let step = max(1, Self.mostAnalogies / pairs.count)
            for start in stride(from: 0, to: pairs.count, by: step) {
                let search = AnalogySearch(
                    family: family, pairs: pairs, first: start..<min(start + step, pairs.count), words: words)
                let size = search.first.count * pairs.count
                if size > room {
                    portions.append([])
                    room = Self.mostAnalogies
                }
                portions[portions.count - 1].append(search)
                room -= size
            }
        }
        return portions
    }
}

/// The answers to the analogies `first : second` of one family, for some of its pairs as the first and all as the
/// second, among the words visited so far.
struct AnalogySearch {
    /// What is known of one analogy; scores are products with t, which is not a unit vector.
    struct Answer {
        /// The word, other than the right answer, that scores highest; −1 before there is one.
        var competitor: Int32 = -1
        var competitorScore = -Float.infinity
        /// That of the right answer.
        var score: Float = 0
        /// `|t|² = t·a' + t·b − t·a`.
        var squaredLength: Float = 0

        /// The cosine that a score stands for; 0 where t is zero.
        func cosine(_ score: Float) -> Double {
            squaredLength > 0 ? Double(score) / Double(squaredLength).squareRoot() : 0
        }
    }

    let family: Int
    let pairs: [AnalogyQuestions.Pair]
    /// The first pairs.
    let first: Range<Int>
    /// See ``AnalogyQuestions/words``.
    private let words: [Int]
    /// For each first pair an answer for every second pair, itself included.
    private var answers: [Answer]

    init(family: Int, pairs: [AnalogyQuestions.Pair], first: Range<Int>, words: [Int]) {
        (self.family, self.pairs, self.first, self.words) = (family, pairs, first, words)
        answers = Array(repeating: Answer(), count: first.count * pairs.count)
    }

    /// Calls `body` for every analogy, once all words were visited.
    func forEach(_ body: (_ first: AnalogyQuestions.Pair, _ second: AnalogyQuestions.Pair, _ answer: Answer) -> Void) {
        for (row, first) in first.enumerated() {
            for (column, second) in pairs.enumerated() where pairs[first] != second {
                body(pairs[first], second, answers[row * pairs.count + column])
            }
        }
    }

    /// Whether the analogy's right answer is the one that was found: of several words with the largest score the first
    /// in the vocabulary; never one of the question's own words.
    func isCorrect(_ first: AnalogyQuestions.Pair, _ second: AnalogyQuestions.Pair, _ answer: Answer) -> Bool {
        guard second.b != first.a, second.b != first.b, second.b != second.a else { return false }
        return answer.score > answer.competitorScore
            || answer.score == answer.competitorScore && words[second.b] < Int(answer.competitor)
    }

    /// Looks for answers among the words of a range, later ones each time; `cosines` has a row for every word of the
    /// questions and a column for each of the range.
    mutating func visit(_ range: Range<Int>, cosines: Matrix<Float>) {
        let (pairs, first, words) = (pairs, first, words)
        answers.withUnsafeMutableBufferPointer { answers in
            // Ranges of first pairs write to answers of their own.
            nonisolated(unsafe) let answers = answers
            cosines.elements.withUnsafeBufferPointer { cosines in
                nonisolated(unsafe) let cosines = cosines
                _ = concurrentChunks(count: first.count, chunk: 4) { rows in
                    withUnsafeTemporaryAllocation(of: Float.self, capacity: range.count) { offset in
                        for row in rows {
                            let tile = AnalogyTile(
                                words: words, range: range, cosines: cosines, first: pairs[first.lowerBound + row],
                                offset: offset)
                            for (column, second) in pairs.enumerated() {
                                tile.improve(&answers[row * pairs.count + column], second: second)
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The cosines of a range of words, as the analogies that begin with one pair see them.
private struct AnalogyTile {
    private typealias Lanes = SIMD16<Float>

    private let words: [Int]
    private let range: Range<Int>
    private let cosines: UnsafeBufferPointer<Float>
    private let first: AnalogyQuestions.Pair
    /// `w·b − w·a` for each word w of the range.
    private let offset: UnsafeMutableBufferPointer<Float>

    init(
        words: [Int], range: Range<Int>, cosines: UnsafeBufferPointer<Float>, first: AnalogyQuestions.Pair,
        offset: UnsafeMutableBufferPointer<Float>
    ) {
        (self.words, self.range, self.cosines, self.first, self.offset) = (words, range, cosines, first, offset)
        let (a, b) = (row(first.a), row(first.b))
        for column in 0..<range.count { offset[column] = b[column] - a[column] }
    }

    private func row(_ place: Int) -> UnsafePointer<Float> { cosines.baseAddress! + place * range.count }

    func improve(_ answer: inout AnalogySearch.Answer, second: AnalogyQuestions.Pair) {
        let row = row(second.a)
        func score(_ place: Int) -> Float? {
            let word = words[place]
            return range.contains(word) ? offset[word - range.lowerBound] + row[word - range.lowerBound] : nil
        }
        if let score = score(second.b) { answer.score = score }
        answer.squaredLength += (score(second.a) ?? 0) + (score(first.b) ?? 0) - (score(first.a) ?? 0)

        let (rawRow, rawOffset) = (UnsafeRawPointer(row), UnsafeRawPointer(offset.baseAddress!))
        var column = 0
        while column + Lanes.scalarCount <= range.count {
            let place = column * MemoryLayout<Float>.stride
            let scores =
                rawOffset.loadUnaligned(fromByteOffset: place, as: Lanes.self)
                + rawRow.loadUnaligned(fromByteOffset: place, as: Lanes.self)
            // Rarely true: answers get better only now and then.
            if any(scores .> answer.competitorScore) {
                for lane in 0..<Lanes.scalarCount { consider(column + lane, scores[lane], second, &answer) }
            }
            column += Lanes.scalarCount
        }
        while column < range.count {
            consider(column, offset[column] + row[column], second, &answer)
            column += 1
        }
    }

    private func consider(
        _ column: Int, _ score: Float, _ second: AnalogyQuestions.Pair, _ answer: inout AnalogySearch.Answer
    ) {
        guard score > answer.competitorScore else { return }
        let word = range.lowerBound + column
        guard word != words[first.a], word != words[first.b], word != words[second.a], word != words[second.b] else {
            return
        }
        answer.competitor = Int32(word)
        answer.competitorScore = score
    }
}
