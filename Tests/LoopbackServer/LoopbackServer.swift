import Foundation
import Synchronization

/// A web server for tests, on a port of its own of this machine's loopback. It does what a test tells it, right or
/// wrong: each connection brings one request, which goes to the test's closure, and is closed after it.
public final class LoopbackServer: Sendable {
    /// What a client asks.
    public struct Request: Hashable, Sendable {
        /// What stands between the method and the version: `/text8.zip`.
        public var path: String
        /// The header's fields, their names in small letters.
        public var fields: [String: String]

        /// Where the asked range begins: 40 of `Range: bytes=40-`.
        public var rangeStart: Int? {
            fields["range"].flatMap { $0.wholeMatch(of: /bytes=(\d+)-/) }.flatMap { Int($0.1) }
        }
    }

    private let listener: Int32
    private let log: Log
    /// The server's own address, without a slash at the end.
    public let root: String

    private final class Log: Sendable {
        let requests = Mutex<[Request]>([])
    }

    /// Starts a server that handles each request, in a thread of its own, by `answer`.
    public init(_ answer: @escaping @Sendable (Request, Connection) -> Void) throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let status = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, size) == 0 && listen(listener, 16) == 0
                    && getsockname(listener, address, &size) == 0
            }
        }
        guard listener >= 0, status else { throw POSIXError(.EADDRNOTAVAIL) }
        root = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
        let log = Log()
        self.log = log
        Thread.detachNewThread {
            while case let client = accept(listener, nil, nil), client >= 0 {
                Thread.detachNewThread {
                    let connection = Connection(client)
                    guard let request = connection.readRequest() else { return }
                    log.requests.withLock { $0.append(request) }
                    answer(request, connection)
                }
            }
            close(listener)
        }
    }

    /// Wakes the listening thread, which closes its socket.
    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    /// What was asked so far.
    public var requests: [Request] { log.requests.withLock { $0 } }
}

/// The server's end of a connection, closed with its owner.
public final class Connection {
    private let descriptor: Int32

    fileprivate init(_ descriptor: Int32) { self.descriptor = descriptor }

    deinit { close(descriptor) }

    /// Sends bytes as they are; false once the client has gone.
    @discardableResult
    public func send(_ bytes: some Sequence<UInt8>) -> Bool {
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Sends the lines of a header, and the empty line after it.
    @discardableResult
    public func send(header lines: String...) -> Bool {
        send((lines + ["Connection: close", "", ""]).joined(separator: "\r\n").utf8)
    }

    /// Sends one chunk of the chunked transfer coding; an empty one is the last.
    @discardableResult
    public func send(chunk: some Collection<UInt8>) -> Bool {
        send(Array("\(String(chunk.count, radix: 16))\r\n".utf8) + chunk + Array("\r\n".utf8))
    }

    /// Sends a file or the rest of it as a good server does: ranges are honoured on the condition of `If-Range`.
    public func send(file content: [UInt8], version tag: String, for request: LoopbackServer.Request) {
        let isSame = request.fields["if-range"].map { $0 == tag } ?? true
        guard let start = request.rangeStart, isSame else {
            send(header: "HTTP/1.1 200 OK", "Content-Length: \(content.count)", "ETag: \(tag)")
            send(content)
            return
        }
        guard start < content.count else {
            send(header: "HTTP/1.1 416 Range Not Satisfiable", "Content-Range: bytes */\(content.count)")
            return
        }
        send(
            header: "HTTP/1.1 206 Partial Content", "Content-Length: \(content.count - start)",
            "Content-Range: bytes \(start)-\(content.count - 1)/\(content.count)", "ETag: \(tag)")
        send(content[start...])
    }

    /// Waits until the client has gone, at most for a minute.
    public func hang() {
        var timeout = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        var byte: UInt8 = 0
        while recv(descriptor, &byte, 1, 0) > 0 {}
    }

    /// Breaks the connection off, so that the client is told of an error instead of an end.
    public func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }

    fileprivate func readRequest() -> LoopbackServer.Request? {
        var header: [UInt8] = []
        let end = Array("\r\n\r\n".utf8)
        var byte: UInt8 = 0
        while !header.suffix(4).elementsEqual(end) {
            guard recv(descriptor, &byte, 1, 0) == 1 else { return nil }
            header.append(byte)
        }
        let lines = String(decoding: header, as: UTF8.self).split(separator: "\r\n")
        var fields: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2 { fields[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces) }
        }
        return LoopbackServer.Request(path: String(lines[0].split(separator: " ")[1]), fields: fields)
    }
}
