import LinearAlgebra
import TextStatistics

/// How rows of d numbers are laid out for the inner loops: as so many tiles of so many lines of 16 numbers, filled up with
/// zeros. A tile stays in registers.
struct RowLayout: Equatable {
    /// Lines in a tile, 1 to 8.
    let tile: Int
    let tiles: Int

    /// The layout with the fewest zeros; of several the one with the longest tiles.
    init(dimension: Int) {
        let lines = (dimension - 1) / 16 + 1
        if lines <= 8 {
            (tile, tiles) = (lines, 1)
        } else {
            func padded(_ tile: Int) -> Int { (lines - 1) / tile + 1 }
            tile = [8, 7, 6, 5].min { padded($0) * $0 < padded($1) * $1 }!
            tiles = padded(tile)
        }
    }

    /// Numbers from a row to the next.
    var stride: Int { 16 * tile * tiles }

    /// The bytes of so many rows.
    func bytes(rows: Int) -> Int { 4 * rows * stride }
}

/// A matrix whose rows begin at cache lines; the owner of its memory. Threads change it without locks while it is trained.
final class VectorRows: @unchecked Sendable {
    let rows: Int
    let columns: Int
    let layout: RowLayout
    let elements: UnsafeMutablePointer<Float>
    private let bytes: UnsafeMutableRawBufferPointer

    /// The rows of a matrix.
    init(_ matrix: Matrix<Float>) {
        rows = matrix.rows
        columns = matrix.columns
        layout = RowLayout(dimension: matrix.columns)
        bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 4 * rows * layout.stride, alignment: 1 << 12)
        // Rows are visited at random.
        useLargePages(bytes)
        elements = bytes.bindMemory(to: Float.self).baseAddress!
        elements.initialize(repeating: 0, count: rows * layout.stride)
        matrix.elements.withUnsafeBufferPointer { source in
            for row in 0..<rows {
                (elements + row * layout.stride).update(from: source.baseAddress! + row * columns, count: columns)
            }
        }
    }

    deinit { bytes.deallocate() }

    /// The matrix as it is.
    var matrix: Matrix<Float> {
        var matrix = Matrix<Float>(rows: rows, columns: columns)
        matrix.withUnsafeMutableElements { target in
            for row in 0..<rows {
                (target.baseAddress! + row * columns).update(from: elements + row * layout.stride, count: columns)
            }
        }
        return matrix
    }
}
