import Foundation
import TestSupport
import Testing
@testable import Files

/// What is found at a path, and whether it shows when that changes.
@Suite("Observing files")
struct FileObservationTests {
    private func write(_ text: String, _ file: URL) throws {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    @Test("The content of a file is its SHA-256; its name and its dates do not matter")
    func file() throws {
        try withTemporaryFolder { folder in
            let (one, two) = (folder.appending(path: "one"), folder.appending(path: "two"))
            try write("abc", one)
            try write("abc", two)
            #expect(FileObservation(one.path).content == Fingerprint(of: "abc"))
            #expect(FileObservation(one.path).content == FileObservation(two.path).content)
            #expect(FileObservation.stamp(of: one.path) != FileObservation.stamp(of: two.path))
            try write("abd", two)
            #expect(FileObservation(one.path).content != FileObservation(two.path).content)
        }
    }

    @Test("A stamp stands for a content only once another write would show in it")
    func stamps() throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "young")
            try write("abc", file)
            // An old date can be given to a new content.
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 1e9)], ofItemAtPath: file.path)
            #expect(FileObservation(file.path).stamp == nil && FileObservation.stamp(of: file.path) != nil)
        }
        let old = FileObservation(#filePath)
        #expect(old.stamp != nil && old.stamp == FileObservation.stamp(of: #filePath))
        #expect(old == FileObservation(#filePath))
    }

    @Test("A folder is its files in the order of their paths, without what is hidden")
    func folder() throws {
        try withTemporaryFolder { folder in
            try write("abc", folder.appending(path: "a/1.txt"))
            try write("def", folder.appending(path: "b.txt"))
            let before = FileObservation(folder.path)
            try write("x", folder.appending(path: ".hidden"))
            #expect(FileObservation(folder.path).content == before.content)
            try write("x", folder.appending(path: "c.txt"))
            #expect(FileObservation(folder.path).content != before.content)
            #expect(FileObservation.stamp(of: folder.path) != before.stamp)
        }
    }

    @Test("What is not there, is no file or leads out of the folder counts as nothing, and nothing is waited for")
    func nothing() throws {
        try withTemporaryFolder { place in
            let folder = place.appending(path: "book")
            try write("abc", folder.appending(path: "inside"))
            try write("secret", place.appending(path: "outside"))
            try write("secret", place.appending(path: "bookshelf/near"))
            for (link, target) in [("out", "../outside"), ("near", "../bookshelf/near"), ("nowhere", "gone")] {
                try FileManager.default.createSymbolicLink(
                    atPath: folder.appending(path: link).path, withDestinationPath: target)
            }
            try #require(mkfifo(folder.appending(path: "pipe").path, 0o600) == 0)
            func content(_ name: String) -> Fingerprint? {
                FileObservation(folder.appending(path: name).path, within: folder.path).content
            }
            #expect(content("inside") == Fingerprint(of: "abc"))
            for name in ["out", "near", "nowhere", "gone", "pipe", "../outside"] { #expect(content(name) == nil) }
            #expect(FileObservation("/dev/null").content == nil)
        }
    }
}
