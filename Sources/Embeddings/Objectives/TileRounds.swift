/// The pairs of tiles of a symmetric matrix, in rounds in which every tile of rows occurs at most once: what the pairs
/// of a round add to their rows can be added at the same time, and the order of all additions is fixed.
///
/// This is the schedule of a tournament in which everybody meets everybody (the circle method); who has no opponent in a
/// round meets themselves, the tile on the diagonal.
struct TileRounds {
    /// How many rows and columns the tiles have, but for the last.
    let tile: Int
    /// The number of tiles on the diagonal.
    let count: Int
    /// The pairs (I, J) with I ≤ J of each round.
    let rounds: [[(first: Int, second: Int)]]

    /// Tiles for a matrix of that order.
    init(order: Int) {
        // A multiple of four tiles makes an even number of pairs in each round, for two threads.
        let wanted = max(1, (order + 4 * Self.largestTile - 1) / (4 * Self.largestTile)) * 4
        let tile = max(1, ((order + wanted - 1) / wanted + 15) / 16 * 16)
        let count = (order + tile - 1) / tile
        (self.tile, self.count) = (tile, count)
        // With an even number, one more takes part that is not there.
        let players = count | 1
        rounds = (0..<players).map { round in
            (0...players / 2).compactMap { distance in
                let (first, second) = ((round + distance) % players, (round + players - distance) % players)
                guard first < count, second < count else { return nil }
                return (min(first, second), max(first, second))
            }
        }
    }

    /// The largest tile: a place in it can be written in 16 bits, and it stays in the second cache with what it is
    /// multiplied by.
    static let largestTile = 256

    /// The rows of a tile of a matrix of that order.
    func rows(_ index: Int, of order: Int) -> Range<Int> { index * tile..<min(order, (index + 1) * tile) }
}
