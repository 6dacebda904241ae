/// The formats in which vectors are exchanged with other programs.
///
/// A file is read as what its content shows it to be, and written as its ending says. Words are kept as they are.
public enum VectorFormat: String, Codable, CaseIterable, Sendable {
    /// word2vec's text format: a line `V d`, then a line for each word, the word and its d numbers separated by spaces.
    /// Numbers have the fewest digits from which single precision comes back exactly.
    ///
    /// Read as well: lines without the first one, as GloVe writes them. A first line of exactly two whole numbers is
    /// taken for `V d`, so that a file without it cannot begin with a number as its word and a single whole coordinate.
    /// Tabs and several spaces separate too. GloVe's words with spaces in them are read: of what stands before the last d
    /// numbers of a line, all is the word. Without a first line, d is the least count of numbers that a quarter of the
    /// first 64 lines have at their ends.
    case text
    /// word2vec's binary format: a line `V d`, then for each word the word, a space, d little-endian numbers of single
    /// precision and a line feed, which may be missing when it is read (gensim writes none).
    case binary
    /// A NumPy array `NAME.npy`, V×d of single precision, and beside it `NAME.words.tsv` with a line for each row: the
    /// word, a tab and how often it occurs. Arrays of double precision are read too, and lines of a word alone.
    case npy

    /// The endings of files, the usual one first.
    public var endings: [String] {
        switch self {
        case .text: ["txt", "vec"]
        case .binary: ["bin"]
        case .npy: ["npy"]
        }
    }

    /// The format that a file's ending stands for, in capital or small letters; nil for any other ending.
    public init?(ending: String) {
        guard let format = Self.allCases.first(where: { $0.endings.contains(ending.lowercased()) }) else { return nil }
        self = format
    }
}
