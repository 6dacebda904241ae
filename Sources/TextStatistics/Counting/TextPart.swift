import Computation

/// A stretch of the text in the numbers of the vocabulary, with an inverted index: where each word stands in it.
///
/// The first and last `window` numbers are only neighbours: they belong to the parts before and after, or are borders.
final class TextPart<Number: WordNumber> {
    let numbers: UnsafeMutablePointer<Number>
    private(set) var count = 0
    private let capacity: Int
    private let size: Int
    private let window: Int
    /// How many borders must come before the next word.
    private(set) var missingBorders: Int
    private var isBetweenDocuments = true
    private let positions: UnsafeMutablePointer<UInt32>
    private var starts: [Int]

    /// Room for `capacity` numbers, more than twice the window.
    init(capacity: Int, size: Int, window: Int) {
        self.capacity = capacity
        self.size = size
        self.window = window
        missingBorders = window
        numbers = .allocate(capacity: capacity)
        positions = .allocate(capacity: capacity + readAhead)
        starts = [Int](repeating: 0, count: size + 1)
    }

    deinit {
        numbers.deallocate()
        positions.deallocate()
    }

    /// The bytes that each number of a part takes, with its place in the index.
    static var stride: Int { MemoryLayout<Number>.stride + MemoryLayout<UInt32>.stride }

    /// Whether it takes no more, though it may have to.
    var isFull: Bool { count == capacity }

    /// Whether there is anything but neighbours in it.
    var hasCentres: Bool { count > 2 * window }

    /// Takes words from `block`, from `index` on, and moves `index` behind them; stops when the part is full.
    ///
    /// `translation` says of each of the words its number in the vocabulary, or a border for one to be dropped. Between
    /// documents that are not empty go as many borders as the window reaches, as they do before the first.
    @specialized(where Number == UInt16)
    @specialized(where Number == UInt32)
    func take(_ block: UnsafeBufferPointer<UInt32>, from index: inout Int, translation: UnsafeBufferPointer<UInt32>) {
        var (count, missing, isBetween) = (count, missingBorders, isBetweenDocuments)
        while count < capacity {
            if missing > 0 {
                (numbers + count).initialize(to: Number(truncatingIfNeeded: size + count % borderColumns))
                count += 1
                missing -= 1
                continue
            }
            guard index < block.count else { break }
            let word = block[index]
            index += 1
            if word == TokenizedText.border {
                if !isBetween { missing = window }
                isBetween = true
            } else if case let number = translation[Int(word)], number != TokenizedText.border {
                (numbers + count).initialize(to: Number(truncatingIfNeeded: number))
                count += 1
                isBetween = false
            }
        }
        (self.count, missingBorders, isBetweenDocuments) = (count, missing, isBetween)
    }

    /// Keeps only the end of the stretch: the last of its words are the neighbours of the next part's.
    func startNext() {
        let kept = 2 * window
        numbers.update(from: numbers + (count - kept), count: kept)
        count = kept
    }

    /// Where a word stands, ascending; `DenseRow.fetchDistance` more numbers can be read.
    func positions(of word: Int) -> UnsafeBufferPointer<UInt32> {
        UnsafeBufferPointer(start: positions + starts[word], count: starts[word + 1] - starts[word])
    }

    /// Makes the inverted index of the stretch as it is: a counting sort, slice by slice in parallel.
    @specialized(where Number == UInt16)
    @specialized(where Number == UInt32)
    func makeIndex() {
        let centres = count - 2 * window
        let threads = ComputeContext.current.threads
        let slice = max(1 << 16, (centres + threads - 1) / threads)
        let columns = size + borderColumns
        nonisolated(unsafe) let (first, positions) = (numbers + window, positions)
        let counts: [[UInt32]] = concurrentChunks(count: centres, chunk: slice) { slice in
            var counts = [UInt32](repeating: 0, count: columns)
            counts.withUnsafeMutableBufferPointer { counts in
                for place in slice { counts[Int(first[place])] += 1 }
            }
            return counts
        }
        // Where each slice puts each word. Borders are sorted too, behind the words, so that they need no test.
        var next = counts
        var end: UInt32 = 0
        for column in 0..<columns {
            if column <= size { starts[column] = Int(end) }
            for index in counts.indices {
                next[index][column] = end
                end += counts[index][column]
            }
        }
        let (begins, window) = (next, UInt32(window))
        concurrentChunks(count: centres, chunk: slice) { places in
            var next = begins[places.lowerBound / slice]
            next.withUnsafeMutableBufferPointer { next in
                for place in places {
                    let number = Int(first[place])
                    positions[Int(next[number])] = UInt32(place) + window
                    next[number] += 1
                }
            }
        }
        (positions + centres).initialize(repeating: window, count: readAhead)
    }
}

/// How many positions are read beyond the last, as those whose neighbours are fetched ahead.
private let readAhead = DenseRow<UInt32>.fetchDistance
