import Foundation
import TestSupport
import Testing

@testable import ReportWriter

@Suite("The cache of formulas and code")
struct SnippetCacheTests {
    private let temporary: TemporaryFolder
    private var folder: URL { temporary.url.appending(path: "cache") }
    private var file: URL { folder.appending(path: "snippets.json") }
    private var library: URL { folder.appending(path: "library.js") }

    init() throws { temporary = try TemporaryFolder() }

    private func cache() -> SnippetCache { SnippetCache(file: file, libraries: [library]) }

    @Test("what is kept is not made again, and what no page uses any more is forgotten")
    func keeping() throws {
        let first = cache()
        #expect(first.snippet("a") { "A" } == "A")
        #expect(first.snippet("b") { "B" } == "B")
        #expect(first.snippet("a") { "never made" } == "A")
        first.save()
        let second = cache()
        #expect(second.snippet("a") { "never made" } == "A")
        second.save()
        #expect(cache().snippet("b") { "made again" } == "made again")
    }

    @Test("nothing counts after the library has changed, or where the file is damaged")
    func identity() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data("1".utf8).write(to: library)
        let first = cache()
        _ = first.snippet("a") { "A" }
        first.save()
        try Data("22".utf8).write(to: library)
        #expect(cache().snippet("a") { "new" } == "new")
        try Data("{".utf8).write(to: file)
        #expect(cache().snippet("a") { "newer" } == "newer")
    }

    @Test("a snippet that cannot be made is not kept")
    func faults() {
        struct Fault: Error {}
        let cache = cache()
        #expect(throws: Fault.self) { try cache.snippet("a") { () throws(Fault) in throw Fault() } }
        #expect(cache.snippet("a") { "A" } == "A")
    }
}
