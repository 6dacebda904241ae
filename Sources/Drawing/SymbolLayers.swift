/// Sorts symbols into layers within which none overlaps another.
enum SymbolLayers {
    /// One cell of a grid that has cells as wide as symbols reach.
    private struct Cell: Hashable {
        let column: Int, row: Int
    }

    /// The centres in as few layers as a greedy choice finds: each goes to the first layer in which no centre is so
    /// near that symbols of the given size could touch. All of one paint, they look the same in any order.
    static func apart(_ centers: [Point], size: Double) -> [[Point]] {
        // No symbol reaches farther than 0.7 of its size from its centre.
        let reach = max(1.4 * size, 0.01)
        var layers: [[Point]] = []
        var cells: [Cell: [(center: Point, layer: Int)]] = [:]
        for center in centers where center.x.isFinite && center.y.isFinite {
            let cell = Cell(column: Int(clamping: center.x / reach), row: Int(clamping: center.y / reach))
            var taken: Set<Int> = []
            for column in cell.column - 1...cell.column + 1 {
                for row in cell.row - 1...cell.row + 1 {
                    for other in cells[Cell(column: column, row: row)] ?? [] {
                        let (dx, dy) = (other.center.x - center.x, other.center.y - center.y)
                        if dx * dx + dy * dy < reach * reach { taken.insert(other.layer) }
                    }
                }
            }
            var layer = 0
            while taken.contains(layer) { layer += 1 }
            if layer == layers.count { layers.append([]) }
            layers[layer].append(center)
            cells[cell, default: []].append((center, layer))
        }
        return layers
    }
}

extension Int {
    /// The whole number at or below `value`, within ± 10⁹.
    fileprivate init(clamping value: Double) { self.init(Swift.min(1e9, Swift.max(-1e9, value.rounded(.down)))) }
}
