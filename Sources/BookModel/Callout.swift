/// A note that stands apart from the text: a quotation that begins with `[!NOTE]` or another kind, as on GitHub.
public struct Callout: Hashable, Sendable {
    /// What the note is to the reader; the raw value is the word in the chapter, in lower case.
    public enum Kind: String, Codable, Hashable, Sendable, CaseIterable { case note, tip, important, warning, caution }

    /// What the note is to the reader.
    public var kind: Kind
    /// What stands behind the kind on its line; empty without a title.
    public var title: [Inline]
    /// The note itself.
    public var blocks: [Block]

    /// A note, by default without a title.
    public init(kind: Kind, title: [Inline] = [], blocks: [Block]) {
        self.kind = kind
        self.title = title
        self.blocks = blocks
    }
}
