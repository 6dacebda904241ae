/// A text made from another by replacing parts, which knows where each of its bytes comes from.
struct MappedText {
    private(set) var bytes: [UInt8] = []
    private(set) var lineStarts: [Int] = [0]

    /// From `here` on, bytes come from `source` on; the bytes of a replacement all come from one place.
    private struct Anchor {
        var here: Int
        var source: Int
        var isReplacement: Bool
    }
    private var anchors: [Anchor] = []

    init() {}

    /// A text that is its own source.
    init(source: [UInt8]) {
        bytes = source
        anchors = [Anchor(here: 0, source: 0, isReplacement: false)]
        lineStarts = [0] + source.indices.filter { source[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
    }

    /// Appends a part of another text, which brings its places along.
    mutating func copy(_ range: Range<Int>, of other: MappedText) {
        guard !range.isEmpty else { return }
        let shift = bytes.count - range.lowerBound
        var index = other.anchorIndex(at: range.lowerBound)
        while index < other.anchors.count, other.anchors[index].here < range.upperBound {
            var anchor = other.anchors[index]
            if anchor.here < range.lowerBound {
                if !anchor.isReplacement { anchor.source += range.lowerBound - anchor.here }
                anchor.here = range.lowerBound
            }
            anchor.here += shift
            anchors.append(anchor)
            index += 1
        }
        append(other.bytes[range])
    }

    /// Appends a replacement for what stands at an offset of the source.
    mutating func write(_ text: String, for source: Int) {
        guard !text.isEmpty else { return }
        anchors.append(Anchor(here: bytes.count, source: source, isReplacement: true))
        append(Array(text.utf8)[...])
    }

    private mutating func append(_ part: ArraySlice<UInt8>) {
        for byte in part {
            bytes.append(byte)
            if byte == UInt8(ascii: "\n") { lineStarts.append(bytes.count) }
        }
    }

    /// The offset in the source that a byte comes from.
    func source(of offset: Int) -> Int {
        guard !anchors.isEmpty else { return 0 }
        let anchor = anchors[anchorIndex(at: offset)]
        return anchor.isReplacement ? anchor.source : anchor.source + max(0, offset - anchor.here)
    }

    /// The last anchor at or before the offset (binary search).
    private func anchorIndex(at offset: Int) -> Int {
        var low = 0
        var high = anchors.count
        while low + 1 < high {
            let middle = (low + high) / 2
            if anchors[middle].here <= offset { low = middle } else { high = middle }
        }
        return low
    }

    /// The bytes of a line (from 1) as a range of offsets, its ending left out. Empty where there is no such line.
    func range(ofLine line: Int) -> Range<Int> {
        guard lineStarts.indices.contains(line - 1) else { return bytes.count..<bytes.count }
        let start = lineStarts[line - 1]
        let end = line < lineStarts.count ? lineStarts[line] - 1 : bytes.count
        return start..<end
    }

    /// The line (from 1) that holds an offset, and the column in bytes, from 1.
    func position(of offset: Int) -> (line: Int, column: Int) {
        var low = 0
        var high = lineStarts.count
        while low + 1 < high {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return (low + 1, offset - lineStarts[low] + 1)
    }
}
