import Foundation

/// Shows one page to one browser, and is its only way to anything else, which leads nowhere.
///
/// A browser that has this for its proxy asks it for all that it wants, names of this machine among them. It gets the page
/// at ``address``; whatever else it asks for, by name, by number or by a tunnel, it does not get, and what it sends is not
/// read.
/// Since the page is of the web, the browser keeps it from files; ``policy`` forbids the rest.
///
/// It listens on this machine's loopback alone, where other programs of this machine can read the page as long as it is
/// shown.
final class PageProxy: Sendable {
    /// The page's address, of a name that no network has (RFC 6761).
    static let address = "http://w2vbook.invalid/"

    /// What is printed where a script of the page leads to another address.
    static let elsewhere = "While it was printed, a script of the page led to another address, and none can be reached."

    /// What the browser may do for the page, whatever the page says itself: run what is in it, and load nothing.
    static let policy = [
        "default-src 'none'", "script-src 'unsafe-inline'", "style-src 'unsafe-inline'", "img-src data:",
        "font-src data:", "base-uri 'none'", "form-action 'none'", "webrtc 'block'",
        "sandbox allow-scripts allow-same-origin",
    ].joined(separator: "; ")

    private let listener: Int32
    /// Where it listens, as a browser wants to have it said.
    let server: String

    /// Starts to listen, on a port that is free.
    ///
    /// - Throws: A `POSIXError` where this machine has no loopback.
    init(page: Data) throws {
        let answer = Self.answer("200 OK", page)
        let refusal = Self.answer("403 Forbidden", Data(PageProxy.elsewhere.utf8))
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let isListening = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, size) == 0 && listen(listener, 32) == 0
                    && getsockname(listener, address, &size) == 0
            }
        }
        guard listener >= 0, isListening else {
            let code = POSIXErrorCode(rawValue: errno) ?? .EADDRNOTAVAIL
            if listener >= 0 { close(listener) }
            throw POSIXError(code)
        }
        server = "127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
        Thread.detachNewThread {
            while case let browser = accept(listener, nil, nil), browser >= 0 {
                _ = fcntl(browser, F_SETFD, FD_CLOEXEC)
                // A browser also opens connections beforehand, and is silent on them.
                Thread.detachNewThread {
                    defer {
                        // Ends the connection also where a program that was started just now has it too.
                        shutdown(browser, Int32(SHUT_RDWR))
                        close(browser)
                    }
                    guard let request = Self.request(from: browser) else { return }
                    Self.send(request.hasPrefix("GET \(PageProxy.address) ") ? answer : refusal, to: browser)
                }
            }
            close(listener)
        }
    }

    /// Wakes the listening thread, which closes its socket.
    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    private static func answer(_ status: String, _ content: Data) -> Data {
        let head = [
            "HTTP/1.1 \(status)", "Content-Type: text/html; charset=utf-8", "Content-Length: \(content.count)",
            "Content-Security-Policy: \(policy)", "Referrer-Policy: no-referrer", "Cache-Control: no-store",
            "Connection: close", "", "",
        ].joined(separator: "\r\n")
        return Data(head.utf8) + content
    }

    /// The first line of a request; `nil` where the browser asks nothing in time.
    private static func request(from browser: Int32) -> String? {
        var timeout = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(browser, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        var head = Data()
        var buffer = [UInt8](repeating: 0, count: 4096)
        // The whole head, so that closing the connection does not throw away what was answered.
        while head.range(of: Data("\r\n\r\n".utf8)) == nil {
            let count = recv(browser, &buffer, buffer.count, 0)
            guard count > 0, head.count < 1 << 16 else { return nil }
            head += buffer[..<count]
        }
        return String(decoding: head.prefix { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
    }

    private static func send(_ answer: Data, to browser: Int32) {
        answer.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let part = UnsafeRawBufferPointer(rebasing: rest)
                let count = Glibc.send(browser, part.baseAddress, part.count, Int32(MSG_NOSIGNAL))
                guard count > 0 else { return }
                rest = rest.dropFirst(count)
            }
        }
    }
}
