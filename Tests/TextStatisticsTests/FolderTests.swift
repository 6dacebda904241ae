import Files
import Foundation
import TestSupport
import Testing

@testable import TextStatistics

@Suite("Folders of texts")
struct FolderTests {
    /// Writes these files into a folder.
    private func write(_ files: [String: [UInt8]], into folder: URL) throws {
        for (path, bytes) in files {
            let file = folder.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: file)
        }
    }

    private func link(_ path: String, to target: String, in folder: URL) throws {
        try FileManager.default.createSymbolicLink(
            atPath: folder.appending(path: path).path, withDestinationPath: target)
    }

    @Test("are one document a file in the order of their paths, each in any format")
    func formats() throws {
        try withTemporaryFolder { folder in
            let zip = zipArchive([ZipEntry("x", "four"), ZipEntry("y", "five")])
            try write(
                [
                    "a.txt": Array("one".utf8), "a/b/c": gzipMember(Array("three".utf8)), "a-b": Bzip2Samples.cat,
                    "b.zip": zip, ".hidden": Array("x".utf8), "b/.git/x": Array("x".utf8),
                    "c.png": Array("GIF89a".utf8),
                    "é.txt": Array("six".utf8),
                ], into: folder)
            #expect(try documents(folder) == ["the cat saw the dog", "one", "three", "four", "five", "", "six"])
            #expect(try documents(folder, block: 1).filter { !$0.isEmpty }.count == 6)
        }
    }

    @Test("warn of the files that are no texts")
    func skipped() throws {
        try withTemporaryFolder { folder in
            try write(["a": Array("one".utf8), "b/c.png": Array("GIF89a".utf8)], into: folder)
            #expect(
                try warned { try documents(folder) }.warnings == [
                    "skipped a file of \(folder.path) that is no text: \(folder.path)/b/c.png is a GIF image"
                ])
            try write(["d": [0], "e.zip": zipArchive([ZipEntry("x", "one"), ZipEntry("y", [0])])], into: folder)
            #expect(
                try warned { try documents(folder) }.warnings == [
                    "skipped a file of \(folder.path)/e.zip that is no text: y in \(folder.path)/e.zip is binary data",
                    "skipped 2 files of \(folder.path) that are no texts: \(folder.path)/b/c.png is a GIF image, for "
                        + "example",
                ])
            try write(["a": Array("one".utf8)], into: folder.appending(path: "texts"))
            #expect(try warned { try documents(folder.appending(path: "texts")) }.warnings == [])
        }
    }

    @Test("follow symbolic links, but read each folder once, so that loops end")
    func links() throws {
        try withTemporaryFolder { folder in
            try write(["a/one": Array("one".utf8), "b/two": Array("two".utf8)], into: folder)
            try link("a/up", to: "..", in: folder)
            try link("a/here", to: ".", in: folder)
            try link("b/other", to: "../a", in: folder)
            try link("c", to: "a/one", in: folder)
            #expect(try documents(folder) == ["one", "two", "one"])
            try link("root", to: folder.path, in: folder)
            #expect(try documents(folder.appending(path: "root")) == ["one", "two", "one"])
            try link("gone", to: "nowhere", in: folder)
            #expect(throws: FileError.missing(path: folder.appending(path: "gone").path)) { try documents(folder) }
            // The corpus itself is there, so how to get it is no remedy.
            let corpus = TextCorpus(name: "linked", file: folder, remedyIfMissing: "Fetch it.")
            #expect(throws: FileError.missing(path: folder.appending(path: "gone").path)) { try corpus.census() }
            #expect(throws: FileError.missing(path: folder.appending(path: "gone").path)) { try corpus.fingerprint }
        }
    }

    @Test("without any text say so, as those do whose files are no texts")
    func empty() throws {
        try withTemporaryFolder { parent in
            let folder = parent.appending(path: "texts")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let expected = [
                "texts has no text in it", "Put plain texts into it; hidden files, images and programs do not count.",
            ]
            #expect(try complaint(about: folder) == expected)
            try write([".x": [65], "a/b": [0]], into: folder)
            #expect(try complaint(about: folder) == expected)
        }
    }

    @Test("name the file that cannot be read")
    func damaged() throws {
        try withTemporaryFolder { parent in
            let folder = parent.appending(path: "texts")
            try write(["a": Array("a".utf8), "b/c.bz2": Array(Bzip2Samples.cat.dropLast())], into: folder)
            #expect(
                try complaint(about: folder)
                    == ["texts/b/c.bz2 is cut off: its compressed data ends too early", "Get the file again."])
            // A character that the file's end cuts in two.
            try write(["b/c.bz2": [0x61, 0xC3]], into: folder)
            #expect(
                try complaint(about: folder).first
                    == "texts/b/c.bz2 is not UTF-8 text: the byte at offset 1 cannot be read")
        }
    }

    @Test("tell progress by the bytes of their files")
    func progress() throws {
        try withTemporaryFolder { folder in
            try write(
                ["a": [UInt8](repeating: 65, count: 3000), "b": [65], "c": [UInt8](repeating: 65, count: 999)],
                into: folder)
            let text = try openText(folder)
            var buffer = [UInt8](repeating: 0, count: 5000)
            var shares: [Double] = []
            while try buffer.withUnsafeMutableBytes({ try text.read(into: $0) }) != .end {
                shares.append(text.progress)
            }
            #expect(shares == shares.sorted())
            #expect(shares.contains(0.75) && text.progress == 1)
        }
    }

    @Test("have a fingerprint of their files' bytes in their order, and of the shortest article")
    func fingerprints() throws {
        try withTemporaryFolder { parent in
            func fingerprint(_ files: [String: String], minimumArticleWords: Int = 100) throws -> Fingerprint {
                let folder = parent.appending(path: UUID().uuidString)
                try write(files.mapValues { Array($0.utf8) }, into: folder)
                return try TextCorpus(name: "t", file: folder, minimumArticleWords: minimumArticleWords).fingerprint
            }
            let first = try fingerprint(["a": "one", "b/c": "two"])
            #expect(try fingerprint(["a": "one", "c": "two", ".d": "hidden"]) == first)
            let others = try [
                fingerprint(["a": "two", "b": "one"]), fingerprint(["a": "one"]), fingerprint(["a": "onetwo"]),
                fingerprint(["a": "one", "b/c": "two"], minimumArticleWords: 99),
            ]
            #expect(Set(others + [first]).count == 5)
        }
    }
}
