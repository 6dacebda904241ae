public import BookModel
import FlyingFox
import FlyingSocks
import Foundation

/// A web server that shows one book while it is written, to browsers of this machine.
///
/// It answers `GET /` with the book's page, to which it adds a script that asks for changes, and `GET /changes` with
/// what is new. Nothing else is served, and no file is read. A page of another site cannot read the answers: see
/// ``RequestGuard``. Requests whose head is endless are not cut short.
public struct PreviewServer: Sendable {
    private let server: HTTPServer
    private let show: PreviewShow
    /// Where it listens: `http://127.0.0.1:4321/`.
    public let address: String

    /// The port where a preview is expected.
    public static let usualPort: UInt16 = 4321
    /// How many ports are tried, from ``usualPort`` on.
    private static let portsTried: UInt16 = 100
    /// How long a browser waits for changes before it asks again; shorter than the server's own limit of 15 s.
    private static let patience = Duration.seconds(10)

    /// Starts to listen, and returns the server once it does.
    ///
    /// - Parameters:
    ///   - host: An IPv4 address of this machine; `0.0.0.0` is all of them.
    ///   - port: The port; `nil` is ``usualPort`` or the next free one, and 0 any free one.
    /// - Throws: A `Diagnostic` where the port is taken or the address is not of this machine.
    public static func start(host: String = "127.0.0.1", port: UInt16? = nil) async throws -> PreviewServer {
        let candidates = port.map { [$0] } ?? Array(usualPort..<usualPort + portsTried)
        var reason = ""
        for candidate in candidates {
            do { return try await PreviewServer(host: host, port: candidate) } catch let error as SocketError {
                guard case .failed(_, let number, let message) = error, [EADDRINUSE, EACCES].contains(number) else {
                    throw Diagnostic(
                        "cannot listen on \(host)", explanation: "\(error.localizedDescription)",
                        remedy: "Name an IPv4 address of this machine with --host, or leave it out.")
                }
                reason = message
            }
        }
        throw Diagnostic(
            port.map { "cannot listen on port \($0) of \(host)" } ?? "no port from \(usualPort) on is free",
            explanation: reason, remedy: "Name another port with --port, or leave it out.")
    }

    private init(host: String, port: UInt16) async throws {
        let show = PreviewShow()
        let gate = RequestGuard(host: host)
        let server = HTTPServer(
            address: try .inet(ip4: host, port: port), logger: .disabled,
            handler: ClosureHTTPHandler { request in await Self.answer(request, gate, show) })
        // Whichever comes first: it listens, or it cannot.
        let (outcomes, outcome) = AsyncStream.makeStream(of: Result<Void, any Error>.self)
        Task {
            do { try await server.run() } catch { outcome.yield(.failure(error)) }
        }
        Task {
            do { outcome.yield(.success(try await server.waitUntilListening())) } catch {
                outcome.yield(.failure(error))
            }
        }
        for await outcome in outcomes {
            try outcome.get()
            break
        }
        guard case .ip4(_, let actual) = await server.listeningAddress else { throw SocketError.unsupportedAddress }
        gate.listens(on: actual)
        self.server = server
        self.show = show
        address = "http://\(host == "0.0.0.0" ? "127.0.0.1" : host):\(actual)/"
    }

    /// Shows a page in the place of the one before, and nothing over it.
    ///
    /// - Parameter identity: Equal for pages that need not be shown anew.
    public func show(page: String, identity: String) { show.show(page: page, identity: identity) }

    /// Shows what is wrong, over the last page; `page` is for browsers that have none yet.
    public func show(_ problems: [Diagnostic], over page: String? = nil) { show.show(problems, over: page) }

    /// Ends all connections and listens no longer.
    public func stop() async { await server.stop() }

    private static func answer(_ request: HTTPRequest, _ gate: RequestGuard, _ show: PreviewShow) async -> HTTPResponse
    {
        let verdict = gate.verdict(
            method: request.method.rawValue, path: request.path, host: request.headers[.host],
            origin: request.headers[HTTPHeader("Origin")])
        switch verdict {
        case .page: return response(.ok, "text/html; charset=utf-8", Data(show.page.utf8))
        case .changes:
            let known = request.query.first { $0.name == "after" }?.value
            let news = await show.news(after: known, within: patience)
            return response(.ok, "application/json", news)
        case .forbidden: return refusal(.forbidden, "This preview is only for the machine that it runs on.")
        case .notAllowed:
            var response = refusal(.methodNotAllowed, "Only GET is answered.")
            response.headers[HTTPHeader("Allow")] = "GET"
            // What an unread body left behind must not be taken for another request.
            response.headers[.connection] = "close"
            return response
        case .notFound: return refusal(.notFound, "There is only one page here: /")
        }
    }

    private static func refusal(_ status: HTTPStatusCode, _ sentence: String) -> HTTPResponse {
        response(status, "text/plain; charset=utf-8", Data((sentence + "\n").utf8))
    }

    /// No answer is kept by a browser, shown within a page of another site, or taken for something else.
    private static func response(_ status: HTTPStatusCode, _ type: String, _ body: Data) -> HTTPResponse {
        HTTPResponse(
            statusCode: status,
            headers: [
                .contentType: type, .cacheControl: "no-store",
                HTTPHeader("X-Content-Type-Options"): "nosniff", HTTPHeader("Referrer-Policy"): "no-referrer",
                HTTPHeader("Cross-Origin-Resource-Policy"): "same-origin",
                HTTPHeader("Content-Security-Policy"): "frame-ancestors 'none'",
            ],
            body: HTTPBodySequence(data: body, suggestedBufferSize: 1 << 16))
    }
}
