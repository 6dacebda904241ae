import Computation
import Foundation
import TestSupport
import Testing

@testable import TextStatistics

@Suite("Zip archives")
struct ZipTests {
    @Test("are one document an entry, in the order of their paths, whatever the order in the archive")
    func order() throws {
        let archive = zipArchive([
            ZipEntry("b/z.txt", "four"), ZipEntry("b/", ""), ZipEntry("a.txt", "one", isDeflated: true),
            ZipEntry("b/é.txt", "five"), ZipEntry("b-c", "two"), ZipEntry("b/a/x.txt", "three", isDeflated: true),
        ])
        for block in [1, 3, 1 << 16] {
            #expect(try documents(archive, block: block) == ["one", "two", "three", "four", "five"])
        }
    }

    @Test("are read without what is hidden and what is no text; an empty text is an empty document")
    func skipped() throws {
        let archive = zipArchive([
            ZipEntry(".DS_Store", "hidden"), ZipEntry("__MACOSX/a.txt", "hidden"), ZipEntry("a/.git/x", "hidden"),
            ZipEntry("a.txt", "one"), ZipEntry("image.txt", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
            ZipEntry("empty.txt", ""), ZipEntry("./dot.txt", "zero"),
        ])
        #expect(try documents(archive) == ["zero", "one", ""])
    }

    @Test("warn of how many files were skipped")
    func skippedFiles() throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "a.zip")
            try Data(zipArchive([ZipEntry("a", "one"), ZipEntry("b", "%PDF-1.4"), ZipEntry("c", "\0")])).write(to: file)
            let (texts, warnings) = try warned { try documents(file) }
            #expect(texts == ["one"])
            #expect(
                warnings == [
                    "skipped 2 files of \(file.path) that are no texts: b in \(file.path) is a PDF document, for example"
                ])
        }
    }

    @Test("may hold a Wikipedia dump, whose articles are documents")
    func dump() throws {
        let dump = "<mediawiki><page><title>A</title><ns>0</ns><text>'''one'''</text></page></mediawiki>"
        #expect(try documents(zipArchive([ZipEntry("b.xml", dump), ZipEntry("c", "two")])) == ["one", "", "two"])
    }

    @Test("tell progress by the bytes of their entries")
    func progress() throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "a.zip")
            try Data(
                zipArchive([
                    ZipEntry("a", String(repeating: "a ", count: 5000)), ZipEntry("b", "b"), ZipEntry("c", "cc"),
                ])
            ).write(to: file)
            let text = try openText(file)
            var buffer = [UInt8](repeating: 0, count: 5000)
            var shares: [Double] = []
            while try buffer.withUnsafeMutableBytes({ try text.read(into: $0) }) != .end {
                shares.append(text.progress)
            }
            #expect(shares == shares.sorted() && shares.allSatisfy { (0...1).contains($0) })
            #expect(shares.contains { (0.2...0.8).contains($0) })
            #expect(text.progress == 1)
        }
    }

    @Test("without any text say so")
    func empty() throws {
        let complaint = [
            "corpus has no text in it", "Put plain texts into it; hidden files, images and programs do not count.",
        ]
        #expect(try TextStatisticsTests.complaint(zipArchive([])) == complaint)
        #expect(try TextStatisticsTests.complaint(zipArchive([ZipEntry("a/", "")])) == complaint)
        #expect(try TextStatisticsTests.complaint(zipArchive([ZipEntry(".a", "a"), ZipEntry("b", "\0")])) == complaint)
    }

    @Test("with an entry that cannot be read name it")
    func entries() throws {
        func complaint(_ change: (inout ZipEntry) -> Void) throws -> [String] {
            var entry = ZipEntry("b/c.txt", "some text", isDeflated: true)
            change(&entry)
            return try TextStatisticsTests.complaint(zipArchive([ZipEntry("a", "a"), entry]))
        }
        #expect(try complaint { _ in } == [])
        #expect(
            try complaint { $0.flags = 1 }
                == ["b/c.txt in corpus is encrypted", "Unpack the archive with its password and give the folder."])
        #expect(
            try complaint { $0.method = 6 }
                == [
                    "b/c.txt in corpus is compressed by a method that cannot be read",
                    "Unpack it and give what is inside.",
                ])
        #expect(
            try complaint { $0.checksum = 7 }
                == ["b/c.txt in corpus is damaged: its compressed data cannot be read", "Get the file again."])
        let nested = ["b/c.txt in corpus is compressed more than once", "Unpack it and give what is inside."]
        for inner in [zipArchive([ZipEntry("a", "a")]), gzipMember([65]), Bzip2Samples.cat] {
            #expect(try complaint { $0.content = inner } == nested)
        }
        #expect(
            try complaint { $0.content = [0xFF, 0xFE, 0x61, 0] }
                == ["b/c.txt in corpus is UTF-16 text, not UTF-8", "Convert it: iconv -f UTF-16 -t UTF-8."])
        #expect(
            try complaint { $0.content = Array("caf".utf8) + [0xE9, 0x20] }.first
                == "b/c.txt in corpus is not UTF-8 text: the byte at offset 3 cannot be read")
        #expect(
            try complaint {
                $0.path = "new\nline"; $0.flags = 1
            }.first == "new?line in corpus is encrypted")
    }

    @Test("that are documents of an office or books are told apart")
    func documentFormats() throws {
        let complaint = [
            "corpus is an office document or an electronic book, not a text",
            "Give a plain text, or make one of it first.",
        ]
        #expect(
            try TextStatisticsTests.complaint(
                zipArchive([ZipEntry("[Content_Types].xml", "<Types/>"), ZipEntry("a", "a")]))
                == complaint)
        #expect(
            try TextStatisticsTests.complaint(
                zipArchive([ZipEntry("mimetype", "application/epub+zip"), ZipEntry("a", "a")])) == complaint)
    }

    @Test("that are cut off have no table of contents, wherever the cut is")
    func cut() throws {
        let archive = zipArchive([ZipEntry("a", "some text"), ZipEntry("b", "more text", isDeflated: true)])
        for length in 4..<archive.count {
            #expect(
                try complaint(Array(archive[..<length])) == [
                    "corpus is damaged or cut off: its table of contents cannot be read", "Get the file again.",
                ], "cut to \(length) bytes")
        }
    }

    @Test("whose entries share their bytes are refused")
    func overlapping() throws {
        let entry = ZipEntry("a", String(repeating: "a ", count: 5000))
        #expect(
            try complaint(zipArchive([ZipEntry](repeating: entry, count: 100), overlapping: true)) == [
                "corpus is damaged: its entries overlap",
                "Get the archive again, from a source that can be trusted.",
            ])
    }

    @Test("of 20,000 tiny entries are read")
    func many() throws {
        let archive = zipArchive((0..<20_000).map { ZipEntry("\($0 % 100)/\($0)", "word") })
        #expect(try documents(archive) == [String](repeating: "word", count: 20_000))
    }
}
