/// How text becomes words: letters are lower-cased, and every run of bytes other than a–z separates words.
///
/// It works on bytes: letters outside ASCII separate words too, whatever their case.
public struct TextNormalization: Codable, Hashable, Sendable {
    /// Whether each decimal digit is read as a word, `7` as `seven` (the convention of the corpus text8), instead of
    /// separating words.
    public var spellsOutDigits: Bool

    /// By default digits separate words.
    public init(spellsOutDigits: Bool = false) {
        self.spellsOutDigits = spellsOutDigits
    }

    /// The names of the digits 0 to 9.
    static let digitNames = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
}

/// Where the documents of a text begin and end.
public enum DocumentLayout: String, Codable, Hashable, Sendable {
    /// The file is one document.
    case whole
    /// Each line is one.
    case lines
}
