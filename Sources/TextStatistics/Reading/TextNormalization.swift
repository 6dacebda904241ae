/// How text becomes words: letters are lower-cased, and everything that is no letter separates words.
public struct TextNormalization: Codable, Hashable, Sendable {
    /// Which characters are letters.
    public enum Letters: String, Codable, Hashable, Sendable {
        /// Those from a to z. It works on bytes: letters outside ASCII separate words too, whatever their case.
        case ascii
        /// Those of Unicode (general category L), with the combining marks (M) that follow them, in Unicode's full
        /// lower case without regard to language; capital sigma at the end of a word becomes ς.
        ///
        /// What looks the same but is spelled differently (é as one character or as two) stays different, and scripts
        /// that put no space between words give long runs.
        case unicode
    }

    /// Which characters are letters.
    public var letters: Letters
    /// Whether each digit from 0 to 9 is read as a word, `7` as `seven` (the convention of the corpus text8), instead of
    /// separating words.
    public var spellsOutDigits: Bool

    /// By default the letters are those from a to z, and digits separate words.
    public init(letters: Letters = .ascii, spellsOutDigits: Bool = false) {
        self.letters = letters
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
