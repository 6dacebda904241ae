public import Computation
public import Files

/// How often the words of a vocabulary stand near each other: a symmetric V×V matrix of counts, stored sparsely.
///
/// A pair of words at distance j = 1…L, words outside the vocabulary not counted, weighs L + 1 − j, in both
/// directions, and pairs never cross the borders of documents. This is the average of word2vec's random windows.
public struct Cooccurrences: Sendable {
    /// The words of the rows and columns.
    public let vocabulary: Vocabulary
    /// The context length L: how many words to each side.
    public let window: Int
    /// Row i is the range `rowOffsets[i]..<rowOffsets[i + 1]` of ``columns`` and ``values``; V + 1 offsets.
    public let rowOffsets: [Int]
    /// The columns of the non-zero counts, ascending in each row.
    public let columns: [Int32]
    /// The non-zero counts.
    public let values: CountValues
    /// Stands for how the counts were made: the corpus, its normalization, V and L.
    public let fingerprint: Fingerprint
    /// The sum of each row (and column).
    public let marginals: [Int]

    /// Counts in compressed sparse rows. The matrix must be symmetric, and the sum of all counts less than 2⁶³; that is
    /// the caller's word.
    public init(
        vocabulary: Vocabulary, window: Int, rowOffsets: [Int], columns: [Int32], values: [Int],
        fingerprint: Fingerprint
    ) {
        self.init(
            vocabulary: vocabulary, window: window, rowOffsets: rowOffsets, columns: columns,
            values: CountValues(values), fingerprint: fingerprint)
    }

    init(
        vocabulary: Vocabulary, window: Int, rowOffsets: [Int], columns: [Int32], values: CountValues,
        fingerprint: Fingerprint
    ) {
        precondition(rowOffsets.count == vocabulary.count + 1, "each row needs an offset, and so does the end")
        precondition(rowOffsets.last == values.count && columns.count == values.count, "each count needs a column")
        self.vocabulary = vocabulary
        self.window = window
        self.rowOffsets = rowOffsets
        self.columns = columns
        self.values = values
        self.fingerprint = fingerprint
        marginals = concurrentChunks(count: vocabulary.count, chunk: 256) { rows in
            rows.map { values.sum(of: rowOffsets[$0]..<rowOffsets[$0 + 1]) }
        }.flatMap(\.self)
    }

    /// Counts from a full symmetric V×V matrix in row-major order, as for small examples.
    public init(vocabulary: Vocabulary, window: Int, dense: [Int], fingerprint: Fingerprint) {
        let size = vocabulary.count
        precondition(dense.count == size * size, "the matrix needs a row and a column for each word")
        var rowOffsets = [0]
        var columns: [Int32] = []
        var values: [Int] = []
        for row in 0..<size {
            for column in 0..<size where dense[row * size + column] != 0 {
                columns.append(Int32(column))
                values.append(dense[row * size + column])
            }
            rowOffsets.append(values.count)
        }
        self.init(
            vocabulary: vocabulary, window: window, rowOffsets: rowOffsets, columns: columns, values: values,
            fingerprint: fingerprint)
    }

    /// The sum of all counts.
    public var total: Int { marginals.reduce(0, +) }

    /// How many counts are not zero.
    public var nonzeroCount: Int { values.count }

    /// The count of a pair; by bisection in the row.
    public subscript(row: Int, column: Int) -> Int {
        var low = rowOffsets[row]
        var high = rowOffsets[row + 1]
        while low < high {
            let middle = (low + high) / 2
            if columns[middle] < column { low = middle + 1 } else { high = middle }
        }
        return low < rowOffsets[row + 1] && columns[low] == column ? values[low] : 0
    }

    /// The counts among the `count` most frequent words; all of them where there are no more.
    ///
    /// This is not what counting anew with a smaller vocabulary gives: there the words that fall out of the
    /// vocabulary are dropped before pairs are formed, so the others move closer together.
    public func leading(_ count: Int) -> Cooccurrences {
        guard count < vocabulary.count else { return self }
        var offsets = [0]
        var keptColumns: [Int32] = []
        var keptValues: [Int] = []
        for row in 0..<count {
            let range = rowOffsets[row]..<rowOffsets[row + 1]
            let end = range.lowerBound + columns[range].prefix { $0 < count }.count
            keptColumns += columns[range.lowerBound..<end]
            keptValues += values[range.lowerBound..<end]
            offsets.append(keptValues.count)
        }
        return Cooccurrences(
            vocabulary: vocabulary.prefix(count), window: window, rowOffsets: offsets, columns: keptColumns,
            values: keptValues,
            fingerprint: Fingerprint(
                operation: "leading words", parameters: ["count": String(count)], inputs: [fingerprint]))
    }
}

extension Cooccurrences: Storable {
    private struct Metadata: Codable {
        var vocabulary: Vocabulary
        var window: Int
        /// Whether the values are of 64 bits.
        var isWide: Bool
        var fingerprint: Fingerprint
    }

    /// Keeps vocabulary, window and fingerprint as metadata, and the sparse rows as arrays; the values are of type
    /// UInt32 where all of them fit, otherwise UInt64.
    public func store(in archive: inout Archive) throws {
        archive.store(rowOffsets.map(Int64.init), as: "row-offsets")
        archive.store(columns, as: "columns")
        let isWide: Bool
        switch values.storage {
        case .narrow(let values):
            archive.store(values, as: "values")
            isWide = false
        case .wide(let values):
            archive.store(values, as: "values")
            isWide = true
        }
        try archive.store(
            metadata: Metadata(vocabulary: vocabulary, window: window, isWide: isWide, fingerprint: fingerprint))
    }

    /// What was stored, the row sums computed anew. Throws ``ArchiveError`` also where the arrays do not fit together
    /// or the counts add up to 2⁶³ or more.
    public init(restoring archive: Archive) throws {
        let metadata: Metadata = try archive.metadata()
        let rowOffsets = try archive.elements("row-offsets", of: Int64.self).map(Int.init)
        let columns: [Int32] = try archive.elements("columns")
        let values =
            metadata.isWide
            ? CountValues(wide: try archive.elements("values")) : CountValues(narrow: try archive.elements("values"))
        let size = metadata.vocabulary.count
        guard rowOffsets.count == size + 1, rowOffsets[0] == 0, rowOffsets[size] == columns.count,
            zip(rowOffsets, rowOffsets.dropFirst()).allSatisfy(<=)
        else { throw ArchiveError.damaged("row-offsets") }
        for row in 0..<size {
            var least: Int32 = 0
            for column in columns[rowOffsets[row]..<rowOffsets[row + 1]] {
                guard column >= least, column < size else { throw ArchiveError.damaged("columns") }
                least = column + 1
            }
        }
        guard values.count == columns.count, values.hasSum else { throw ArchiveError.damaged("values") }
        self.init(
            vocabulary: metadata.vocabulary, window: metadata.window, rowOffsets: rowOffsets, columns: columns,
            values: values, fingerprint: metadata.fingerprint)
    }
}
