import Downloads
import Files
import Foundation
import LoopbackServer
import Testing

private let content = DownloadFixture.content

@Suite("A download that goes wrong")
struct DownloadErrorTests {
    /// Expects this ending, and that nothing is left behind.
    private func expect(
        _ text: String, _ remedy: String?, path: String = "/text.zip", size: Int? = content.count,
        _ answer: @escaping @Sendable (LoopbackServer.Request, Connection) -> Void
    ) throws {
        let fixture = try DownloadFixture(answer)
        #expect(fixture.run(path: path, size: size) == .init(text, remedy))
        #expect(fixture.names == [])
    }

    @Test(
        "An answer that is no success names its status, and its page is not taken for the file",
        arguments: [
            ("404 Not Found", 404, "Check the address."), ("403 Forbidden", 403, "Check the address."),
            ("500 Internal Server Error", 500, "Wait a while. Run the command again."),
            ("429 Too Many Requests", 429, "Wait a while. Run the command again."),
            ("203 Transformed", 203, "Check the address."), ("300 Multiple Choices", 300, "Check the address."),
            ("206 Partial Content", 206, "Check the address."),
        ])
    func status(line: String, status: Int, remedy: String) throws {
        try expect("the server answered \(status) when asked for SERVER/text.zip", remedy) { _, connection in
            connection.send(header: "HTTP/1.1 \(line)", "Content-Length: \(content.count)")
            connection.send(content)
        }
    }

    @Test("An error of the server leaves what earlier attempts have got")
    func errorKeepsPartial() throws {
        let fixture = try DownloadFixture { _, connection in
            connection.send(header: "HTTP/1.1 503 Service Unavailable", "Content-Length: 0")
        }
        try fixture.leavePartial(content[..<30_000])
        #expect(
            fixture.run()
                == .init(
                    "the server answered 503 when asked for SERVER/text.zip",
                    "Wait a while. Run the command again: it goes on after the 30000 bytes that are there."))
        #expect(fixture.names == [".text.zip.w2vbook-download", ".text.zip.w2vbook-download.origin"])
    }

    @Test("A wrong sum says both and keeps nothing")
    func wrongSum() throws {
        let wrong = content.map { $0 &+ 1 }
        try expect(
            "SERVER/text.zip has the SHA-256 \(Fingerprint(of: wrong)), but \(DownloadFixture.sum) is registered",
            "Nothing of it was kept. Check that address, size and SHA-256 belong together."
        ) { request, connection in connection.send(file: wrong, version: "\"1\"", for: request) }
    }

    @Test("A size that is announced wrong ends the download at its first bytes", arguments: [99_999, 100_001, 0])
    func wrongSize(size: Int) throws {
        try expect(
            "SERVER/text.zip has \(size) bytes, but 100000 are registered",
            "Nothing of it was kept. Check that address, size and SHA-256 belong together."
        ) { _, connection in
            connection.send(header: "HTTP/1.1 200 OK", "Content-Length: \(size)", "ETag: \"1\"")
            connection.send(content.prefix(min(size, 10)))
            if size > 0 { connection.hang() }
        }
    }

    @Test("The rest of a file of another size is not got")
    func wrongSizeOfRest() throws {
        let fixture = try DownloadFixture { request, connection in
            connection.send(file: content + [1], version: "\"1\"", for: request)
        }
        try fixture.leavePartial(content[..<30_000])
        #expect(fixture.run().text == "SERVER/text.zip has 100001 bytes, but 100000 are registered")
        #expect(fixture.names == [])
    }

    @Test("A body without an end is left at the registered size")
    func endlessBody() throws {
        try expect(
            "SERVER/text.zip has more bytes than the 100000 that are registered",
            "Nothing of it was kept. Check that address, size and SHA-256 belong together."
        ) { _, connection in
            connection.send(header: "HTTP/1.1 200 OK", "Transfer-Encoding: chunked", "ETag: \"1\"")
            while connection.send(chunk: content) {}
        }
    }

    @Test("A body that is cut off says after how much, chunked or not")
    func cutOff() throws {
        try expect("SERVER/text.zip was cut off after 40000 of 100000 bytes", "Run the command again.") {
            _, connection in
            connection.send(header: "HTTP/1.1 200 OK", "Transfer-Encoding: chunked")
            connection.send(chunk: content[..<40_000])
        }
        try expect("SERVER/text.zip was cut off after 40000 bytes", "Run the command again.", size: nil) {
            _, connection in
            connection.send(header: "HTTP/1.1 200 OK", "Transfer-Encoding: chunked")
            connection.send(chunk: content[..<40_000])
        }
        try expect("SERVER/text.zip was cut off after 40000 of 100000 bytes", "Run the command again.") {
            _, connection in
            connection.send(header: "HTTP/1.1 200 OK")
            connection.send(content[..<40_000])
        }
    }

    @Test("A connection that is closed or broken at once")
    func closedAtOnce() throws {
        let remedy = "Run the command again."
        try expect("SERVER/text.zip was cut off after 0 of 100000 bytes", remedy) { _, _ in }
        try expect("SERVER/text.zip was cut off after 0 of 100000 bytes", remedy) { _, connection in
            connection.reset()
        }
    }

    @Test("Redirects without an end, in a circle or not, are given up")
    func redirects() throws {
        let text = "leads on from one address to the next, more than 5 times"
        try expect("SERVER/text.zip \(text)", "Check the address.") { request, connection in
            connection.send(header: "HTTP/1.1 302 Found", "Location: \(request.path)", "Content-Length: 0")
        }
        try expect("SERVER/1 \(text)", "Check the address.", path: "/1") { request, connection in
            connection.send(header: "HTTP/1.1 301 Moved", "Location: \(request.path)1", "Content-Length: 0")
        }
    }

    @Test("A redirect leads nowhere but to the web", arguments: ["file:///etc/hostname", "ftp://127.0.0.1/x"])
    func redirectElsewhere(location: String) throws {
        try expect("SERVER/text.zip leads on to an address that is neither http nor https", "Check the address.") {
            _, connection in
            connection.send(header: "HTTP/1.1 302 Found", "Location: \(location)", "Content-Length: 0")
        }
    }

    @Test("A server that drips or stalls is given up, and what came is kept")
    func slow() throws {
        let slow: [@Sendable (Connection) -> Void] = [
            { connection in connection.hang() },
            { connection in while connection.send([0]) { usleep(50_000) } },
        ]
        for wait in slow {
            let fixture = try DownloadFixture { _, connection in
                connection.send(header: "HTTP/1.1 200 OK", "Content-Length: \(content.count)", "ETag: \"1\"")
                connection.send(content[..<10_000])
                wait(connection)
            }
            let ending = fixture.run()
            #expect(
                ending.text
                    == "SERVER/text.zip came too slowly: less than 100000 bytes a second for 1 seconds")
            #expect(
                ending.remedy?.wholeMatch(
                    of: /Run the command again: it goes on after the 10\d\d\d bytes that are there\./) != nil)
            #expect(fixture.names == [".text.zip.w2vbook-download", ".text.zip.w2vbook-download.origin"])
        }
    }

    @Test("A server that takes the request and says nothing is given up")
    func silent() throws {
        try expect(
            "SERVER/text.zip came too slowly: less than 100000 bytes a second for 1 seconds", "Run the command again."
        ) { _, connection in connection.hang() }
    }

    @Test("A server that is not there")
    func unreachable() throws {
        let fixture = try DownloadFixture { _, _ in }
        let remedy = "Check the address and the connection to the network. Run the command again."
        // A port that was free a moment ago, and a label longer than names can have (RFC 1035).
        let closed = try LoopbackServer { _, _ in }.root
        #expect(
            fixture.run(address: "\(closed)/a")
                == .init("\(closed)/a cannot be reached: the server takes no connection", remedy))
        let name = String(repeating: "x", count: 64) + ".invalid"
        #expect(
            fixture.run(address: "http://\(name)/a")
                == .init("http://\(name)/a cannot be reached: there is no server of this name", remedy))
        #expect(fixture.names == [])
    }

    @Test("A server that speaks something else")
    func notHTTP() throws {
        try expect(
            "SERVER/text.zip cannot be downloaded: the server does not speak HTTP",
            "Check the address. Run the command again."
        ) { _, connection in connection.send("220 ready\r\n".utf8) }
    }

    @Test("User, password and query of an address are not shown")
    func credentials() throws {
        let fixture = try DownloadFixture { _, connection in
            connection.send(header: "HTTP/1.1 404 Not Found", "Content-Length: 0")
        }
        let address = fixture.server.root.replacing("http://", with: "http://me:secret@") + "/a?token=secret#b"
        #expect(fixture.run(address: address).text == "the server answered 404 when asked for SERVER/a")
    }

    @Test(
        "What is no address is not tried",
        arguments: ["", "text.zip", "ftp://a/b", "http://", "file:a", "file:///etc/hostname", "http:///a"])
    func noAddress(address: String) throws {
        let fixture = try DownloadFixture { _, _ in }
        #expect(
            fixture.run(address: address)
                == .init(
                    "'\(address)' is not an address to download from",
                    "Give one that begins with http:// or https://."))
        #expect(!URL.isWebAddress(address))
    }

    @Test("A link in the place of the unfinished file is not followed")
    func link() throws {
        let fixture = try DownloadFixture { _, _ in }
        let place = fixture.folder.appending(path: "text")
        let partial = fixture.folder.path + "/.text.w2vbook-download"
        try FileManager.default.createSymbolicLink(
            atPath: partial, withDestinationPath: fixture.folder.path + "/elsewhere")
        let download = Download(from: fixture.server.root, to: place, sum: DownloadFixture.sum)
        let error = #expect(throws: FileError.self) { try download.run() }
        #expect(error == .symbolicLink(path: partial))
        #expect(!FileManager.default.fileExists(atPath: fixture.folder.path + "/elsewhere"))
    }

    @Test("A place that cannot be written")
    func files() throws {
        let fixture = try DownloadFixture { _, _ in }
        try Data().write(to: fixture.folder.appending(path: "file"))
        let download = Download(
            from: fixture.server.root, to: fixture.folder.appending(path: "file/a/text"), sum: DownloadFixture.sum)
        let error = #expect(throws: FileError.self) { try download.run() }
        #expect(
            error == .inaccessible(path: fixture.folder.path + "/file/a", reason: "the folder cannot be made"))
    }
}
