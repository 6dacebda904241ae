import BookModel
import Foundation
import Testing

@testable import Checking

@Suite("Baselines in files")
struct BaselineTests {
    private func folder() -> URL {
        FileManager.default.temporaryDirectory.appending(path: "w2vbook-baseline-\(UUID().uuidString)")
    }

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
        defer { try? FileManager.default.removeItem(at: chapters) }
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

    @Test("of a write that was killed between its two renamings, the old baseline is put back and the rest removed")
    func killed() throws {
        let chapters = folder()
        defer { try? FileManager.default.removeItem(at: chapters) }
        let baseline = BaselineFolder(in: chapters, of: try SampleBook().book())
        let snapshot = try SampleBook().snapshot()
        try baseline.write(snapshot)
        let parent = baseline.url.deletingLastPathComponent()
        // No process has this number: it is beyond the largest that Linux gives.
        let (new, old) = (
            parent.appending(path: ".toy-quick-99999999"), parent.appending(path: ".toy-quick-99999999.old")
        )
        func leave() throws {
            try FileManager.default.moveItem(at: baseline.url, to: old)
            try FileManager.default.createDirectory(at: new, withIntermediateDirectories: true)
        }
        try leave()
        #expect(baseline.exists)
        try leave()
        #expect(try baseline.read() == snapshot)
        #expect(try FileManager.default.contentsOfDirectory(atPath: parent.path) == ["toy-quick"])
    }

    @Test("a baseline of an older form is said to be one, and how to keep it anew")
    func olderForm() throws {
        let place = folder()
        defer { try? FileManager.default.removeItem(at: place) }
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
        defer { try? FileManager.default.removeItem(at: place) }
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

    @Test("a damaged file is said to be damaged, with a remedy")
    func damage() throws {
        let place = folder()
        defer { try? FileManager.default.removeItem(at: place) }
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
