import Computation
import Foundation
import Fuzzing
import NIOCore
import NIOEmbedded
import Testing

@testable import Preview

/// Clients that send too much, too slowly or nonsense. Time is the test's own: nothing here waits.
@Suite("Clients that mean no good") struct HostileClientTests {
    private static let good = "GET / HTTP/1.1\r\nHost: 127.0.0.1:4321\r\n\r\n"

    /// A connection to a preview that shows the page "shown".
    private final class Client {
        let channel = EmbeddedChannel()
        let show: PreviewState
        private(set) var received = ""

        init(_ connections: ConnectionCounter = ConnectionCounter()) throws {
            let gate = RequestGuard(host: "127.0.0.1")
            gate.listens(on: 4321)
            show = PreviewState()
            show.show(page: "<html><body>shown</body></html>", identity: "1")
            try PreviewConnection(gate, show, connections).serve(channel)
            channel.connect(to: try SocketAddress(ipAddress: "127.0.0.1", port: 4321), promise: nil)
        }

        /// Sends bytes in pieces as a network has them, until the other side closes. Returns how many were taken.
        @discardableResult
        func send(_ bytes: some Collection<UInt8>) -> Int {
            var rest = Array(bytes)[...]
            while !rest.isEmpty, isOpen {
                let piece = rest.prefix(4096)
                rest.removeFirst(piece.count)
                // What the parser does not take is the connection's business.
                _ = try? channel.writeInbound(ByteBuffer(bytes: piece))
            }
            receive()
            return bytes.count - rest.count
        }

        func send(_ text: String) { send(text.utf8) }

        func advance(seconds: Int64) {
            channel.embeddedEventLoop.advanceTime(by: .seconds(seconds))
            receive()
        }

        var isOpen: Bool { channel.isActive }

        private func receive() {
            while let part = try? channel.readOutbound(as: ByteBuffer.self) { received += String(buffer: part) }
        }

        deinit { _ = try? channel.finish(acceptAlreadyClosed: true) }
    }

    @Test("a head of any kind that has no end is refused after some kilobytes")
    func endlessHeads() throws {
        let line = [UInt8](repeating: UInt8(ascii: "a"), count: 1 << 20)
        let start = Array("GET / HTTP/1.1\r\nHost: 127.0.0.1:4321\r\n".utf8)
        let fields = (0..<100_000).flatMap { Array("F\($0): x\r\n".utf8) }
        let heads: [(String, [UInt8])] = [
            (
                "three lines of a megabyte",
                start + (0..<3).flatMap { _ in Array("X: ".utf8) + line + Array("\r\n".utf8) }
            ),
            ("a name without an end", start + line),
            ("a value without an end", start + Array("X: ".utf8) + line),
            ("fields without an end", start + fields),
            ("a target without an end", Array("GET /".utf8) + line),
            ("a method without an end", line),
            ("nothing but spaces", [UInt8](repeating: 0x20, count: 1 << 20)),
        ]
        for (name, head) in heads {
            let client = try Client()
            #expect(client.send(head) <= 80 << 10, "\(name)")
            #expect(!client.isOpen, "\(name)")
            #expect(client.received.hasPrefix("HTTP/1.1 400 Bad Request\r\n"), "\(name): \(client.received)")
        }
    }

    @Test("whatever is sent in place of a request, it is answered or cut off, and the next one is served")
    func damagedHeads() throws {
        let pieces = [
            "\r\n", "\r\n\r\n", "\n", "\r", ":", " ", "\t", "\0", "HTTP/1.0", "HTTP/2.0", "GET / ",
            "PRI * HTTP/2.0\r\n\r\n",
            "Host: evil.example\r\n", "Origin: null\r\n", "Content-Length: 99999999999999999999\r\n",
            "Content-Length: -1\r\n", "Transfer-Encoding: chunked\r\n", "Connection: upgrade\r\nUpgrade: h2c\r\n",
            "Expect: 100-continue\r\n", "/changes?after=", "%00", "%", "http://", "ffffffffffffffffff\r\n", "é",
        ]
        let name = "heads of requests"
        var generator = SeededGenerator(seed: Fuzzing.seed(of: name))
        let connections = ConnectionCounter()
        try Fuzzing.rounds(2000, of: name) { round in
            let isChanges = Bool.random(using: &generator)
            var head = Array(
                (isChanges ? Self.good.replacing("GET /", with: "GET /changes?after=1") : Self.good).utf8)
            Fuzzing.damage(&head, with: pieces, using: &generator)
            let client = try Client(connections)
            client.send(head)
            client.advance(seconds: 30)
            #expect(!client.isOpen, "round \(round): \(String(decoding: head, as: UTF8.self).debugDescription)")
            #expect(
                client.received.isEmpty || client.received.hasPrefix("HTTP/1."), "round \(round): \(client.received)")
            let next = try Client(connections)
            next.send(Self.good)
            #expect(next.received.contains("shown"), "round \(round)")
        }
    }

    @Test("a client that sends nothing, or a byte now and then, is cut off after 20 s; so is one that had an answer")
    func idleClients() throws {
        let silent = try Client()
        silent.advance(seconds: 19)
        #expect(silent.isOpen)
        silent.advance(seconds: 1)
        #expect(!silent.isOpen)

        let slow = try Client()
        for byte in Self.good.utf8.prefix(20) {
            slow.send([byte])
            slow.advance(seconds: 1)
        }
        #expect(!slow.isOpen && !slow.received.contains("shown"))

        let content = try Client()
        content.send(Self.good)
        #expect(content.received.hasPrefix("HTTP/1.1 200 OK\r\n"))
        content.advance(seconds: 19)
        content.send(Self.good)
        #expect(content.received.components(separatedBy: "shown").count - 1 == 2)
        content.advance(seconds: 19)
        #expect(content.isOpen)
        content.advance(seconds: 1)
        #expect(!content.isOpen)
    }

    @Test(
        "who waits for changes is answered when there are some, and after 10 s in any case; one who leaves is forgotten"
    )
    func waiting() throws {
        let client = try Client()
        client.send("GET /changes HTTP/1.1\r\nHost: 127.0.0.1:4321\r\n\r\n")
        let ask = "GET /changes?after=\(try state(of: client)) HTTP/1.1\r\nHost: 127.0.0.1:4321\r\n\r\n"
        func answers() -> Int { client.received.components(separatedBy: "\"state\"").count - 1 }
        client.send(ask)
        client.advance(seconds: 9)
        #expect(answers() == 1)
        client.advance(seconds: 1)
        #expect(answers() == 2)
        client.send(ask)
        client.show.show(page: "another", identity: "2")
        client.advance(seconds: 0)
        #expect(answers() == 3)

        let leaving = try Client()
        leaving.send("GET /changes?after=\(try state(of: leaving)) HTTP/1.1\r\nHost: 127.0.0.1:4321\r\n\r\n")
        #expect(leaving.show.listenerCount == 1)
        leaving.channel.close(promise: nil)
        #expect(leaving.show.listenerCount == 0)
    }

    private func state(of client: Client) throws -> String {
        struct News: Decodable { var state: String }
        return try JSONDecoder().decode(News.self, from: client.show.news).state
    }

    @Test("connections beyond a hundred are closed at once; each that ends makes room")
    func manyConnections() throws {
        let connections = ConnectionCounter()
        var clients = try (0..<ConnectionCounter.limit).map { _ in try Client(connections) }
        let areOpen = clients.map(\.isOpen)
        #expect(!areOpen.contains(false))
        let surplus = try Client(connections)
        #expect(!surplus.isOpen)
        clients.removeLast().channel.close(promise: nil)
        let next = try Client(connections)
        next.send(Self.good)
        #expect(next.received.contains("shown"))
    }

    @Test("a request with a body is answered, and nothing of the body is taken for another request")
    func bodies() throws {
        for field in ["Content-Length: 1000000000", "Transfer-Encoding: chunked"] {
            let client = try Client()
            client.send("GET / HTTP/1.1\r\nHost: 127.0.0.1:4321\r\n\(field)\r\n\r\n\(Self.good)\(Self.good)")
            #expect(client.received.components(separatedBy: "HTTP/1.1 200 OK").count - 1 == 1, "\(client.received)")
            #expect(!client.isOpen)
        }
    }
}
