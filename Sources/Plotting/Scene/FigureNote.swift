/// Something that a figure was given and does not show, or not as it was given.
public struct FigureNote: Hashable, Sendable, CustomStringConvertible {
    /// What kind of thing it is, which says what to do about it.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A value that is not a number: what its author left out on purpose.
        case missing
        /// A value that a scale does not have, such as zero on a logarithmic one.
        case notOnScale
        /// A value outside of the bins, or a place outside of the plot.
        case outside
        /// A letter that no font has.
        case letter
        /// A label within the plot for which there is no room.
        case label
        /// Several such labels.
        case labels
        /// Labels that are shown where there is room, as their author asked for, and now and then are not.
        case thinned
        /// Labels at the ends of curves for which there is no room.
        case endLabels
        /// Names for which the legend has no room.
        case legend
        /// Names of categories for which an axis has no room.
        case categories
        /// Values at bars for which there is no room.
        case values
        /// An inset without room, or over the data.
        case inset

        /// Whether it is for want of room, which depends on how wide the letters of a font are.
        public var isOnRoom: Bool {
            switch self {
            case .missing, .notOnScale, .outside, .letter: false
            case .label, .labels, .thinned, .endLabels, .legend, .categories, .values, .inset: true
            }
        }
    }

    /// The kind.
    public let kind: Kind
    /// What is not shown, a sentence.
    public let description: String

    /// A note. `description` is a sentence.
    init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }

    /// What to do about it, a sentence; nil where there is nothing to do.
    public var remedy: String? {
        switch kind {
        case .missing, .thinned: nil
        case .notOnScale: "Use .linear or .symlog(threshold:), or leave these values out."
        case .outside: "Widen the bins or the axis, or leave it out."
        case .letter: "Install a font that has them, for instance: apt-get install fonts-noto-core fonts-noto-cjk."
        case .label, .labels, .endLabels: "Enlarge the figure with .size(width:height:), or label less."
        case .legend, .categories: "Enlarge the figure with .size(width:height:), or show fewer."
        case .values: "Enlarge the figure with .size(width:height:), or leave .showingValues() out."
        case .inset: "Give it another or a smaller part of the plot."
        }
    }
}

extension Film {
    /// What the frames do not show, each kind once: what the first frame that has such a note says, and how many frames
    /// have one. `scenes` are those of ``scenes(theme:)``.
    public func notes(of scenes: [Scene]) -> [FigureNote] {
        var order: [FigureNote.Kind] = []
        var found: [FigureNote.Kind: (first: FigureNote, time: Double, count: Int)] = [:]
        for (time, scene) in zip(times, scenes) {
            var seen: Set<FigureNote.Kind> = []
            for note in scene.remarks where seen.insert(note.kind).inserted {
                if found[note.kind] == nil { order.append(note.kind) }
                found[note.kind, default: (note, time, 0)].count += 1
            }
        }
        return order.compactMap { kind in
            found[kind].map { note, time, count in
                let frames = "(in \(count) of \(scenes.count) frames, first at \(Words.rounded(time)))"
                let sentence = note.description
                return FigureNote(
                    kind, (sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence) + " \(frames).")
            }
        }
    }
}
