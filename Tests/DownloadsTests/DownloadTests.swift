import Downloads
import Files
import Foundation
import LoopbackServer
import Synchronization
import Testing

private let content = DownloadFixture.content
private let kept = [".text.zip.w2vbook-download", ".text.zip.w2vbook-download.origin"]

@Suite("A download that goes well")
struct DownloadTests {
    private func goodServer() throws -> DownloadFixture {
        try DownloadFixture { request, connection in connection.send(file: content, version: "\"1\"", for: request) }
    }

    @Test("The file is put in its place, alone, and reported up to its end")
    func whole() throws {
        let fixture = try goodServer()
        let last = Mutex<Download.Event?>(nil)
        #expect(fixture.run(report: { event in last.withLock { $0 = event } }) == .init("fetched"))
        #expect(fixture.isComplete)
        #expect(fixture.names == ["text.zip"])
        guard case .receiving(content.count, content.count, let speed) = last.withLock({ $0 }) else {
            Issue.record("the last report is \(String(describing: last.withLock { $0 }))")
            return
        }
        #expect(speed > 0)
        #expect(fixture.server.requests.map(\.path) == ["/text.zip"])
        #expect(fixture.server.requests[0].fields["range"] == nil)
    }

    @Test("The right file in its place is not asked for")
    func present() throws {
        let fixture = try goodServer()
        try fixture.write(content)
        #expect(fixture.run() == .init("present"))
        #expect(fixture.run(replacing: true) == .init("present"))
        #expect(fixture.server.requests == [])
    }

    @Test("Another file in its place stays there, unless it is to be replaced")
    func other() throws {
        let fixture = try goodServer()
        try fixture.write([1, 2, 3])
        #expect(
            fixture.run()
                == .init(
                    "FOLDER/corpora/text.zip has the SHA-256 \(Fingerprint(of: [1, 2, 3] as [UInt8])), "
                        + "but \(DownloadFixture.sum) is registered",
                    "Replace it with the choice to replace files, or move it away."))
        #expect(fixture.server.requests == [])
        #expect(fixture.run(replacing: true) == .init("fetched"))
        #expect(fixture.isComplete)
    }

    @Test("A size need not be known", arguments: [nil, content.count])
    func unknownSize(size: Int?) throws {
        let fixture = try DownloadFixture { _, connection in
            connection.send(header: "HTTP/1.1 200 OK", "Transfer-Encoding: chunked")
            for start in stride(from: 0, to: content.count, by: 30_000) {
                connection.send(chunk: content[start..<min(start + 30_000, content.count)])
            }
            connection.send(chunk: [])
        }
        #expect(fixture.run(size: size) == .init("fetched"))
        #expect(fixture.isComplete)
    }

    @Test("Up to five redirects are followed, whether they name a path or a server")
    func redirect() throws {
        let fixture = try DownloadFixture { request, connection in
            let step = Int(request.path.dropFirst()) ?? 0
            if step == 5 { return connection.send(file: content, version: "\"1\"", for: request) }
            let host = step % 2 == 0 ? "" : "http://\(request.fields["host"]!)"
            connection.send(header: "HTTP/1.1 302 Found", "Location: \(host)/\(step + 1)", "Content-Length: 4")
            connection.send("gone".utf8)
        }
        #expect(fixture.run(path: "/0") == .init("fetched"))
        #expect(fixture.server.requests.map(\.path) == ["/0", "/1", "/2", "/3", "/4", "/5"])
    }

    @Test("Of two at once, one waits for the other, and finds the file")
    func twoAtOnce() throws {
        let isWaiting = Mutex(false)
        let fixture = try DownloadFixture { request, connection in
            for _ in 0..<1000 where !isWaiting.withLock({ $0 }) { usleep(10_000) }
            connection.send(file: content, version: "\"1\"", for: request)
        }
        let endings = Mutex<[DownloadFixture.Ending]>([])
        DispatchQueue.concurrentPerform(iterations: 2) { _ in
            let ending = fixture.run(report: { event in if event == .waiting { isWaiting.withLock { $0 = true } } })
            endings.withLock { $0.append(ending) }
        }
        #expect(endings.withLock { $0 } == [.init("fetched"), .init("present")])
        #expect(fixture.server.requests.count == 1)
        #expect(fixture.names == ["text.zip"])
    }

    @Test("Who waits for another's download can stop waiting")
    func stoppedWaiting() throws {
        let fixture = try goodServer()
        try fixture.write([], as: "other")
        let lock = try FileLock(lockFile(of: fixture.file)) {}
        defer { lock.release() }
        var isWaiting = false
        let ending = fixture.run(isCancelled: { isWaiting }, report: { event in isWaiting = event == .waiting })
        #expect(ending == .init("the download of SERVER/text.zip was stopped", "Run the command again."))
        #expect(fixture.server.requests == [])
    }
}

@Suite("A download that goes on where an earlier one stopped")
struct ResumeTests {
    @Test("A connection that broke is taken up by a range of the same version")
    func resume() throws {
        let attempts = Counter()
        let fixture = try DownloadFixture { request, connection in
            if attempts.next() > 0 { return connection.send(file: content, version: "\"1\"", for: request) }
            connection.send(header: "HTTP/1.1 200 OK", "Content-Length: \(content.count)", "ETag: \"1\"")
            connection.send(content[..<40_000])
        }
        #expect(
            fixture.run()
                == .init(
                    "SERVER/text.zip was cut off after 40000 of 100000 bytes",
                    "Run the command again: it goes on after the 40000 bytes that are there."))
        #expect(fixture.names == kept)
        #expect(fixture.run() == .init("fetched"))
        #expect(fixture.isComplete)
        #expect(fixture.names == ["text.zip"])
        #expect(fixture.server.requests[1].fields["range"] == "bytes=40000-")
        #expect(fixture.server.requests[1].fields["if-range"] == "\"1\"")
    }

    @Test("Without a strong tag, the date of the last change stands for the version")
    func lastModified() throws {
        let date = "Fri, 14 Jul 2006 12:00:00 GMT"
        let fixture = try DownloadFixture { request, connection in
            if request.fields["if-range"] == date {
                return connection.send(file: content, version: date, for: request)
            }
            connection.send(
                header: "HTTP/1.1 200 OK", "Content-Length: \(content.count)", "ETag: W/\"1\"", "Last-Modified: \(date)"
            )
            connection.send(content[..<70_000])
        }
        #expect(fixture.run().text == "SERVER/text.zip was cut off after 70000 of 100000 bytes")
        #expect(fixture.run() == .init("fetched"))
        #expect(fixture.server.requests[1].rangeStart == 70_000)
    }

    @Test("A server that does not tell versions apart is asked for all, and nothing is kept for it")
    func noVersion() throws {
        let fixture = try DownloadFixture { _, connection in
            connection.send(header: "HTTP/1.1 200 OK", "Content-Length: \(content.count)")
            connection.send(content[..<40_000])
        }
        #expect(
            fixture.run() == .init("SERVER/text.zip was cut off after 40000 of 100000 bytes", "Run the command again."))
        #expect(fixture.names == [])
    }

    @Test("A server that ignores ranges begins anew")
    func ignoresRange() throws {
        let fixture = try DownloadFixture { _, connection in
            connection.send(header: "HTTP/1.1 200 OK", "Content-Length: \(content.count)", "ETag: \"1\"")
            connection.send(content)
        }
        try fixture.leavePartial(content[..<30_000])
        #expect(fixture.run() == .init("fetched"))
        #expect(fixture.server.requests.map(\.rangeStart) == [30_000])
        #expect(fixture.isComplete)
    }

    @Test("A file that has changed on the server begins anew")
    func changedFile() throws {
        let fixture = try DownloadFixture { request, connection in
            connection.send(file: content, version: "\"2\"", for: request)
        }
        try fixture.leavePartial(content[..<30_000].map { $0 &+ 1 })
        #expect(fixture.run() == .init("fetched"))
        #expect(fixture.server.requests.map(\.rangeStart) == [30_000])
        #expect(fixture.isComplete)
    }

    @Test("A part of another version, or another part than asked for, is not taken")
    func wrongPart() throws {
        for fields in [["ETag: \"2\"", "30000"], ["ETag: \"1\"", "20000"], ["ETag: \"1\"", "nonsense"]] {
            let fixture = try DownloadFixture { request, connection in
                if request.rangeStart == nil {
                    return connection.send(file: content, version: "\"2\"", for: request)
                }
                connection.send(
                    header: "HTTP/1.1 206 Partial Content", fields[0],
                    "Content-Range: bytes \(fields[1])-99999/100000", "Content-Length: 70000")
                connection.send(content[30_000...].map { $0 &+ 1 })
            }
            try fixture.leavePartial(content[..<30_000])
            #expect(fixture.run() == .init("fetched"), "\(fields)")
            #expect(fixture.server.requests.map(\.rangeStart) == [30_000, nil])
            #expect(fixture.isComplete)
        }
    }

    @Test("A range beyond the file begins anew")
    func beyond() throws {
        let fixture = try DownloadFixture { request, connection in
            connection.send(file: content, version: "\"1\"", for: request)
        }
        try fixture.leavePartial(content + [1, 2, 3])
        #expect(fixture.run(size: nil) == .init("fetched"))
        #expect(fixture.server.requests.map(\.rangeStart) == [100_003, nil])
    }

    @Test("What is longer than the file is thrown away at once, and what is complete is not asked for")
    func fullPartials() throws {
        let fixture = try DownloadFixture { request, connection in
            connection.send(file: content, version: "\"1\"", for: request)
        }
        try fixture.leavePartial(content)
        #expect(fixture.run() == .init("fetched"))
        #expect(fixture.server.requests == [])
        try FileManager.default.removeItem(at: fixture.file)
        try fixture.leavePartial(content + [1])
        #expect(fixture.run() == .init("fetched"))
        #expect(fixture.server.requests.map(\.rangeStart) == [nil])
    }

    @Test("What is left of another address, or of nobody knows what, is not taken up")
    func otherAddress() throws {
        let fixture = try DownloadFixture { request, connection in
            connection.send(file: content, version: "\"1\"", for: request)
        }
        try fixture.leavePartial(content[..<30_000], path: "/other.zip")
        #expect(fixture.run() == .init("fetched"))
        try FileManager.default.removeItem(at: fixture.file)
        try fixture.write(content[..<30_000], as: ".text.zip.w2vbook-download")
        try fixture.write("{".utf8, as: ".text.zip.w2vbook-download.origin")
        #expect(fixture.run() == .init("fetched"))
        #expect(fixture.server.requests.map(\.rangeStart) == [nil, nil])
        #expect(fixture.names == ["text.zip"])
    }

    @Test("A download that is stopped says what it keeps, and goes on")
    func stopped() throws {
        let hasSent = Mutex(false)
        let attempts = Counter()
        let fixture = try DownloadFixture { request, connection in
            if attempts.next() > 0 { return connection.send(file: content, version: "\"1\"", for: request) }
            connection.send(header: "HTTP/1.1 200 OK", "Content-Length: \(content.count)", "ETag: \"1\"")
            connection.send(content[..<25_000])
            hasSent.withLock { $0 = true }
            connection.hang()
        }
        var received = 0
        let ending = fixture.run(
            isCancelled: { hasSent.withLock { $0 } && received == 25_000 },
            report: { event in if case .receiving(let count, _, _) = event { received = count } })
        #expect(
            ending
                == .init(
                    "the download of SERVER/text.zip was stopped",
                    "Run the command again: it goes on after the 25000 bytes that are there."))
        #expect(fixture.names == kept)
        #expect(fixture.run() == .init("fetched"))
        #expect(fixture.server.requests.map(\.rangeStart) == [nil, 25_000])
    }
}
