import Drawing

/// The title of a chart or of several, and a line below it.
struct Heading: Hashable, Sendable {
    var title: String?
    var subtitle: String?

    private static let gapBelow = 6.0

    private func blocks(within width: Double, theme: Theme) -> [(text: TextBlock, role: ColorRole)] {
        let texts = [(title, theme.titleFont, ColorRole.ink), (subtitle, theme.tickFont, .soft)]
        return texts.compactMap { label, font, role -> (text: TextBlock, role: ColorRole)? in
            guard let label else { return nil }
            return (TextBlock(label, font: font, width: width, maxLines: 3), role)
        }
    }

    /// The height with the gap below it; zero without texts.
    func height(within width: Double, theme: Theme) -> Double {
        let blocks = blocks(within: width - 4, theme: theme)
        return blocks.isEmpty ? 0 : blocks.map(\.text.height).reduce(0, +) + Heading.gapBelow
    }

    func draw(into scene: inout Scene, x: Double, y: Double, width: Double, theme: Theme) {
        var top = y + 2
        for (block, role) in blocks(within: width - 4, theme: theme) {
            block.draw(into: &scene, at: Point(x + 1, top), Paint(role), role == .ink ? "title" : "subtitle")
            top += block.height
        }
    }
}
