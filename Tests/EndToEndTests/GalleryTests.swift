import Foundation
import ProgramRunner
import Testing

@Suite("The gallery", .serialized)
struct GalleryTests {
    @Test("every figure of the gallery is as the one that was accepted, and a change is told part by part")
    func regression() async throws {
        let book = try BookFixture("small")
        // The folder is somebody's, who keeps other things in it.
        let foreign = ["gallery/mine.partial", "gallery/figures/mine.svg", "gallery/figures/more/mine.csv"]
        try FileManager.default.createDirectory(
            at: book.folder.appending(path: "gallery/figures/more"), withIntermediateDirectories: true)
        for path in foreign { try book.write("mine", to: path) }
        let check = try await book.run("gallery", "--check", "--quiet")
        #expect(check.status == 0, "\(check.messages)")
        #expect(book.exists("gallery/book.html"))
        for path in foreign { #expect(try book.read(path) == "mine") }

        // Another title, a figure that is new, one that is gone, and a damaged one.
        #expect(try await book.run("gallery", "--accept", "--quiet", "--kept", "kept").status == 0)
        let twin = try book.read("kept/figures/twin.scene")
        #expect(twin.contains("epoch"))
        try book.write(twin.replacing("\"epoch\"", with: "\"step\""), to: "kept/figures/twin.scene")
        try book.write(twin, to: "kept/figures/older.scene")
        try book.write("no scene", to: "kept/figures/ticks.scene")
        try FileManager.default.removeItem(at: book.folder.appending(path: "kept/figures/inset.scene"))
        let outcome = try await book.run("gallery", "--check", "--quiet", "--kept", "kept")
        #expect(outcome.status == 1)
        let lines = outcome.messages.split(separator: "\n").map(String.init)
        #expect(lines.contains { $0.hasSuffix(": figure 'inset', data: it is new, and has no baseline") })
        #expect(
            lines.contains { $0.hasSuffix("/kept: figure 'older', data: it is gone, and its baseline is left over") })
        #expect(lines.contains { $0.contains(": figure 'ticks', data: its baseline is damaged: ") })
        #expect(lines.contains { $0.contains(": figure 'twin', scene: ") && $0.contains("epoch") })
        // Besides there are the warnings of the chapter on odd data.
        let figures = Set(lines.compactMap { $0.firstMatch(of: /: figure '([a-z-]+)', (?:data|scene|words):/)?.1 })
        #expect(figures == ["inset", "older", "ticks", "twin"], "\(lines)")
    }

    @Test("checking and keeping at once is refused")
    func exclusion() async throws {
        let outcome = try await BookFixture("small").run("gallery", "--check", "--accept")
        #expect(outcome.status != 0)
        #expect(outcome.messages.contains("--check and --accept exclude each other."))
    }
}
