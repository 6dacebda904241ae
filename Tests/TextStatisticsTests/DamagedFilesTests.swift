import Files
import Computation
import Foundation
import Fuzzing
import TestSupport
import Testing

@testable import TextStatistics

@Suite("Files that are no texts, or no longer")
struct DamagedFilesTests {
    @Test("are recognised by their first bytes")
    func otherKinds() throws {
        func remedies(_ start: [UInt8], _ kind: String, _ remedy: String, _ negation: String) throws {
            let bytes = start + Array("some more".utf8)
            #expect(try complaint(bytes) == ["corpus is \(kind)\(negation)", remedy])
            #expect(try complaint(gzipMember(bytes)) == ["corpus is \(kind)\(negation)", remedy])
        }
        for (start, kind) in [
            (Array("%PDF-1.7\n".utf8), "a PDF document"), ([0x89] + Array("PNG\r\n\u{1A}\n".utf8), "a PNG image"),
            ([0x7F] + Array("ELF".utf8), "an ELF program"), ([0xFF, 0xD8, 0xFF, 0xE0], "a JPEG image"),
            ([0x93] + Array("NUMPY".utf8), "a NumPy array"), (Array("ab\0cd".utf8), "binary data"),
        ] {
            try remedies(start, kind, "Give a plain text, or make one of it first.", ", not a text")
        }
        let tar = Array("a.txt".utf8) + [UInt8](repeating: 0, count: 252) + Array("ustar".utf8)
        for (start, kind) in [
            (tar, "a tar archive"), ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "an xz file"),
            ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive"), ([0x28, 0xB5, 0x2F, 0xFD], "a Zstandard file"),
        ] {
            try remedies(start, kind, "Unpack it and give what is inside.", ", which cannot be read")
        }
        for (start, encoding) in [
            ([0xFF, 0xFE], "UTF-16"), ([0xFE, 0xFF], "UTF-16"), ([0xFF, 0xFE, 0, 0], "UTF-32"),
            ([0, 0, 0xFE, 0xFF], "UTF-32"),
        ] as [([UInt8], String)] {
            try remedies(start, "\(encoding) text", "Convert it: iconv -f \(encoding) -t UTF-8.", ", not UTF-8")
        }
        // Words in UTF-16 without a mark have zero bytes.
        #expect(
            try complaint(Array("w o r d".utf16.flatMap { [0, UInt8($0)] })).first
                == "corpus is binary data, not a text")
    }

    @Test("of a few bytes are what they can be")
    func tiny() throws {
        for bytes in [[], [0xEF, 0xBB, 0xBF]] as [[UInt8]] {
            #expect(
                try complaint(bytes) == [
                    "corpus has no words",
                    "Give a text with words in the letters a to z, or have all letters read: the letters of all scripts.",
                ])
        }
        // A single letter is a text of one word, and half a signature is none.
        for bytes in [Array("P".utf8), Array("BZh".utf8), Array("PK".utf8)] { #expect(try complaint(bytes) == []) }
    }

    @Test("that begin with a byte-order mark of UTF-8 are read without it")
    func byteOrderMark() throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "text")
            try Data([0xEF, 0xBB, 0xBF] + Array("a b a".utf8)).write(to: file)
            let counts = try TextCorpus(name: "t", file: file).cooccurrences(vocabulary: 2, window: 1)
            #expect(counts.vocabulary.words == ["a", "b"] && counts.vocabulary.totalTokens == 3)
        }
    }

    @Test("that are compressed twice say so")
    func nested() throws {
        let complaint = ["corpus is compressed more than once", "Unpack it and give what is inside."]
        #expect(try TextStatisticsTests.complaint(gzipMember(gzipMember([65]))) == complaint)
        #expect(try TextStatisticsTests.complaint(gzipMember(Bzip2Samples.cat)) == complaint)
        #expect(try TextStatisticsTests.complaint(gzipMember(zipArchive([ZipEntry("a", "a")]))) == complaint)
    }

    @Test("that expand beyond all measure are stopped, texts that repeat themselves are read")
    func bombs() throws {
        func complaint(_ bytes: [UInt8]) throws -> [String] {
            do {
                _ = try documentLengths(bytes)
                return []
            } catch let error as CorpusError {
                return [error.description.components(separatedBy: "/").last!, error.remedy?.description ?? ""]
            }
        }
        let expected = [
            "corpus expands to more than 200 times its size",
            "If it can be trusted, unpack it and give what is inside.",
        ]
        func repeated(_ bytes: [UInt8], _ count: Int) -> [UInt8] { (0..<count).flatMap { _ in bytes } }
        // 10 MiB each, in some hundred bytes.
        #expect(try complaint(repeated(Bzip2Samples.bomb, 6)) == [])
        #expect(try complaint(repeated(Bzip2Samples.bomb, 7)) == expected)
        let text = [UInt8](repeating: 0x61, count: 8 << 20)
        let packed = compressed(text)
        let member =
            gzipMember([]).prefix(10) + packed.dropFirst(2).dropLast(4) + littleEndian(Int(crc32(text)), bytes: 4)
            + littleEndian(text.count, bytes: 4)
        #expect(try complaint(repeated(Array(member), 8)) == [])
        #expect(try complaint(repeated(Array(member), 12)) == expected)
        let entries = (0..<12).map { number in
            var entry = ZipEntry("\(number)", "")
            entry.packed = (Array(packed.dropFirst(2).dropLast(4)), text.count, crc32(text))
            return entry
        }
        #expect(try complaint(zipArchive(Array(entries[..<8]))) == [])
        #expect(try complaint(zipArchive(entries)) == expected)
    }

    /// How long the documents of a corpus are, which is named "corpus".
    private func documentLengths(_ bytes: [UInt8]) throws -> [Int] {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "corpus")
            try write(bytes, to: file)
            let stream = try openText(file)
            var lengths = [0]
            var buffer = [UInt8](repeating: 0, count: 1 << 18)
            while true {
                switch try buffer.withUnsafeMutableBytes({ try stream.read(into: $0) }) {
                case .text(let count): lengths[lengths.count - 1] += count
                case .endOfDocument: lengths.append(0)
                case .end: return lengths
                }
            }
        }
    }

    static let formats: [(name: String, bytes: [UInt8])] = {
        let page =
            "<page><title>A</title><ns>0</ns><revision><text>The [[cat|dog]] {{x}} saw.</text></revision></page>\n"
        let dump = Array(
            ("<mediawiki><siteinfo><namespaces><namespace key=\"6\">File</namespace></namespaces></siteinfo>\n"
                + page + page + "</mediawiki>").utf8)
        let text = Array("The cat saw the dog; naïve \u{1F600}.\n".utf8)
        return [
            ("text", text), ("gzip", gzipMember(text)), ("dictd", gzipMember(text, extra: dictzipField())),
            ("bzip2", Bzip2Samples.cat + Bzip2Samples.dog), ("dump", dump), ("dump in gzip", gzipMember(dump)),
            (
                "zip",
                zipArchive([
                    ZipEntry("b/a.txt", "the cat", isDeflated: true), ZipEntry("b.xml", dump), ZipEntry("c", text),
                ])
            ),
        ]
    }()

    @Test(
        "by random damage end in a message or are read", arguments: formats.map(\.name),
        [TextNormalization.Letters.ascii, .unicode])
    func mutated(format: String, letters: TextNormalization.Letters) throws {
        let original = Self.formats.first { $0.name == format }!.bytes
        var random = SeededGenerator(seed: Fuzzing.seed(of: "\(format), \(letters)"))
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "corpus")
            var refused = 0
            try Fuzzing.rounds(1_000, of: "\(format), \(letters)") { trial in
                var bytes = original
                Fuzzing.damage(&bytes, using: &random)
                try write(bytes, to: file)
                // What is no error for the user fails the test.
                let complaint = try complaint(about: file, letters: letters)
                if !complaint.isEmpty { refused += 1 }
                #expect(complaint.allSatisfy { !$0.isEmpty && !$0.contains("\n") }, "trial \(trial): \(complaint)")
            }
            #expect(refused > 0 && refused < Fuzzing.rounds(1_000))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["corpus"])
        }
    }
}
