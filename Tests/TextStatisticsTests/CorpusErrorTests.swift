import Files
import Foundation
import TestSupport
import Testing

@testable import TextStatistics

@Suite("What is wrong with a corpus")
struct CorpusErrorTests {
    /// The text of the error that counting these bytes ends in; the file's folder is left out of it.
    private func message(
        _ bytes: [UInt8], vocabulary: Int = 2, window: Int = 1, documents: DocumentLayout = .whole
    ) throws -> [String] {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "text")
            try Data(bytes).write(to: file)
            let corpus = TextCorpus(name: "mine", file: file, documents: documents)
            do {
                _ = try corpus.cooccurrences(vocabulary: vocabulary, window: window)
                return []
            } catch let error as any UserFacingError {
                return [error.description, error.remedy?.description ?? ""].map {
                    $0.replacing(folder.path + "/", with: "")
                }
            }
        }
    }

    private func message(
        _ text: String, vocabulary: Int = 2, window: Int = 1, documents: DocumentLayout = .whole
    ) throws -> [String] {
        try message(Array(text.utf8), vocabulary: vocabulary, window: window, documents: documents)
    }

    @Test("no words, too few words")
    func words() throws {
        let noWords = [
            "text has no words",
            "Give a text with words in the letters a to z, or have all letters read: the letters of all scripts.",
        ]
        #expect(try message("") == noWords)
        #expect(try message("12 — 3\n") == noWords)
        #expect(
            try message("a b c a", vocabulary: 3000) == [
                "the corpus mine has 3 different words, fewer than the vocabulary of 3000",
                "Ask for fewer: a vocabulary of 3.",
            ])
    }

    @Test("a window that reaches beyond every document; one word less is accepted")
    func window() throws {
        #expect(
            try message("a b a b", window: 4) == [
                "the window of 4 words is longer than the corpus mine allows: its longest document has 4 words of the "
                    + "vocabulary", "Ask for less: a window of 3.",
            ])
        #expect(try message("a b a b", window: 3) == [])
        #expect(
            try message("a\nb a\n", window: 2, documents: .lines) == [
                "the window of 2 words is longer than the corpus mine allows: its longest document has 2 words of the "
                    + "vocabulary", "Ask for less: a window of 1.",
            ])
        #expect(try message("a\nb\n", documents: .lines).last == "Give a text in which words stand next to each other.")
    }

    @Test("sizes below 1")
    func sizes() throws {
        #expect(
            try message("a b", vocabulary: 0)
                == ["the vocabulary is 0, but it must be at least 1", "Give a larger one: a vocabulary of N."])
        #expect(
            try message("a b", window: -1)
                == ["the window is -1, but it must be at least 1", "Give a larger one: a window of N."])
    }

    @Test("windows that are too wide to be counted")
    func wideWindow() throws {
        #expect(
            try message("a b", window: 65_536) == [
                "the window of 65536 words is wider than 65535, the most that can be counted",
                "Ask for less: a window of N.",
            ])
        #expect(try message("a b", window: 65_535).first?.hasPrefix("the window of 65535 words is longer") == true)
        let error = CorpusError.sumTooLarge(corpus: "mine", window: 9)
        #expect(
            error.description == "the counts of the corpus mine could add up to 2⁶³ or more with a window of 9 words")
        #expect(error.remedy == "Ask for less: \(.window(nil)).")
    }

    @Test("runs of letters that are too long to be words, with where they begin")
    func longWord() throws {
        let longest = String(repeating: "Ab", count: 32_768)
        #expect(try message("a b \(longest) b") == [])
        // Far into the text, so that the run lies across two blocks of reading.
        for start in [0, 4, 200_000, 262_143] {
            #expect(
                try message(String(repeating: " ", count: start) + longest + "c d") == [
                    "text has a run of more than 65536 letters, which is no word: it begins at offset \(start)",
                    "Check that the file is text, and break the run up with spaces.",
                ])
        }
    }

    @Test("more different words than can be numbered")
    func manyWords() throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "text")
            try Data("a b c b".utf8).write(to: file)
            func read(_ limit: Int) throws -> Int {
                try TokenizedText(
                    openText(file), documents: .whole, normalization: TextNormalization(),
                    into: NumberLog(memory: 1000), maximalWords: limit
                ).words.count
            }
            #expect(try read(3) == 3)
            let error = #expect(throws: CorpusError.self) { try read(2) }
            #expect(error?.description == "\(file.path) has more than 2 different words")
            #expect(error?.remedy == "Check that the file is text, or give less of it.")
        }
    }

    @Test("bytes that are not UTF-8, with where they are")
    func encoding() throws {
        #expect(
            try message(Array("caf".utf8) + [0xE9, 0x20, 0x61]) == [
                "text is not UTF-8 text: the byte at offset 3 cannot be read",
                "Convert it, for example: iconv -f WINDOWS-1252 -t UTF-8.",
            ])
        #expect(
            try message(Array("a b é".utf8.dropLast())).first
                == "text is not UTF-8 text: the byte at offset 4 cannot be read")
    }

    @Test("compressed files that are cut off or damaged, wherever the cut is")
    func compression() throws {
        let whole = gzipMember(Array("the cat saw the dog".utf8))
        #expect(try message(whole) == [])
        for length in 2..<whole.count {
            #expect(
                try message(Array(whole[..<length]))
                    == ["text is cut off: its compressed data ends too early", "Get the file again."],
                "cut to \(length) bytes")
        }
        #expect(
            try message(whole + [0, 0, 1])
                == ["text is cut off: its compressed data ends too early", "Get the file again."])
        #expect(
            try message(whole + Array("and more".utf8)).first == "text is damaged: its compressed data cannot be read")
        for place in [11, 13, 18, whole.count - 6, whole.count - 1] {
            var damaged = whole
            damaged[place] ^= 0x40
            #expect(
                try message(damaged)
                    == ["text is damaged: its compressed data cannot be read", "Get the file again."],
                "altered at \(place)")
        }
    }

    @Test("a file that is missing says how to get it, a directory that it is one")
    func missing() throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "gone.txt")
            let remedy = "Install it with: sudo apt-get install dict-gcide"
            for corpus in [
                TextCorpus(name: "gcide", file: file, remedyIfMissing: remedy) as any Corpus,
                StatisticsCorpus(name: "gcide", file: file, remedyIfMissing: remedy),
            ] {
                let error = #expect(throws: CorpusError.self) {
                    try corpus.cooccurrences(vocabulary: 2, window: 1)
                }
                #expect(error?.description == "the corpus gcide is not there: \(file.path) does not exist")
                #expect(error?.remedy?.description == remedy)
                #expect(throws: CorpusError.self) { try corpus.fingerprint }
            }
            #expect(throws: FileError.isDirectory(path: folder.path)) {
                try StatisticsCorpus(name: "folder", file: folder).cooccurrences(vocabulary: 2, window: 1)
            }
        }
    }
}
