import Foundation
import Testing

@Suite("The gallery", .serialized)
struct GalleryTests {
    @Test("every figure of the gallery is as the one that is kept, and a change is told part by part")
    func regression() throws {
        let book = try BookFixture("small")
        let check = try book.run("gallery", "--check", "--quiet")
        #expect(check.status == 0, "\(check.messages)")
        #expect(book.exists("gallery/book.html"))

        // Another title, a figure that is new, one that is gone, and a damaged one.
        #expect(try book.run("gallery", "--accept", "--quiet", "--kept", "kept").status == 0)
        let twin = try book.read("kept/twin.scene")
        #expect(twin.contains("epoch"))
        try book.write(twin.replacing("\"epoch\"", with: "\"step\""), to: "kept/twin.scene")
        try book.write(twin, to: "kept/older.scene")
        try book.write("no scene", to: "kept/ticks.scene")
        try FileManager.default.removeItem(at: book.folder.appending(path: "kept/inset.scene"))
        let outcome = try book.run("gallery", "--check", "--quiet", "--kept", "kept")
        #expect(outcome.status == 1)
        let lines = outcome.messages.split(separator: "\n").map(String.init)
        #expect(lines.contains("figure 'inset' is new: look at it, and keep it with --accept"))
        #expect(lines.contains("figure 'older' is gone from the gallery: keep the others with --accept"))
        #expect(lines.contains { $0.hasPrefix("figure 'ticks': ") && $0.contains("is damaged") })
        #expect(lines.contains { $0.hasPrefix("figure 'twin': chart 1: ") && $0.contains("epoch") })
        #expect(lines.allSatisfy { $0.hasPrefix("figure '") }, "\(lines)")
    }

    @Test("checking and keeping at once is refused")
    func exclusion() throws {
        let outcome = try BookFixture("small").run("gallery", "--check", "--accept")
        #expect(outcome.status != 0)
        #expect(outcome.messages.contains("--check and --accept exclude each other."))
    }
}
