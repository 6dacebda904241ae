import BookModel
import Foundation
import TestSupport
import Testing

@testable import Checking

@Suite("Baselines in files")
struct BaselineTests {
    private let scratch: TemporaryFolder

    init() throws { scratch = try TemporaryFolder() }

    private func folder(_ name: String = "chapters") -> URL { scratch.url.appending(path: name) }

    private func contents(_ folder: URL) throws -> [String: Data] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        return Dictionary(
            uniqueKeysWithValues: names.compactMap { name in
                FileManager.default.contents(atPath: folder.appending(path: name).path).map { (name, $0) }
            })
    }

    @Test("what is written is read again, and written again with the same bytes")
    func roundTrip() throws {
        let chapters = folder()
        let book = try SampleBook().book()
        let baseline = BaselineFolder(in: chapters, of: book)
        #expect(baseline.url.path.hasSuffix("baselines/toy-quick"))
        #expect(!baseline.exists)
        #expect(try baseline.read() == Snapshot())
        let snapshot = try SampleBook().snapshot()
        try baseline.write(snapshot)
        let first = try contents(baseline.url)
        #expect(
            first.keys.sorted() == [
                "claims.json", "figures/loss.scene", "figures/map.scene", "provenance.json", "tables.json",
                "values.json", "words.json",
            ])
        #expect(try baseline.read() == snapshot)
        try baseline.write(snapshot)
        #expect(try contents(baseline.url) == first)
        // Nothing else is left beside it.
        #expect(try FileManager.default.contentsOfDirectory(atPath: chapters.path + "/baselines") == ["toy-quick"])
    }

    @Test("a figure that is accepted is taken over, and the others stay")
    func partly() throws {
        var kept = try SampleBook().snapshot()
        let changed = SampleBook(factor: 1.02, error: 0.062)
        let snapshot = try changed.snapshot()
        for item in Item.all(in: try changed.book(), and: kept) where item.isCalled("fig-loss") {
            kept.take(item, from: snapshot)
        }
        let comparison = Comparison(try changed.book(), snapshot, with: kept)
        #expect(Set(comparison.differences.map(\.item.id)) == ["order"])
    }

    @Test("a figure that is gone is forgotten when that is accepted")
    func forgetting() throws {
        let (book, snapshot) = (try SampleBook(hasFigure: false).book(), try SampleBook(hasFigure: false).snapshot())
        var kept = try SampleBook().snapshot()
        for item in Item.all(in: book, and: kept) where item.isCalled("loss") { kept.take(item, from: snapshot) }
        #expect(Comparison(book, snapshot, with: kept).differences.isEmpty)
    }

    @Test("what a killed write left is cleared away by the next one, and a baseline that it had moved away is put back")
    func killed() throws {
        let chapters = folder()
        let baseline = BaselineFolder(in: chapters, of: try SampleBook().book())
        let snapshot = try SampleBook().snapshot()
        try baseline.write(snapshot)
        let parent = baseline.url.deletingLastPathComponent()
        let new = parent.appending(path: ".toy-quick.w2vbook-0123456789abcdef")
        func leave() throws {
            // As where the file system cannot exchange folders.
            try FileManager.default.moveItem(at: baseline.url, to: new.appendingPathExtension("old"))
            try FileManager.default.createDirectory(at: new, withIntermediateDirectories: true)
        }
        try leave()
        #expect(baseline.exists)
        try FileManager.default.removeItem(at: new)
        try leave()
        #expect(try baseline.read() == snapshot)
        try baseline.write(snapshot)
        #expect(try FileManager.default.contentsOfDirectory(atPath: parent.path) == ["toy-quick"])
    }

    @Test("a baseline of an older form is said to be one, and how to keep it anew")
    func olderForm() throws {
        let place = folder()
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        try Data(#"{"program": {}, "chapters": {}}"#.utf8).write(to: place.appending(path: "provenance.json"))
        #expect {
            try BaselineFolder(place).read()
        } throws: {
            let diagnostic = $0 as? Diagnostic
            return diagnostic?.summary == "the baseline \(place.path) was kept by another version of w2vbook"
                && diagnostic?.explanation == "Its files are in form 1; this version reads and writes form 2."
                && diagnostic?.remedy == "Look at the report, and then keep it anew: w2vbook accept --all."
        }
    }

    @Test("a film's frames are kept beside the figure, and accepted and forgotten with it")
    func films() throws {
        var kept = try SampleBook().snapshot()
        var snapshot = kept
        snapshot.films["loss"] = try #require(snapshot.figures["loss"])
        let place = folder()
        try BaselineFolder(place).write(snapshot)
        #expect(try BaselineFolder(place).read() == snapshot)
        let book = try SampleBook().book()
        let messages = Comparison(book, snapshot, with: kept).differences.map(\.message)
        #expect(messages == ["figure 'loss', data: it is a film now"])
        for item in Item.all(in: book, and: kept) where item.isCalled("fig-loss") { kept.take(item, from: snapshot) }
        #expect(Comparison(book, snapshot, with: kept).differences.isEmpty)
        var other = snapshot
        other.films["loss"] = try SampleBook(factor: 1.02).snapshot().figures["loss"]
        let found = Comparison(book, other, with: kept).differences
        #expect(found.count == 1 && found[0].message.hasPrefix("figure 'loss', data: in the film, 41 of 41 values"))
    }

    @Test("what others keep in the folder stays")
    func foreignFiles() throws {
        let chapters = folder()
        let baseline = BaselineFolder(in: chapters, of: try SampleBook().book())
        try baseline.write(try SampleBook().snapshot())
        let foreign = [".gitattributes", "README.md", "notes/one.txt", "figures/loss.png"]
        for path in foreign {
            let place = baseline.url.appending(path: path)
            try FileManager.default.createDirectory(
                at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(path.utf8).write(to: place)
        }
        try FileManager.default.createSymbolicLink(
            atPath: baseline.url.appending(path: "link").path, withDestinationPath: "/nowhere")
        // A figure is gone: its scene goes, and nothing else.
        try baseline.write(try SampleBook(hasFigure: false).snapshot())
        let found = try contents(baseline.url)
        for path in foreign { #expect(found[path] == Data(path.utf8), "\(path)") }
        #expect(found["figures/loss.scene"] == nil)
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: baseline.url.appending(path: "link").path)
                == "/nowhere")
    }

    @Test(
        "nothing is written through a link or over a file that stands for a folder",
        arguments: ["baselines", "baselines/toy-quick", "baselines/toy-quick/figures"], [true, false])
    func obstacles(path: String, isLink: Bool) throws {
        let chapters = folder()
        let elsewhere = folder("elsewhere")
        try FileManager.default.createDirectory(at: elsewhere, withIntermediateDirectories: true)
        try Data("mine".utf8).write(to: elsewhere.appending(path: "mine.scene"))
        let baseline = BaselineFolder(in: chapters, of: try SampleBook().book())
        let place = chapters.appending(path: path)
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        if isLink {
            try FileManager.default.createSymbolicLink(at: place, withDestinationURL: elsewhere)
        } else {
            try Data("a file".utf8).write(to: place)
        }
        #expect {
            try baseline.write(try SampleBook().snapshot())
        } throws: {
            let diagnostic = $0 as? Diagnostic
            let reason = isLink ? "a symbolic link, and nothing is written through links" : "a file, not a folder"
            return diagnostic?.summary == "cannot write \(baseline.url.path)"
                && diagnostic?.explanation == "\(place.path) is \(reason)"
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere.path) == ["mine.scene"])
    }

    @Test("of changes at the same time none is lost, and who reads meanwhile reads one of them whole")
    func concurrency() async throws {
        let chapters = folder()
        let baseline = BaselineFolder(in: chapters, of: try SampleBook().book())
        try baseline.write(Snapshot())
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<20 {
                group.addTask {
                    #expect(throws: Never.self) {
                        try baseline.update { snapshot in
                            snapshot.figures["figure-\(number)"] = "a scene"
                            snapshot.figures["twin-\(number)"] = "a scene"
                        }
                    }
                }
                group.addTask {
                    #expect(throws: Never.self) {
                        let figures = try baseline.read().figures
                        for name in figures.keys where name.hasPrefix("figure-") {
                            #expect(figures["twin" + name.dropFirst("figure".count)] != nil)
                        }
                    }
                }
            }
        }
        #expect(try baseline.read().figures.count == 40)
        let names = try FileManager.default.contentsOfDirectory(
            atPath: baseline.url.deletingLastPathComponent().path)
        #expect(names == ["toy-quick"])
    }

    @Test("a damaged file is said to be damaged, with a remedy")
    func damage() throws {
        let place = folder()
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        try Data("{".utf8).write(to: place.appending(path: "claims.json"))
        #expect {
            try BaselineFolder(place).read()
        } throws: {
            let diagnostic = $0 as? Diagnostic
            return diagnostic?.summary == "the baseline \(place.path)/claims.json is damaged"
                && diagnostic?.remedy
                    == "Take it from version control again, or accept anew: w2vbook accept --all."
        }
    }
}
