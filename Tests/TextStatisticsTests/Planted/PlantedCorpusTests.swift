import Computation
import Files
import Foundation
import TestSupport
import Testing

@testable import TextStatistics

@Suite("Planted text")
struct PlantedCorpusTests {
    private let language: PlantedLanguage

    init() throws { language = try PlantedLanguage(vocabulary: 64, strengths: [0.7, 0.5], documentLength: 40) }

    @Test("has exactly the length asked for, and begins any longer text")
    func length() throws {
        let long = Array(try language.text(words: 5000))
        for length in [1, 2, 19, 20, 999, 5000] {
            let documents = Array(try language.text(words: length))
            #expect(documents.reduce(0) { $0 + $1.count } == length)
            #expect(documents.dropLast() == long[..<(documents.count - 1)])
            #expect(long[documents.count - 1].starts(with: documents[documents.count - 1]))
        }
    }

    @Test("has documents of half to one and a half times the mean length, uniformly")
    func documents() throws {
        for mean in [2, 7, 40] {
            let language = try PlantedLanguage(vocabulary: 64, strengths: [0.7], documentLength: mean)
            let lengths = try language.text(words: 20_000 * mean).dropLast().map(\.count)
            #expect(lengths.min() == mean - mean / 2)
            #expect(lengths.max() == mean + mean / 2)
            let average = Double(lengths.reduce(0, +)) / Double(lengths.count)
            #expect(abs(average / Double(mean) - 1) < 0.01)
        }
    }

    @Test("is the same today as it was")
    func golden() throws {
        let text = try PlantedLanguage().text(words: 10)
        #expect(Array(text) == [[10, 71, 4, 10, 61, 71, 123, 15, 29, 14]])
        let small = Array(try language.text(words: 100_000))
        #expect(small.prefix(5).map(\.count) == [58, 26, 48, 29, 50])
        #expect(small.suffix(3).map { Array($0.prefix(3)) } == [[18, 11, 35], [13, 11, 11], [33, 2, 2]])
    }

    @Test("has frequencies that fall with the rank's power that was asked for")
    func zipf() throws {
        let language = try PlantedLanguage(exponent: 1.1, offset: 5)
        let counts = try PlantedCorpus(language: language, length: 400_000).cooccurrences(vocabulary: 900, window: 1)
        let points = counts.vocabulary.counts.prefix(300).enumerated().map {
            (x: log(Double($0 + 1) + 5), y: log(Double($1)))
        }
        let (x, y) = (points.reduce(0) { $0 + $1.x } / 300, points.reduce(0) { $0 + $1.y } / 300)
        let slope =
            points.reduce(0) { $0 + ($1.x - x) * ($1.y - y) } / points.reduce(0) { $0 + ($1.x - x) * ($1.x - x) }
        #expect(abs(slope + 1.1) < 0.05)
    }

    @Test("has neighbours as often as the model says")
    func neighbours() throws {
        // P_ij summed over four groups of words: both signs of the two concepts.
        let group = (0..<64).map {
            (language.concepts[0][$0] > 0 ? 2 : 0) + (language.concepts[1][$0] > 0 ? 1 : 0)
        }
        var expected = Array(repeating: Array(repeating: 0.0, count: 4), count: 4)
        let attributes = language.attributes.count
        for document in 0..<1 << attributes {
            let words = language.wordProbabilities(
                signs: (0..<attributes).map { document >> $0 & 1 == 0 ? 1 : -1 })
            var groups = [0.0, 0, 0, 0]
            for (word, probability) in words.enumerated() { groups[group[word]] += probability }
            for i in 0..<4 { for j in 0..<4 { expected[i][j] += groups[i] * groups[j] / Double(1 << attributes) } }
        }
        // One pair of a document, so that pairs are independent.
        var found = Array(repeating: Array(repeating: 0.0, count: 4), count: 4)
        let documents = 50_000
        for document in try language.text(words: 60 * documents).prefix(documents) {
            found[group[document[0]]][group[document[19]]] += 1
        }
        for i in 0..<4 {
            for j in 0..<4 {
                let mean = expected[i][j] * Double(documents)
                #expect(abs(found[i][j] - mean) < 4.5 * mean.squareRoot(), "groups \(i), \(j)")
            }
        }
    }

    @Test("is counted as the same text in a file is, by lines")
    func countedAsAFile() throws {
        let corpus = try PlantedCorpus(language: language, length: 30_000)
        try withTemporaryFolder { folder in
            let files = try corpus.write(toFolder: folder)
            let lines = try String(contentsOf: files[0], encoding: .utf8)
            let documents = Array(try language.text(words: 30_000))
            #expect(
                lines == documents.map { $0.map { language.words[$0] }.joined(separator: " ") + "\n" }.joined())
            let text = TextCorpus(name: "text", file: files[0], documents: .lines)
            let (planted, read) = try (
                corpus.cooccurrences(vocabulary: 60, window: 4), text.cooccurrences(vocabulary: 60, window: 4)
            )
            #expect(planted.vocabulary == read.vocabulary)
            #expect(planted.vocabulary.totalTokens == 30_000)
            #expect(planted.rowOffsets == read.rowOffsets)
            #expect(planted.columns == read.columns)
            #expect(planted.values == read.values)
        }
    }

    @Test("is the same for any size of the buffer it is read into")
    func buffers() throws {
        func bytes(_ size: Int) throws -> [UInt8] {
            let stream = PlantedTextStream(try language.text(words: 700), in: language, name: "small")
            var bytes: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: size)
            while case .text(let count) = try buffer.withUnsafeMutableBytes(stream.read) { bytes += buffer[..<count] }
            #expect(stream.progress == 1)
            return bytes
        }
        let whole = try bytes(100_000)
        #expect(whole.last == UInt8(ascii: "\n"))
        for size in [1, 2, 7, 300, 1001] { #expect(try bytes(size) == whole, "\(size) bytes") }
    }

    @Test("is remembered by its language and length, not by its name")
    func fingerprint() throws {
        func fingerprint(_ name: String, _ language: PlantedLanguage, _ length: Int) throws -> Fingerprint {
            try PlantedCorpus(name: name, language: language, length: length).fingerprint
        }
        let one = try fingerprint("a", language, 100)
        #expect(try one == fingerprint("b", language, 100))
        #expect(try one != fingerprint("a", language, 101))
        #expect(try one != fingerprint("a", PlantedLanguage(), 100))
    }

    @Test("is written with its analogies and concepts")
    func files() throws {
        try withTemporaryFolder { folder in
            let corpus = try PlantedCorpus(name: "small", language: language, length: 500)
            let files = try corpus.write(toFolder: folder, pairsPerConcept: 3)
            #expect(files.map(\.lastPathComponent) == ["small.txt", "small-analogies.tsv", "small-concepts.tsv"])
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 3)
            let analogies = try String(contentsOf: files[1], encoding: .utf8).split(separator: "\n")
            let families = language.analogies(pairsPerConcept: 3)
            #expect(analogies.count == 7)
            #expect(analogies[0] == "# category\ta\tb")
            #expect(analogies[4] == "concept-2\t\(families[1].pairs[0].a)\t\(families[1].pairs[0].b)")
            let concepts = try String(contentsOf: files[2], encoding: .utf8).split(separator: "\n")
            #expect(concepts.count == 66)
            #expect(concepts[0].hasPrefix("# word\tfrequency\tconcept-1\tconcept-2\tstem-1\t"))
            #expect(concepts[1].hasPrefix("# strength\t\t0.7\t0.5\t0.4\t"))
            for (line, number) in zip(concepts.dropFirst(2), 0...) {
                let fields = line.split(separator: "\t").map(String.init)
                #expect(fields[0] == language.words[number])
                #expect(Double(fields[1]) == language.frequencies[number])
                #expect(fields.dropFirst(2).map { Double($0)! } == language.attributes.map { $0[number] })
            }
        }
    }

    @Test("leaves nothing behind where its files cannot be written")
    func unwritable() throws {
        try withTemporaryFolder { folder in
            let corpus = try PlantedCorpus(name: "small", language: language, length: 500)
            let gone = folder.appending(path: "gone")
            #expect(throws: FileError.missing(path: gone.path)) {
                try corpus.write(toFolder: gone)
            }
            // A folder stands where the analogies should.
            let obstacle = folder.appending(path: "small-analogies.tsv")
            try FileManager.default.createDirectory(at: obstacle, withIntermediateDirectories: true)
            #expect(throws: FileError.self) { try corpus.write(toFolder: folder) }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["small-analogies.tsv"])
        }
    }

    @Test("complains as other corpora do of a vocabulary or a window that is too large")
    func complaints() throws {
        let corpus = try PlantedCorpus(name: "small", language: language, length: 30)
        let tooMany = #expect(throws: CorpusError.self) { try corpus.cooccurrences(vocabulary: 65, window: 2) }
        #expect(tooMany?.description.hasPrefix("the corpus small has ") == true)
        let tooLong = #expect(throws: CorpusError.self) { try corpus.cooccurrences(vocabulary: 5, window: 100) }
        #expect(
            tooLong?.description.hasPrefix("the window of 100 words is longer than the corpus small allows") == true)
    }
}
