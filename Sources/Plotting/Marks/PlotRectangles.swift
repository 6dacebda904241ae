import Drawing

// Boxes and intervals for marks that have them.
extension PlotArea {
    /// How far along a scale `value` is, 0…1; at an end for a value that is beyond it or that the scale does not have
    /// because it is too small; nil for NaN.
    func share(_ value: Double, on scale: Scale) -> Double? {
        guard !value.isNaN else { return nil }
        guard let position = scale.position(value), !position.isNaN else { return value > scale.upper ? 1 : 0 }
        return min(1, max(0, position))
    }

    /// The rectangle between pairs of values, cut off at the plot's edges.
    func box(x horizontal: (Double, Double), y vertical: (Double, Double)) -> Rect? {
        guard let left = share(horizontal.0, on: x.scale), let right = share(horizontal.1, on: x.scale),
            let first = share(vertical.0, on: y.scale), let second = share(vertical.1, on: y.scale)
        else { return nil }
        let (low, high) = y.isFromTop ? (first, second) : (1 - first, 1 - second)
        return Rect(
            x: rect.minX + min(left, right) * rect.width, y: rect.minY + min(low, high) * rect.height,
            width: abs(right - left) * rect.width, height: abs(high - low) * rect.height)
    }

    /// The numbers of the categories along an axis.
    func bands(of axis: Axis) -> [String: Int] {
        Dictionary(axis.categories.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// A line between two points with caps, `cap` pixels long, across its ends.
    static func interval(_ low: Point, _ high: Point, isVertical: Bool, cap: Double) -> Path {
        var path = Path(from: low, to: high)
        guard cap > 0 else { return path }
        for end in [low, high] {
            path.append(through: [
                Point(end.x - (isVertical ? cap / 2 : 0), end.y - (isVertical ? 0 : cap / 2)),
                Point(end.x + (isVertical ? cap / 2 : 0), end.y + (isVertical ? 0 : cap / 2)),
            ])
        }
        return path
    }

    /// Draws rectangles of one colour as one path.
    mutating func boxes(_ boxes: [Rect], _ fill: Paint) {
        guard !isTrial else { return }
        var path = Path()
        for box in boxes where box.width > 0 && box.height > 0 {
            ink.add(box)
            path.elements += Path(box).elements
        }
        self.path(path, fill: fill)
    }

    /// Draws cells that lie within the plot.
    mutating func cells(_ cells: CellGrid) {
        guard !isTrial, cells.frame.width > 0, cells.frame.height > 0 else { return }
        ink.add(cells.frame)
        items.append(.cells(cells))
    }

    /// Draws a picture.
    mutating func picture(_ picture: Picture) {
        guard !isTrial else { return }
        ink.add(picture.clip)
        items.append(.picture(picture))
    }

    /// Writes a value in the middle of a bar, if it has room there.
    mutating func valueLabel(_ label: String, within box: Rect) {
        guard !isTrial else { return }
        var font = theme.tickFont
        font.size = 10.5
        let text = Typeset(label, font: font)
        guard text.width + 4 <= box.width, text.height <= box.height else { return }
        let corner = Point(box.x + (box.width - text.width) / 2, box.y + (box.height - text.height) / 2)
        let placed = SceneText(text, at: corner, fill: Paint(.paper))
        taken.append(placed.bounds)
        items.append(.text(placed))
    }
}
