public import Files

/// A file of word vectors that cannot be read, or vectors that cannot be written.
public struct VectorFileError: UserFacingError, Equatable {
    /// Where in the file.
    public enum Place: Equatable, Sendable {
        /// The line, from 1.
        case line(Int)
        /// The first byte of what is wrong, from 0; of a compressed file, when it is decompressed.
        case byte(Int)
    }

    /// What is wrong.
    public enum Problem: Equatable, Sendable {
        /// It has no bytes.
        case empty
        /// It is something else: "a PNG image", or nil where that cannot be told.
        case noVectors(kind: String?)
        /// It is what another program keeps its models in: "a fastText model".
        case model(ForeignModel)
        /// It begins with a byte-order mark.
        case byteOrderMark
        /// It is an archive, or compressed by a method that is not read: "a zip archive".
        case packed(kind: String)
        /// The numbers of the first line cannot be those of words and coordinates.
        case header
        /// A line without anything between two that have something.
        case emptyLine
        /// More bytes than any line of vectors has.
        case lineTooLong(limit: Int)
        /// More or fewer numbers than the header says, or than the first line has.
        case numbers(found: Int, expected: Int)
        /// Where a number should be.
        case noNumber(String)
        /// Infinite or no number at all, or too large for single precision; with the word whose vector it is in.
        case notFinite(word: String)
        /// A word whose bytes are not UTF-8.
        case notUTF8
        /// A word without any letter.
        case emptyWord
        /// So many bytes without the space that ends a word.
        case wordTooLong(limit: Int)
        /// A word that is there already, byte for byte.
        case repeated(word: String, earlier: Place)
        /// Fewer words than the header says.
        case missingWords(found: Int, expected: Int)
        /// Something follows the last word that the header promises.
        case surplus(expected: Int)
        /// A line that should be a word, a tab and a number of occurrences.
        case wordAndCount
        /// An array that has not one row a word.
        case shape([Int], words: Int?)
        /// There is no file with the words of an array.
        case noWords(file: String)
        /// A word that the format cannot hold.
        case unwritable(word: String, format: VectorFormat)
        /// A name to write to whose ending says nothing.
        case unknownEnding(String)
    }

    /// What other programs keep their own models in, which holds vectors but not in a format for exchange.
    public enum ForeignModel: String, Equatable, Sendable {
        /// fastText's `.bin`.
        case fastText = "a fastText model"
        /// What Python's `pickle` writes, and so `save` of gensim.
        case pickle = "a Python pickle"

        var remedy: Remedy {
            switch self {
            case .fastText: "Give the .vec file that fastText writes beside its model."
            case .pickle: "Load it in Python and write its vectors: save_word2vec_format of gensim's KeyedVectors."
            }
        }
    }

    /// The file's path.
    public let file: String
    /// Where it is wrong; nil: as a whole.
    public let place: Place?
    /// What is wrong.
    public let problem: Problem

    init(_ file: String, at place: Place? = nil, _ problem: Problem) {
        self.file = file
        self.place = place
        self.problem = problem
    }

    /// One line that names what is wrong, and where.
    public var description: String {
        let start = place.map { "\(file), \($0.description)" } ?? file
        return switch problem {
        case .empty: "\(start) is empty"
        case .noVectors(let kind):
            kind.map { "\(start) is \($0), not a file of word vectors" } ?? "\(start) is not a file of word vectors"
        case .model(let model): "\(start) is \(model.rawValue), not a file of word vectors"
        case .byteOrderMark: "\(start) begins with a byte-order mark"
        case .packed(let kind): "\(start) is \(kind), which cannot be read"
        case .header: "\(start): the header's numbers cannot be those of words and coordinates"
        case .emptyLine: "\(start) is empty, but the file goes on"
        case .lineTooLong(let limit): "\(start) has more than \(limit) bytes"
        case .numbers(let found, let expected): "\(start) has \(found) numbers, not \(expected)"
        case .noNumber(let text): "\(start): '\(text)' is not a number"
        case .notFinite(let word): "\(start): the vector of '\(word)' has a number that is not finite"
        case .notUTF8: "\(start): the word is not UTF-8 text"
        case .emptyWord: "\(start) has no word"
        case .wordTooLong(let limit): "\(start) has no word: no space ends it within \(limit) bytes"
        case .repeated(let word, let earlier):
            "\(start): the word '\(word)' is there already, at \(earlier.description)"
        case .missingWords(let found, let expected):
            "\(start) ends after \(found) words, but its header promises \(expected)"
        case .surplus(let expected): "\(start) goes on after the \(expected) words that its header promises"
        case .wordAndCount: "\(start) is not a word, a tab and its number of occurrences"
        case .shape(let shape, let words):
            "\(start) has the shape \(shape.map(String.init).joined(separator: "×")), "
                + (words.map { "but there are \($0) words" } ?? "not one of words and coordinates")
        case .noWords(let words): "\(start) has no words beside it: \(words) does not exist"
        case .unwritable(let word, let format):
            "\(start) cannot hold the word '\(word)' in \(format == .npy ? "its list of words" : "word2vec's formats")"
        case .unknownEnding(let ending):
            ending.isEmpty
                ? "\(start) has no ending that stands for a format"
                : "\(start) has the ending .\(ending), which stands for no format"
        }
    }

    /// What to do about it.
    public var remedy: Remedy? {
        switch problem {
        case .empty, .missingWords, .header: "Get or make the file again, or correct its first line."
        case .noVectors: "Give vectors in word2vec's text or binary format, or a NumPy array with its words."
        case .model(let model): model.remedy
        case .byteOrderMark: "Save it as UTF-8 without a byte-order mark."
        case .packed: "Unpack it and give what is inside."
        case .emptyLine: "Take the line out."
        case .lineTooLong: "Give each word a line of its own."
        case .numbers, .noNumber: "Correct the line, or take it out and lower the number of words in the first line."
        case .notFinite: "Take the word out, or train it again."
        case .notUTF8: "Convert the file to UTF-8; where the header is wrong, correct it."
        case .emptyWord, .wordTooLong: "Get or make the file again; its header may be wrong, or bytes may be missing."
        case .repeated: "Take one of the two out."
        case .surplus: "Correct the number of words in the first line, or take out what follows."
        case .wordAndCount: "Write one word a line, and after a tab how often it occurs; 0 where that is not known."
        case .shape: "Give an array with a row for each word, and its words beside it."
        case .noWords: "Write the words into it, one a line, in the order of the rows."
        case .unwritable(_, let format):
            format == .npy ? "Take the word out." : "Take the word out, or write an array: a name that ends in .npy."
        case .unknownEnding: "Let it end in .txt or .vec (word2vec's text), .bin (word2vec's binary) or .npy."
        }
    }
}

extension VectorFileError.Place: CustomStringConvertible {
    /// "line 7" or "byte 123".
    public var description: String {
        switch self {
        case .line(let number): "line \(number)"
        case .byte(let offset): "byte \(offset)"
        }
    }
}
