import CProductKernels
import Computation

/// A symmetric matrix of which only the elements that are there are stored, in single precision: 6 bytes an element, and
/// 4 for each row of a tile that has some.
///
/// The elements are sorted into tiles, small enough that the part of X that a tile multiplies stays in the first cache:
/// the rows of X, which are needed in no order, would else come from memory again and again. In a tile the rows stand in
/// the order of their number of elements, so that the processor foresees where each of them ends.
///
/// A product with b vectors costs 2b operations an element, each of which takes up to twice as long as in a dense
/// matrix: it pays off where less than about half of the elements are there.
public struct SparseMatrix: SymmetricOperator {
    /// The number of rows, and of columns.
    public let order: Int
    /// Rows of tiles, from the top, each with its tiles from the left.
    private let bands: [Band]
    /// The elements, tile by tile, with their columns counted from the tile's first one.
    private let columns: [UInt16]
    private let values: [Float]

    /// The tiles that share their rows.
    private struct Band {
        let rows: Range<Int>
        var tiles: [Tile] = []
        /// Those of all its tiles, one after the other.
        var segments: [sparse_segment] = []
    }

    private struct Tile {
        let firstColumn: Int
        /// Among those of the band.
        let segments: Range<Int>
        /// Among all.
        let firstElement: Int
    }

    /// How many rows a tile has: one for each thread to work at has all its sums in the second cache.
    private static let bandHeight = 256

    /// A matrix from compressed sparse rows: row i is the range `rowOffsets[i]..<rowOffsets[i + 1]` of `columns` and
    /// `values`, with ascending columns; n + 1 offsets. It must be symmetric; that is the caller's word.
    public init(rowOffsets: [Int], columns: [Int32], values: [Float]) {
        precondition(rowOffsets.first == 0 && rowOffsets.last == values.count, "the offsets do not fit the elements")
        precondition(columns.count == values.count, "each element needs a column")
        let order = rowOffsets.count - 1
        let borders = Self.borders(order: order, columns: columns)
        var tiledColumns = Array<UInt16>(repeating: 0, count: columns.count)
        var tiledValues = Array<Float>(repeating: 0, count: values.count)
        bands = tiledColumns.withUnsafeMutableBufferPointer { tiledColumns in
            tiledValues.withUnsafeMutableBufferPointer { tiledValues in
                // Each band writes the elements of its own rows, which stand together.
                nonisolated(unsafe) let (tiledColumns, tiledValues) = (tiledColumns, tiledValues)
                return concurrentChunks(count: order, chunk: Self.bandHeight) { rows in
                    var band = Band(rows: rows)
                    var starts = rowOffsets[rows]
                    var next = rowOffsets[rows.lowerBound]
                    for (first, end) in zip(borders, borders.dropFirst()) {
                        let firstElement = next
                        let firstSegment = band.segments.count
                        let ends = rows.map { row in
                            var place = starts[row]
                            while place < rowOffsets[row + 1], columns[place] < end { place += 1 }
                            return place
                        }
                        let counts = zip(starts, ends).map { $1 - $0 }
                        for offset in rows.indices(sortedBy: counts) {
                            let row = rows.lowerBound + offset
                            band.segments.append(.init(row: UInt16(offset), count: UInt16(counts[offset])))
                            for place in starts[row]..<ends[offset] {
                                tiledColumns[next] = UInt16(Int(columns[place]) - first)
                                tiledValues[next] = values[place]
                                next += 1
                            }
                            starts[row] = ends[offset]
                        }
                        band.tiles.append(
                            Tile(
                                firstColumn: first, segments: firstSegment..<band.segments.count,
                                firstElement: firstElement))
                    }
                    return band
                }
            }
        }
        self.order = order
        self.columns = tiledColumns
        self.values = tiledValues
    }

    /// Where tiles begin, and where the last ones end: tiles have 128 columns, and more where the elements of a row in
    /// them would be fewer than 8 on average.
    private static func borders(order: Int, columns: [Int32]) -> [Int] {
        var numbers = Array(repeating: 0, count: order)
        for column in columns { numbers[Int(column)] += 1 }
        var borders = [0]
        var elements = 0
        for column in 0..<order {
            elements += numbers[column]
            let width = column + 1 - borders[borders.count - 1]
            if width >= 128, elements >= 8 * order || width >= 2048 {
                borders.append(column + 1)
                elements = 0
            }
        }
        return borders.last == order ? borders : borders + [order]
    }

    /// How many elements are stored.
    public var elementCount: Int { values.count }

    /// `Y := A X`, tile by tile.
    public func multiply(_ x: Matrix<Float>, into y: inout Matrix<Float>) {
        multiply(x, into: &y, by: { sparse_multiply_float($0, $1, $2, $3, $4, $5, $6) })
    }

    /// `Y := A X`, tile by tile; the elements are widened.
    public func multiply(_ x: Matrix<Double>, into y: inout Matrix<Double>) {
        multiply(x, into: &y, by: { sparse_multiply_double($0, $1, $2, $3, $4, $5, $6) })
    }

    /// One of the C functions: segments and their number, columns, values, X, Y, width.
    private typealias Kernel<Element> =
        @Sendable (
            UnsafePointer<sparse_segment>, Int64, UnsafePointer<UInt16>, UnsafePointer<Float>, UnsafePointer<Element>,
            UnsafeMutablePointer<Element>, Int64
        ) -> Void

    private func multiply<Element: Scalar>(
        _ x: Matrix<Element>, into y: inout Matrix<Element>, by kernel: Kernel<Element>
    ) {
        precondition(x.rows == order && y.rows == order && x.columns == y.columns, "the shapes do not fit")
        y.withMutablePart { y in
            x.withPart { x in
                // Four registers of AVX-512 for each row of a panel; the last panel is as narrow as it can be.
                let lane = 64 / MemoryLayout<Element>.size
                for first in stride(from: 0, to: x.columns, by: 4 * lane) {
                    let width = min(4 * lane, x.columns - first)
                    let panel = AlignedPanel<Element>(rows: order, columns: (width + lane - 1) / lane * lane)
                    panel.fill(from: x, columns: first..<first + width)
                    multiply(panel, into: y, columns: first..<first + width, by: kernel)
                }
            }
        }
    }

    private func multiply<Element: Scalar>(
        _ x: AlignedPanel<Element>, into y: MutableMatrixPart<Element>, columns range: Range<Int>,
        by kernel: Kernel<Element>
    ) {
        columns.withUnsafeBufferPointer { columns in
            values.withUnsafeBufferPointer { values in
                // The kernels read A and X and write to disjoint rows of Y.
                nonisolated(unsafe) let (x, y, columns, values) = (x, y, columns, values)
                concurrentChunks(count: bands.count, chunk: 1) { index in
                    let band = bands[index.lowerBound]
                    let sums = AlignedPanel<Element>(rows: band.rows.count, columns: x.columns)
                    sums.start.initialize(repeating: 0, count: sums.rows * sums.columns)
                    band.segments.withUnsafeBufferPointer { segments in
                        for tile in band.tiles where !tile.segments.isEmpty {
                            kernel(
                                segments.baseAddress! + tile.segments.lowerBound, Int64(tile.segments.count),
                                columns.baseAddress! + tile.firstElement, values.baseAddress! + tile.firstElement,
                                x.start + tile.firstColumn * x.columns, sums.start, Int64(x.columns))
                        }
                    }
                    for (offset, row) in band.rows.enumerated() {
                        (y.start + row * y.stride + range.lowerBound).update(
                            from: sums.start + offset * sums.columns, count: range.count)
                    }
                }
            }
        }
    }

    /// Looks at each stored element.
    public func checkFinite() throws {
        for band in bands {
            for tile in band.tiles {
                var next = tile.firstElement
                for segment in band.segments[tile.segments] {
                    let elements = next..<next + Int(segment.count)
                    if let wrong = values[elements].firstIndex(where: { !$0.isFinite }) {
                        throw LinearAlgebraError.notFinite(
                            row: band.rows.lowerBound + Int(segment.row),
                            column: tile.firstColumn + Int(columns[wrong]))
                    }
                    next = elements.upperBound
                }
            }
        }
    }
}

/// Some columns of a matrix in memory of their own, rows without gaps, from a multiple of 64 bytes on: registers are
/// filled from one line of the cache each.
private final class AlignedPanel<Element: Scalar> {
    let start: UnsafeMutablePointer<Element>
    let rows: Int
    let columns: Int

    /// A panel whose elements must be set before they are read.
    init(rows: Int, columns: Int) {
        let bytes = rows * columns * MemoryLayout<Element>.stride
        start = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64).bindMemory(
            to: Element.self, capacity: rows * columns)
        (self.rows, self.columns) = (rows, columns)
    }

    deinit { start.deallocate() }

    /// Takes columns of a matrix with as many rows, and zeros for those that are left.
    func fill(from source: MatrixPart<Element>, columns range: Range<Int>) {
        nonisolated(unsafe) let (start, source) = (start, source)
        concurrentChunks(count: rows, chunk: 1024) { [columns] rows in
            for row in rows {
                let target = start + row * columns
                target.update(from: source.start + row * source.stride + range.lowerBound, count: range.count)
                (target + range.count).update(repeating: 0, count: columns - range.count)
            }
        }
    }
}

extension Range<Int> {
    /// The offsets of those members that have a number above zero, ordered by it and then by themselves.
    fileprivate func indices(sortedBy numbers: [Int]) -> [Int] {
        (0..<count).filter { numbers[$0] > 0 }.sorted { (numbers[$0], $0) < (numbers[$1], $1) }
    }
}
