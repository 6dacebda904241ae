import Drawing

/// The tick labels of one axis of a plot in its place.
struct AxisLabels {
    let ticks: [Tick]
    /// The texts with their places along the axis, in pixels from the axis' beginning at the left or at the bottom.
    let texts: [(text: TextBlock, place: Double)]
    /// How many category names there was no room for.
    let omitted: Int

    var width: Double { texts.map(\.text.width).max() ?? 0 }
    var height: Double { texts.map(\.text.height).max() ?? 0 }

    /// The part of a panel's width that names of categories at its left or right may take.
    private static let shareForNames = 0.4

    init(_ axis: Axis, length: Double, isHorizontal: Bool, panelWidth: Double, theme: Theme) {
        let lineHeight = Typeset("0", font: theme.tickFont).height
        // Of names, how many fit depends on how they are broken into lines.
        let isCategorical = axis.scale.type == .categorical
        ticks =
            isCategorical
            ? axis.categories.enumerated().map { Tick(value: Double($0) + 0.5, label: $1) }
            : axis.ticks(length: length, horizontal: isHorizontal) { label in
                isHorizontal ? Typeset(label, font: theme.tickFont).width : lineHeight
            }
        guard axis.isLabelled else {
            (texts, omitted) = ([], 0)
            return
        }
        let labelled = ticks.compactMap { tick -> (label: String, place: Double)? in
            guard let label = tick.label, let share = axis.scale.position(tick.value) else { return nil }
            // Categories and the rows of matrices read from the top.
            let along = !isHorizontal && axis.isFromTop ? 1 - share : share
            return (label, along * length)
        }
        guard isCategorical else {
            // Ticks that the author chose may be too close for all labels.
            var last: (place: Double, half: Double)?
            texts = labelled.compactMap { label, place in
                let text = TextBlock(Typeset(label, font: theme.tickFont))
                let half = (isHorizontal ? text.width + 6 : text.height) / 2
                if let last, abs(place - last.place) < half + last.half { return nil }
                last = (place, half)
                return (text, place)
            }
            omitted = 0
            return
        }
        let band = length / max(1, axis.scale.upper)
        var stride = max(1, Int(((isHorizontal ? 16 : lineHeight) / max(band, 0.01)).rounded(.up)))
        func every(_ stride: Int) -> [(label: String, place: Double)] {
            labelled.enumerated().filter { $0.offset % stride == 0 }.map(\.element)
        }
        func fitted(_ stride: Int) -> [TextBlock] {
            let room = band * Double(stride)
            let width = isHorizontal ? max(10, room - 6) : max(24, AxisLabels.shareForNames * panelWidth - 9)
            let lines = isHorizontal || room >= 2 * lineHeight + 2 ? 2 : 1
            return TextBlock.fitted(every(stride).map(\.label), font: theme.tickFont, width: width, maxLines: lines)
        }
        var blocks = fitted(stride)
        // Of many names it is better to read some than the beginnings of all.
        while isHorizontal, band < 32, band * Double(stride) < 64, blocks.contains(where: \.isCut) {
            stride *= 2
            blocks = fitted(stride)
        }
        let shown = every(stride)
        texts = zip(blocks, shown).map { ($0, $1.place) }
        omitted = labelled.count - shown.count
    }
}
