import Computation
import Synchronization

/// Exact counting by an inverted index.
///
/// For each word, the rows' one after the other, its positions in the text are visited and the weights of the
/// neighbours are added into one dense row, which is then written down sparsely. So only one row is ever dense, every
/// row is made by one thread, and a row's sums are of integers: the result does not depend on the threads.
///
/// Cost: 2 · L · (words) additions and V² looks at the dense row; 8 bytes a word of text, 12 bytes a count.
func countCooccurrences(
    in tokens: [UInt32], vocabulary: Vocabulary, window: Int, fingerprint: Fingerprint
) -> Cooccurrences {
    struct Rows: Sendable {
        var lengths: [Int] = []
        var columns: [Int32] = []
        var values: [UInt64] = []
    }
    let size = vocabulary.count
    let index = InvertedIndex(tokens, size: size)
    let progress = ComputeContext.current.progress
    let visited = Atomic(0)

    var parts = concurrentChunks(count: size, chunk: 16) { words in
        var rows = Rows()
        var row = [UInt64](repeating: 0, count: size)
        for word in words {
            let positions = index[word]
            tokens.withUnsafeBufferPointer { tokens in
                row.withUnsafeMutableBufferPointer { row in
                    for position in positions {
                        addNeighbours(of: Int(position), in: tokens, window: window, to: row)
                    }
                }
            }
            let before = rows.values.count
            for column in 0..<size where row[column] != 0 {
                rows.columns.append(Int32(column))
                rows.values.append(row[column])
                row[column] = 0
            }
            rows.lengths.append(rows.values.count - before)
        }
        let step = words.reduce(0) { $0 + index[$1].count }
        let done = visited.wrappingAdd(step, ordering: .relaxed).newValue
        progress("counting pairs of words", Double(done) / Double(max(1, index.positions.count)))
        return rows
    }

    var joined = Rows()
    let nonzeroCount = parts.reduce(0) { $0 + $1.values.count }
    joined.columns.reserveCapacity(nonzeroCount)
    joined.values.reserveCapacity(nonzeroCount)
    var offsets = [0]
    for part in parts.indices {
        for length in parts[part].lengths { offsets.append(offsets[offsets.count - 1] + length) }
        joined.columns += parts[part].columns
        joined.values += parts[part].values
        parts[part] = Rows()
    }
    return Cooccurrences(
        vocabulary: vocabulary, window: window, rowOffsets: offsets, columns: joined.columns, values: joined.values,
        fingerprint: fingerprint)
}

/// Adds the weights window, window − 1, …, 1 of the words after and before a position, up to the document's borders.
@inline(__always)
private func addNeighbours(
    of position: Int, in tokens: UnsafeBufferPointer<UInt32>, window: Int, to row: UnsafeMutableBufferPointer<UInt64>
) {
    for step in [1, -1] {
        var neighbour = position + step
        var weight = window
        while weight > 0, tokens[neighbour] != TokenizedText.border {
            row[Int(tokens[neighbour])] += UInt64(weight)
            neighbour += step
            weight -= 1
        }
    }
}

/// For each word, its positions in the text, ascending: a counting sort.
private struct InvertedIndex {
    private let starts: [Int]
    let positions: [UInt32]

    init(_ tokens: [UInt32], size: Int) {
        precondition(tokens.count <= Int(UInt32.max), "positions are numbers of 32 bits")
        var starts = [Int](repeating: 0, count: size + 1)
        for token in tokens where token != TokenizedText.border { starts[Int(token) + 1] += 1 }
        for word in 0..<size { starts[word + 1] += starts[word] }
        self.starts = starts
        positions = [UInt32](unsafeUninitializedCapacity: starts[size]) { positions, count in
            for (position, token) in tokens.enumerated() where token != TokenizedText.border {
                positions[starts[Int(token)]] = UInt32(position)
                starts[Int(token)] += 1
            }
            count = positions.count
        }
    }

    subscript(word: Int) -> ArraySlice<UInt32> { positions[starts[word]..<starts[word + 1]] }
}
