import Files
import Foundation
import TestSupport
import Testing

@Suite("Files and folders that take their places when they are whole")
struct TemporaryItemTests {
    private func names(in folder: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    private func write(_ text: String, to file: URL) throws {
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    private func text(of file: URL) throws -> String { String(decoding: try Data(contentsOf: file), as: UTF8.self) }

    @Test("Of many that write one file at once, the last to finish stays, whole, and nothing beside it")
    func concurrentWriters() async throws {
        try await withTemporaryFolder { folder in
            let file = folder.appending(path: "vectors.txt")
            await withTaskGroup(of: Void.self) { group in
                for number in UInt8(0)..<40 {
                    group.addTask {
                        #expect(throws: Never.self) {
                            try FileWriter.replace(file) { writer in
                                // Longer ones and shorter ones, in pieces.
                                for _ in 0..<(20 + Int(number)) {
                                    try [UInt8](repeating: number, count: 1000).withUnsafeBytes(writer.write)
                                }
                            }
                        }
                    }
                }
            }
            let content = try Data(contentsOf: file)
            let number = try #require(content.first)
            #expect(content == Data(repeating: number, count: 1000 * (20 + Int(number))))
            #expect(try names(in: folder) == ["vectors.txt"])
        }
    }

    @Test("What a killed process left is removed, but not what is being made, and nobody's files of like names")
    func abandoned() throws {
        try withTemporaryFolder { folder throws in
            let foreign = [
                "a.txt.partial", ".a.txt.partial", ".a.txt.w2vbook-", ".a.txt.w2vbook-0123456789abcde",
                ".a.txt.w2vbook-0123456789ABCDEF", "a.txt.w2vbook-0123456789abcdef", ".a.txt.w2vbook-lock",
                ".a.txt.w2vbook-download",
            ]
            for name in foreign { try write("mine", to: folder.appending(path: name)) }
            let dead = folder.appending(path: ".a.txt.w2vbook-0123456789abcdef")
            let other = folder.appending(path: ".b.txt.w2vbook-0123456789abcdef")
            for file in [dead, other] { try write("half", to: file) }
            let deadFolder = folder.appending(path: ".f.w2vbook-0123456789abcdef")
            try write("half", to: deadFolder.appending(path: "inner/file"))
            let link = folder.appending(path: ".l.w2vbook-0123456789abcdef")
            try FileManager.default.createSymbolicLink(at: link, withDestinationURL: folder)
            let living = try TemporaryItem(.file, for: folder.appending(path: "a.txt"))
            let livingFolder = try TemporaryItem(.folder, for: folder.appending(path: "f"))
            // Each clears away after its own name alone.
            #expect(!FileManager.default.fileExists(atPath: dead.path))
            #expect(!FileManager.default.fileExists(atPath: deadFolder.path))
            #expect(FileManager.default.fileExists(atPath: other.path))
            TemporaryItem.removeAbandoned(in: folder)
            let expected = foreign + [living.url, livingFolder.url, link].map(\.lastPathComponent)
            #expect(try names(in: folder) == expected.sorted())
            // Nor does it look into a folder that a link stands for.
            try write("half", to: other)
            let place = folder.appending(path: "linked")
            try FileManager.default.createSymbolicLink(at: place, withDestinationURL: folder)
            TemporaryItem.removeAbandoned(in: place)
            #expect(FileManager.default.fileExists(atPath: other.path))
            try livingFolder.takePlace()
            #expect(try names(in: folder).contains("f"))
        }
    }

    @Test("A link in a file's place is replaced, and what it leads to stays as it is")
    func linkInPlace() throws {
        try withTemporaryFolder { folder throws in
            let (target, link) = (folder.appending(path: "target"), folder.appending(path: "link"))
            try write("mine", to: target)
            try FileManager.default.createSymbolicLink(at: link, withDestinationURL: target)
            try FileWriter.replace(link, with: Array("ours".utf8))
            #expect(try text(of: target) == "mine" && text(of: link) == "ours")
            #expect(isFile(link))
        }
    }

    @Test("A lock is not taken through a link, and what the link leads to is not removed")
    func linkForLock() throws {
        try withTemporaryFolder { folder throws in
            let (target, link) = (folder.appending(path: "target"), folder.appending(path: "link"))
            try write("mine", to: target)
            try FileManager.default.createSymbolicLink(at: link, withDestinationURL: target)
            #expect(throws: FileError.symbolicLink(path: link.path)) { try FileLock(link) {} }
            #expect(throws: FileError.symbolicLink(path: link.path)) { try FileLock(ifFree: link) }
            #expect(try text(of: target) == "mine")
        }
    }

    @Test("A name of the greatest length can be written")
    func longName() throws {
        try withTemporaryFolder { folder throws in
            let name = String(repeating: "ä", count: 127)
            try FileWriter.replace(folder.appending(path: name), with: [1])
            #expect(try names(in: folder) == [name])
        }
    }

    @Test("Folders are made below a folder that may be a link, but not through links in it, nor over files")
    func folders() throws {
        try withTemporaryFolder { folder throws in
            let (real, top) = (folder.appending(path: "real"), folder.appending(path: "top"))
            try write("mine", to: real.appending(path: "file"))
            try FileManager.default.createSymbolicLink(at: top, withDestinationURL: real)
            try makeFolders(from: top, to: top.appending(path: "a/b"))
            #expect(isFolder(real.appending(path: "a/b")))
            let link = top.appending(path: "a/link")
            try FileManager.default.createSymbolicLink(at: link, withDestinationURL: folder)
            for make in [makeFolders, requireFolders] {
                #expect(throws: FileError.symbolicLink(path: link.path)) { try make(top, link.appending(path: "c")) }
                #expect(throws: FileError.notDirectory(path: top.appending(path: "file").path)) {
                    try make(top, top.appending(path: "file/c"))
                }
                #expect(throws: FileError.self) { try make(top, folder) }
            }
            #expect(throws: FileError.notDirectory(path: real.appending(path: "file").path)) {
                try makeFolders(from: real.appending(path: "file"), to: real.appending(path: "file/c"))
            }
            #expect(try names(in: folder) == ["real", "top"])
        }
    }

    @Test("A folder takes the place of another, also where the system cannot exchange names", arguments: [true, false])
    func putting(canExchange: Bool) throws {
        let exchange: (String, String) -> Bool = { one, other in
            if canExchange { return exchangeNames(one, other) }
            errno = EINVAL
            return false
        }
        try withTemporaryFolder { folder throws in
            let place = folder.appending(path: "place")
            for text in ["first", "second", "third"] {
                let new = folder.appending(path: "new")
                try write(text, to: new.appending(path: "file"))
                try putFolder(new, at: place, exchange: exchange)
                #expect(try self.text(of: place.appending(path: "file")) == text)
                #expect(try names(in: folder) == ["place"])
            }
            // What was moved away by a process that was killed then is put back, or removed where it was too late for that.
            let old = folder.appending(path: "new.old")
            try FileManager.default.moveItem(at: place, to: old)
            recoverFolder(place, from: old)
            #expect(try text(of: place.appending(path: "file")) == "third")
            try write("second", to: old.appending(path: "file"))
            recoverFolder(place, from: old)
            #expect(try text(of: place.appending(path: "file")) == "third")
            #expect(try names(in: folder) == ["place"])
            // Neither a link nor a file is replaced.
            for name in ["link", "file"] {
                let (new, place) = (folder.appending(path: "new"), folder.appending(path: name))
                try write("new", to: new.appending(path: "file"))
                if name == "link" {
                    try FileManager.default.createSymbolicLink(at: place, withDestinationURL: folder)
                } else {
                    try write("mine", to: place)
                }
                #expect(throws: FileError.self) { try putFolder(new, at: place, exchange: exchange) }
                #expect(isLink(place) || isFile(place))
            }
        }
    }
}
