/// What a part of a chart is to a reader, by its name.
enum ReadPart {
    /// A text at a tick of an axis or of the scale of colours.
    case tickLabel
    /// Lines and strokes at ticks.
    case guide
    /// A line from a label to what it names.
    case leader
    /// A text in the plot or at its edge that names something in it.
    case label
    case legend
    /// A heading, an axis' title, or a panel's letter.
    case title
    /// The box of an inset, or the bar of colours.
    case frame
    /// What is drawn from data.
    case mark

    init(_ name: String) {
        switch name {
        case "label", "label at an end": self = .label
        case "grid", "minor ticks", "trailing ticks", "color ticks": self = .guide
        case "leader": self = .leader
        case "legend": self = .legend
        case "title", "subtitle", "panel letter", "x title", "y title", "trailing title", "color title": self = .title
        case "color bar", "inset": self = .frame
        case _ where name.hasSuffix("tick label"): self = .tickLabel
        default: self = .mark
        }
    }
}
