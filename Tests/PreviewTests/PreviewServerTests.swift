import BookModel
import Foundation
import Testing

@testable import Preview

@Suite("The preview's server") struct PreviewServerTests {
    /// Starts a server on a free port, and stops it after the test.
    private func withServer(_ body: (PreviewServer, UInt16) async throws -> Void) async throws {
        let server = try await PreviewServer.start(port: 0)
        let port = try #require(URL(string: server.address)?.port.flatMap { UInt16($0) })
        do { try await body(server, port) } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    @Test("the page is served to this machine, and never kept by a browser")
    func page() async throws {
        try await withServer { server, port in
            server.show(page: "<html><body>one &amp; two</body></html>", identity: "1")
            for host in ["127.0.0.1", "localhost"] {
                let page = try await answer(port: port, to: request("GET", "/", "Host: \(host):\(port)"))
                #expect(page.hasPrefix("HTTP/1.1 200 OK\r\n"), "\(page)")
                #expect(page.contains("one &amp; two"))
                #expect(page.contains("\r\nCache-Control: no-store\r\n"))
                #expect(page.contains("\r\nCross-Origin-Resource-Policy: same-origin\r\n"))
                #expect(!page.lowercased().contains("access-control-"))
            }
        }
    }

    @Test("what another site's page can send is refused, and the answer has nothing of the book")
    func strangers() async throws {
        try await withServer { server, port in
            server.show(page: "<html><body>secret</body></html>", identity: "1")
            let own = "Host: 127.0.0.1:\(port)"
            let requests = [
                // A name that was made to stand for this machine.
                (request("GET", "/", "Host: evil.example:\(port)"), 403),
                (request("GET", "/changes", "Host: evil.example:\(port)"), 403),
                (request("GET", "/", "Host: 127.0.0.1.evil.example:\(port)"), 403),
                (request("GET", "/", "Host: 127.0.0.1:\(port ^ 1)"), 403),
                (request("GET", "/", "Host: 127.0.0.1"), 403),
                (request("GET", "/"), 403),
                (request("GET", "/", own, "Origin: http://evil.example"), 403),
                (request("GET", "/changes", own, "Origin: null"), 403),
                (request("POST", "/", own, "Origin: http://127.0.0.1:\(port)", "Content-Length: 0"), 405),
                (request("PUT", "/", own, "Content-Length: 0"), 405),
                (request("OPTIONS", "/", own), 405),
                (request("GET", "/book.html", own), 404),
                (request("GET", "/../../etc/passwd", own), 404),
                (request("GET", "/%2e%2e/chapters/book.yml", own), 404),
                (request("GET", "//chapters/book.yml", own), 404),
            ]
            for (request, status) in requests {
                let answer = try await answer(port: port, to: request)
                #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(request)\(answer)")
                #expect(!answer.contains("secret") && !answer.lowercased().contains("access-control-"))
            }
        }
    }

    @Test("who knows the state is told of the next one, others of the present one")
    func news() async throws {
        try await withServer { server, port in
            @Sendable func news(after state: String) async throws -> [String: any Sendable] {
                let answer = try await answer(
                    port: port, to: request("GET", "/changes?after=\(state)", "Host: localhost:\(port)"))
                let body = try #require(answer.split(separator: "\r\n\r\n", maxSplits: 1).last)
                return try #require(
                    JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: any Sendable])
            }
            let first = try #require(try await news(after: "")["state"] as? String)
            async let next = news(after: first)["state"] as? String
            let problem = Diagnostic(
                "this is wrong", at: SourceLocation(file: "chapters/01.md", line: 3, column: 5),
                remedy: "Mend it.", sourceLine: "let wrong")
            server.show([problem])
            let second = try #require(try await next)
            #expect(first != second)
            let problems = try #require(try await news(after: first)["problems"] as? [[String: Any]])
            #expect(problems.count == 1)
            #expect(problems[0]["place"] as? String == "chapters/01.md:3:5")
            #expect(problems[0]["lead"] as? Int == 4)
            #expect(problems[0]["remedy"] as? String == "Mend it.")
        }
    }

    @Test("an equal page is no news; an equal page after a problem is")
    func equalPages() throws {
        let show = PreviewState()
        func state() -> String {
            struct News: Decodable {
                var state: String
                var page: String
            }
            let news = try? JSONDecoder().decode(News.self, from: show.news)
            return news.map { "\($0.state.split(separator: "-")[1]) of \($0.page.split(separator: "-")[1])" } ?? ""
        }
        #expect(state() == "0 of 0")
        show.show(page: "a", identity: "a")
        #expect(state() == "1 of 1")
        show.show(page: "a, later", identity: "a")
        #expect(state() == "1 of 1")
        // The last good page stays.
        show.show([Diagnostic("wrong")], over: "half a page")
        #expect(state() == "2 of 1")
        show.show(page: "a", identity: "a")
        #expect(state() == "3 of 1")
        show.show(page: "b", identity: "b")
        #expect(state() == "4 of 4")
    }

    @Test("a port that is taken is said; without a wish the next one is used")
    func ports() async throws {
        try await withServer { _, port in
            await #expect(
                throws: Diagnostic(
                    "cannot listen on port \(port) of 127.0.0.1", explanation: "Address already in use",
                    remedy: "Name another port with --port, or leave it out.")
            ) { try await PreviewServer.start(port: port) }
            let first = try await PreviewServer.start()
            let second = try await PreviewServer.start()
            #expect(first.address != second.address)
            await first.stop()
            await second.stop()
        }
    }

    @Test("on all addresses, a name is refused all the same")
    func allAddresses() {
        let gate = RequestGuard(host: "0.0.0.0")
        gate.listens(on: 4321)
        func verdict(_ host: String, _ origin: String? = nil) -> RequestGuard.Verdict {
            gate.verdict(method: "GET", path: "/", host: host, origin: origin)
        }
        #expect(verdict("192.168.1.5:4321") == .page)
        #expect(verdict("192.168.1.5:4321", "http://192.168.1.5:4321") == .page)
        #expect(verdict("192.168.1.5:4321", "http://192.168.1.6:4321") == .forbidden)
        #expect(verdict("book.example:4321") == .forbidden)
        let single = RequestGuard(host: "192.168.1.5")
        single.listens(on: 4321)
        #expect(single.verdict(method: "GET", path: "/", host: "192.168.1.6:4321", origin: nil) == .forbidden)
    }

    @Test("the preview's script is allowed by its sum, and all else of the page stays")
    func livePage() throws {
        let head = "<meta http-equiv=\"Content-Security-Policy\" content=\""
        let policyText = "default-src &#39;none&#39;; script-src 'sha256-abc='"
        let html = "<html><head>\(head)\(policyText)\"></head><body>x</body></html>"
        let live = LivePage.adding(to: html, page: "7")
        let policy = try #require(live.firstMatch(of: /content="connect-src 'self'; (.*?)script-src '(sha256-.*?)'/))
        #expect(policy.1 == "default-src &#39;none&#39;; ")
        let script = try #require(live.firstMatch(of: /(?s)<script data-page="7">.*<\/script>\n/))
        let rest = live.replacing(script.0, with: "").replacing("connect-src 'self'; ", with: "")
            .replacing("'\(policy.2)' ", with: "")
        #expect(rest == html)
    }
}
