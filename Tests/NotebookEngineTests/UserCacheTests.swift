import BookModel
import Foundation
import NotebookEngine
import TestSupport
import Testing

/// Where builds keep what is run and believed later.
@Suite("The user's cache") struct UserCacheTests {
    private let folder: TemporaryFolder
    private var base: URL { folder.url.resolvingSymlinksInPath() }

    init() throws { folder = try TemporaryFolder() }

    private func path(_ name: String) -> String { base.appending(path: name).path }

    /// The cache's path, or what is wrong with it.
    private func outcome(
        named name: String? = nil, outside book: String? = nil, _ environment: [String: String] = [:]
    ) -> String {
        do throws(Diagnostic) {
            return try UserCache(
                named: name, outside: book.map { URL(filePath: path($0)) }, environment: environment
            ).folder.path
        } catch {
            return error.rendered
        }
    }

    @Test("it is what the command line names, else W2VBOOK_CACHE, else below XDG_CACHE_HOME, else below HOME")
    func places() {
        var environment: [String: String] = [:]
        #expect(
            outcome(environment) == """
                error: there is no place for what builds remember
                  Neither W2VBOOK_CACHE nor XDG_CACHE_HOME nor HOME says where.
                  Name a folder with --cache DIR, or in W2VBOOK_CACHE.
                """)
        environment["HOME"] = path("home")
        #expect(outcome(environment) == path("home/.cache/w2vbook"))
        environment["XDG_CACHE_HOME"] = "relative"
        #expect(outcome(environment) == path("home/.cache/w2vbook"))
        environment["XDG_CACHE_HOME"] = path("xdg")
        #expect(outcome(environment) == path("xdg/w2vbook"))
        environment["W2VBOOK_CACHE"] = ""
        #expect(outcome(environment) == path("xdg/w2vbook"))
        environment["W2VBOOK_CACHE"] = path("own/")
        #expect(outcome(environment) == path("own"))
        #expect(outcome(named: path("named"), environment) == path("named"))
        for name in ["home/.cache/w2vbook", "xdg/w2vbook", "own", "named"] {
            let mode = try? FileManager.default.attributesOfItem(atPath: path(name))[.posixPermissions] as? Int
            #expect(mode == 0o700, "\(name)")
        }
    }

    @Test("one that others may change is refused, and so is a link, a file, and what cannot be made")
    func refusals() throws {
        let manager = FileManager.default
        for (name, mode) in [("group", 0o770), ("all", 0o757), ("fine", 0o755)] {
            try manager.createDirectory(at: base.appending(path: name), withIntermediateDirectories: false)
            try manager.setAttributes([.posixPermissions: mode], ofItemAtPath: path(name))
        }
        try Data().write(to: base.appending(path: "file"))
        try manager.createSymbolicLink(
            at: base.appending(path: "link"), withDestinationURL: base.appending(path: "fine"))
        try manager.createSymbolicLink(atPath: path("dangling"), withDestinationPath: path("nothing"))
        #expect(outcome(named: path("fine")) == path("fine"))
        for name in ["group", "all"] {
            #expect(
                outcome(named: path(name)) == """
                    error: the cache \(path(name)) is not safe
                      Others may write to it. Programs and results in it are trusted.
                      Look who did, and then: chmod go-w \(path(name))
                    """)
        }
        for name in ["link", "link/", "dangling"] {
            let plain = path(name).hasSuffix("/") ? String(path(name).dropLast()) : path(name)
            #expect(
                outcome(named: base.path + "/" + name) == """
                    error: the cache \(plain) is not safe
                      It is a symbolic link. Programs and results in it are trusted.
                      Name the folder that it leads to with --cache DIR, or in W2VBOOK_CACHE.
                    """)
        }
        #expect(
            outcome(named: path("file")) == """
                error: the cache \(path("file")) is not safe
                  It is no folder. Programs and results in it are trusted.
                  Name another with --cache DIR, or in W2VBOOK_CACHE.
                """)
        let below = outcome(named: path("file/cache"))
        #expect(below.hasPrefix("error: the cache \(path("file/cache")) cannot be made\n"), "\(below)")
        #expect(
            below.hasSuffix("\n  Make its folder writable, or name another with --cache DIR or in W2VBOOK_CACHE."))
    }

    @Test("one that belongs to another user is refused", .enabled(if: geteuid() == 0))
    func owner() throws {
        try FileManager.default.createDirectory(at: base.appending(path: "his"), withIntermediateDirectories: false)
        try #require(chown(path("his"), 12345, 12345) == 0)
        #expect(
            outcome(named: path("his")) == """
                error: the cache \(path("his")) is not safe
                  It belongs to another user. Programs and results in it are trusted.
                  Name another with --cache DIR, or in W2VBOOK_CACHE.
                """)
    }

    @Test("one in the book is refused before anything is made, also by way of a link")
    func inBook() throws {
        let manager = FileManager.default
        try manager.createDirectory(at: base.appending(path: "book/inner"), withIntermediateDirectories: true)
        try manager.createSymbolicLink(
            at: base.appending(path: "way"), withDestinationURL: base.appending(path: "book/inner"))
        for name in ["book", "book/cache", "book/inner/deep/cache", "way/cache", "book2/../book/cache"] {
            let place = URL(filePath: path(name)).standardizedFileURL.path
            #expect(
                outcome(named: path(name), outside: "book") == """
                    error: the cache \(place) is in the book
                      Programs and results in it are trusted, and a book may come from anybody.
                      Name a folder outside of the book with --cache DIR, or in W2VBOOK_CACHE.
                    """)
        }
        #expect(try manager.contentsOfDirectory(atPath: path("book/inner")).isEmpty)
        #expect(outcome(named: path("bookish"), outside: "book") == path("bookish"))
    }
}
