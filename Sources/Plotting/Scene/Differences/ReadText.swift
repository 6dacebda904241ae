import Drawing
import LightMarkup

/// A text of a scene as it is read: its lines together, for letters of other widths break it elsewhere.
struct ReadText {
    private(set) var lines: [SceneText]

    private init(_ line: SceneText) { lines = [line] }

    /// The texts among items, each with the lines that continue it.
    static func all(in items: [Scene.Item]) -> [ReadText] {
        var texts: [ReadText] = []
        for case .text(let line) in items {
            if line.isContinued, !texts.isEmpty {
                texts[texts.count - 1].lines.append(line)
            } else {
                texts.append(ReadText(line))
            }
        }
        return texts
    }

    /// The words without their markup.
    var plain: String { lines.map { Markup($0.label).plain }.joined(separator: " ") }

    /// The words without the spaces, one of which is at the end of each line.
    var letters: String { plain.filter { !$0.isWhitespace } }

    /// The first line, whose style is that of all.
    var first: SceneText { lines[0] }

    /// Where the text stands: the middle of its lines.
    var center: Point {
        let boxes = lines.map(\.bounds)
        func middle(_ low: [Double], _ high: [Double]) -> Double { ((low.min() ?? 0) + (high.max() ?? 0)) / 2 }
        return Point(
            middle(boxes.map(\.minX), boxes.map(\.maxX)), middle(boxes.map(\.minY), boxes.map(\.maxY)))
    }

    /// Whether both say the same. Of a text that was cut off because it does not fit, so much is compared as is there.
    func reads(as other: ReadText) -> Bool {
        let (own, others) = (letters, other.letters)
        if own == others { return true }
        guard own.hasSuffix("…") || others.hasSuffix("…") else { return false }
        func begun(_ text: String) -> Substring { text.hasSuffix("…") ? text.dropLast() : text[...] }
        let (short, long) = own.count < others.count ? (own, others) : (others, own)
        return short.hasSuffix("…") && begun(long).hasPrefix(begun(short))
    }

    /// Whether the words of both, which are the same, are also in the same letters: italics, raised and lowered ones.
    /// Of texts that are broken or cut otherwise there is no saying.
    func hasLetters(of other: ReadText) -> Bool {
        letters != other.letters || lines.count != other.lines.count
            || zip(lines, other.lines).allSatisfy {
                Markup($0.label).plain != Markup($1.label).plain || $0.label == $1.label
            }
    }
}

/// Texts of two scenes that correspond: those that read the same, the first with the first.
struct ReadTextMatching {
    private(set) var pairs: [(old: ReadText, new: ReadText)] = []
    private(set) var gone: [ReadText] = []
    private(set) var added: [ReadText]

    init(_ old: [ReadText], _ new: [ReadText]) {
        added = new
        // Whole texts first, lest the beginning of another take their place.
        var left: [ReadText] = []
        for text in old {
            guard let index = added.firstIndex(where: { $0.letters == text.letters }) else {
                left.append(text)
                continue
            }
            pairs.append((text, added.remove(at: index)))
        }
        for text in left {
            guard let index = added.firstIndex(where: { $0.reads(as: text) }) else {
                gone.append(text)
                continue
            }
            pairs.append((text, added.remove(at: index)))
        }
    }

    /// Leaves out what lacks a partner for a reason.
    mutating func forget(gone isAbsent: (ReadText) -> Bool, added wasAbsent: (ReadText) -> Bool) {
        gone.removeAll(where: isAbsent)
        added.removeAll(where: wasAbsent)
    }

    /// Pairs also what reads otherwise, where `isSamePlace` says that it stands for the same thing.
    mutating func pairRest(where isSamePlace: (_ old: ReadText, _ new: ReadText) -> Bool) {
        gone.removeAll { text in
            guard let index = added.firstIndex(where: { isSamePlace(text, $0) }) else { return false }
            pairs.append((text, added.remove(at: index)))
            return true
        }
    }
}

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
