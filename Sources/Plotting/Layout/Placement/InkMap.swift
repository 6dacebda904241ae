import Drawing

/// Where a plot has ink, in cells of a few pixels: enough to tell an empty corner from a full one.
struct InkMap {
    private static let cell = 4.0

    private let frame: Rect
    private let columns: Int
    private let rows: Int
    private var cells: [UInt8]

    /// An empty map of `frame`; one that is not used keeps nothing.
    init(frame: Rect, isUsed: Bool = true) {
        self.frame = frame
        columns = isUsed ? max(1, Int((frame.width / InkMap.cell).rounded(.up))) : 0
        rows = isUsed ? max(1, Int((frame.height / InkMap.cell).rounded(.up))) : 0
        cells = Array(repeating: 0, count: columns * rows)
    }

    mutating func add(_ point: Point) {
        let column = Int(((point.x - frame.minX) / InkMap.cell).rounded(.down))
        let row = Int(((point.y - frame.minY) / InkMap.cell).rounded(.down))
        guard (0..<columns).contains(column), (0..<rows).contains(row) else { return }
        let index = row * columns + column
        if cells[index] < 4 { cells[index] += 1 }
    }

    mutating func add(polyline points: [Point]) {
        for (start, end) in zip(points, points.dropFirst()) {
            let steps = max(1, (max(abs(end.x - start.x), abs(end.y - start.y)) / InkMap.cell).rounded(.up))
            for step in 0...Int(steps) {
                let share = Double(step) / steps
                add(Point(start.x + share * (end.x - start.x), start.y + share * (end.y - start.y)))
            }
        }
    }

    mutating func add(_ rect: Rect) {
        for y in stride(from: rect.minY, through: rect.maxY, by: InkMap.cell) {
            add(polyline: [Point(rect.minX, y), Point(rect.maxX, y)])
        }
    }

    /// How full a rectangle is: 0 for empty, 1 for a mark in every cell, more where marks pile up.
    func density(in rect: Rect) -> Double {
        let left = max(0, Int(((rect.minX - frame.minX) / InkMap.cell).rounded(.down)))
        let right = min(columns - 1, Int(((rect.maxX - frame.minX) / InkMap.cell).rounded(.down)))
        let top = max(0, Int(((rect.minY - frame.minY) / InkMap.cell).rounded(.down)))
        let bottom = min(rows - 1, Int(((rect.maxY - frame.minY) / InkMap.cell).rounded(.down)))
        guard left <= right, top <= bottom else { return 0 }
        var sum = 0
        for row in top...bottom {
            for column in left...right { sum += Int(cells[row * columns + column]) }
        }
        return Double(sum) / Double((right - left + 1) * (bottom - top + 1))
    }

    /// How many pixels of a straight line lie on ink.
    func length(from start: Point, to end: Point) -> Double {
        let steps = max(1, (max(abs(end.x - start.x), abs(end.y - start.y)) / InkMap.cell).rounded(.up))
        var inked = 0
        for step in 0...Int(steps) {
            let share = Double(step) / steps
            let x = start.x + share * (end.x - start.x)
            let y = start.y + share * (end.y - start.y)
            if density(in: Rect(x: x, y: y, width: 0, height: 0)) > 0 { inked += 1 }
        }
        return Double(inked) * InkMap.cell
    }
}

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
