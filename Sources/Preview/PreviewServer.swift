public import BookModel
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// A web server that shows one book while it is written, to browsers, by default of this machine alone.
///
/// It answers `GET /` with the book's page, to which it adds a script that asks for changes, and `GET /changes` with
/// what is new. Nothing else is served, and no file is read. A page of another site cannot read the answers: see
/// `RequestGuard`. It has a thread of its own, so it answers also while all processors build. What a client may send,
/// how long it may take and how many there may be is bounded: see `PreviewConnection` and `ConnectionCounter`.
public struct PreviewServer: Sendable {
    private let loops: MultiThreadedEventLoopGroup
    private let show: PreviewState
    /// Where it listens: `http://127.0.0.1:4321/`.
    public let address: String

    /// The port where a preview is expected.
    public static let usualPort: UInt16 = 4321
    /// How many ports are tried, from ``usualPort`` on.
    private static let portsTried: UInt16 = 100

    /// Starts to listen, and returns the server once it does.
    ///
    /// - Parameters:
    ///   - host: An IPv4 address of this machine; `0.0.0.0` is all of them.
    ///   - port: The port; `nil` is ``usualPort`` or the next free one, and 0 any free one.
    /// - Throws: A `Diagnostic` where the port is taken or the address is not of this machine.
    public static func start(host: String = "127.0.0.1", port: UInt16? = nil) async throws -> PreviewServer {
        let loops = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        do { return try await listening(on: host, port, loops) } catch {
            try? await loops.shutdownGracefully()
            throw error
        }
    }

    private static func listening(
        on host: String, _ port: UInt16?, _ loops: MultiThreadedEventLoopGroup
    ) async throws -> PreviewServer {
        let candidates = port.map { [$0] } ?? Array(usualPort..<usualPort + portsTried)
        var reason = ""
        for candidate in candidates {
            do { return try await PreviewServer(host: host, port: candidate, loops) } catch {
                let number = (error as? IOError)?.errnoCode
                reason = number.map { String(cString: strerror($0)) } ?? "It is no IPv4 address."
                guard let number, [EADDRINUSE, EACCES].contains(number) else {
                    throw Diagnostic(
                        "cannot listen on \(host)", explanation: reason,
                        remedy: "Name an IPv4 address of this machine with --host, or leave it out.")
                }
            }
        }
        throw Diagnostic(
            port.map { "cannot listen on port \($0) of \(host)" } ?? "no port from \(usualPort) on is free",
            explanation: reason, remedy: "Name another port with --port, or leave it out.")
    }

    private init(host: String, port: UInt16, _ loops: MultiThreadedEventLoopGroup) async throws {
        let show = PreviewState()
        let gate = RequestGuard(host: host)
        let connections = ConnectionCounter()
        var numbers = in_addr()
        guard inet_pton(AF_INET, host, &numbers) == 1 else { throw NotAnAddress() }
        let listener = try await ServerBootstrap(group: loops)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try PreviewConnection(gate, show, connections).serve(channel)
                }
            }
            .bind(to: SocketAddress(ipAddress: host, port: Int(port))).get()
        let actual = listener.localAddress?.port ?? Int(port)
        gate.listens(on: UInt16(actual))
        self.loops = loops
        self.show = show
        address = "http://\(host == "0.0.0.0" ? "127.0.0.1" : host):\(actual)/"
    }

    private struct NotAnAddress: Error {}

    /// Shows a page in the place of the one before, and nothing over it.
    ///
    /// - Parameter identity: Equal for pages that need not be shown anew.
    public func show(page: String, identity: String) { show.show(page: page, identity: identity) }

    /// Shows what is wrong, over the last page; `page` is for browsers that have none yet.
    public func show(_ problems: [Diagnostic], over page: String? = nil) { show.show(problems, over: page) }

    /// Ends all connections and listens no longer.
    public func stop() async { try? await loops.shutdownGracefully() }
}
