import Drawing

/// The corners of a plot, for what is laid over it.
enum Corners {
    private static let gap = 4.0

    /// The four boxes of a size in the corners: below right, above right, above left, below left.
    static func boxes(in rect: Rect, width: Double, height: Double) -> [Rect] {
        let (left, right) = (rect.minX + gap, rect.maxX - width - gap)
        let (top, bottom) = (rect.minY + gap, rect.maxY - height - gap)
        return [(right, bottom), (right, top), (left, top), (left, bottom)].map { x, y in
            Rect(x: x, y: y, width: width, height: height)
        }
    }

    /// The corner with the least ink; nil if a box of that size does not fit. What labels must not cover counts as
    /// full.
    static func emptiest(of plot: PlotArea, width: Double, height: Double) -> (box: Rect, density: Double)? {
        guard width + 2 * gap <= plot.rect.width, height + 2 * gap <= plot.rect.height else { return nil }
        return boxes(in: plot.rect, width: width, height: height).map { box -> (box: Rect, density: Double) in
            (box, plot.ink.density(in: box) + (plot.taken.contains(where: box.intersects) ? 1 : 0))
        }.min { $0.density < $1.density }
    }
}
