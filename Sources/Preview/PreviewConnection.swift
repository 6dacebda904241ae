import Foundation
import NIOCore
import NIOHTTP1
import Synchronization

/// One browser's connection to a preview: it answers requests one after the other, none of which may have a body.
///
/// A head that is longer than ``headLimits`` allow is answered with status 400. Who takes longer than ``timeForHead`` for a whole
/// head, however much of it trickles in, or longer than ``timeForAnswer`` to take an answer, is cut off.
final class PreviewConnection: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    /// Serves a channel that was opened. Called on its event loop.
    func serve(_ channel: any Channel) throws {
        let pipeline = channel.pipeline.syncOperations
        try pipeline.configureHTTPServerPipeline(
            withEncoderConfiguration: .init(), withDecoderLimitConfiguration: Self.headLimits)
        try pipeline.addHandler(self)
    }

    /// Several times what browsers send.
    private static var headLimits: NIOHTTPDecoderLimitConfiguration {
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = 16 << 10
        limits.maxHeaderListSize = 64 << 10
        limits.maxHeaderFieldCount = 100
        return limits
    }
    /// From the beginning of the connection, or from the answer before.
    static let timeForHead = TimeAmount.seconds(20)
    static let timeForAnswer = TimeAmount.seconds(60)
    /// How long a browser waits for changes before it asks again.
    static let patience = TimeAmount.seconds(10)

    private let gate: RequestGuard
    private let show: PreviewState
    private let connections: ConnectionCounter
    /// Whether this connection is one of those that are counted.
    private var isCounted = false
    /// What happens when the time is over: the end of the connection, or of the wait for changes.
    private var deadline: Scheduled<Void>?
    /// Who waits for changes.
    private var listener: Int?
    private var keepsAlive = false

    init(_ gate: RequestGuard, _ show: PreviewState, _ connections: ConnectionCounter) {
        self.gate = gate
        self.show = show
        self.connections = connections
    }

    func channelActive(context: ChannelHandlerContext) {
        isCounted = connections.add()
        if isCounted { expectHead(context) } else { context.close(promise: nil) }
    }

    func channelInactive(context: ChannelHandlerContext) {
        if isCounted { connections.remove() }
        deadline?.cancel()
        removeListener()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // What the parser says has been answered; others are of the network.
        context.close(promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(let head) = unwrapInboundIn(data) else { return }
        deadline?.cancel()
        // A body is not read; what comes after it cannot be found then.
        let hasBody = head.headers.contains(name: "Transfer-Encoding") || head.headers.contains(name: "Content-Length")
        keepsAlive = head.isKeepAlive && !hasBody
        let target = head.uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let hosts = head.headers["Host"]
        let verdict = gate.verdict(
            method: head.method.rawValue, path: target.first.map(String.init) ?? "",
            host: hosts.count == 1 ? hosts[0] : nil, origin: head.headers.first(name: "Origin"))
        switch verdict {
        case .page: answer(context, .ok, "text/html; charset=utf-8", ByteBuffer(string: show.page))
        case .changes: answerChanges(context, query: target.count > 1 ? target[1] : "")
        case .forbidden: refuse(context, .forbidden, "This preview is only for the machine that it runs on.")
        case .notAllowed: refuse(context, .methodNotAllowed, "Only GET is answered.")
        case .notFound: refuse(context, .notFound, "There is only one page here: /")
        }
    }

    // MARK: - Waiting

    private func expectHead(_ context: ChannelHandlerContext) { end(context, in: Self.timeForHead) }

    private func end(_ context: ChannelHandlerContext, in time: TimeAmount) {
        deadline = context.eventLoop.assumeIsolated().scheduleTask(in: time) { context.close(promise: nil) }
    }

    /// Answers as soon as something else is shown than the browser knows, or when it has waited long enough.
    private func answerChanges(_ context: ChannelHandlerContext, query: Substring) {
        let known = query.split(separator: "&").first { $0.hasPrefix("after=") }?.dropFirst("after=".count)
        let loop = context.eventLoop
        let waiting = NIOLoopBound((self, context), eventLoop: loop)
        listener = show.whenChanged(from: known.map(String.init)) {
            loop.execute {
                let (connection, context) = waiting.value
                connection.answerNews(context)
            }
        }
        guard listener != nil else { return answerNow(context) }
        deadline = loop.assumeIsolated().scheduleTask(in: Self.patience) { self.answerNews(context) }
    }

    /// Answers, once.
    private func answerNews(_ context: ChannelHandlerContext) {
        guard listener != nil else { return }
        removeListener()
        deadline?.cancel()
        answerNow(context)
    }

    private func answerNow(_ context: ChannelHandlerContext) {
        answer(context, .ok, "application/json", ByteBuffer(bytes: show.news))
    }

    private func removeListener() {
        if let listener { show.removeListener(listener) }
        listener = nil
    }

    // MARK: - Answering

    private func refuse(_ context: ChannelHandlerContext, _ status: HTTPResponseStatus, _ sentence: String) {
        answer(context, status, "text/plain; charset=utf-8", ByteBuffer(string: sentence + "\n"))
    }

    /// No answer is kept by a browser, shown within a page of another site, or taken for something else.
    private func answer(
        _ context: ChannelHandlerContext, _ status: HTTPResponseStatus, _ type: String, _ body: ByteBuffer
    ) {
        var headers: HTTPHeaders = [
            "Content-Type": type, "Content-Length": "\(body.readableBytes)", "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
            "Cross-Origin-Resource-Policy": "same-origin", "Content-Security-Policy": "frame-ancestors 'none'",
        ]
        if status == .methodNotAllowed { headers.add(name: "Allow", value: "GET") }
        if !keepsAlive { headers.add(name: "Connection", value: "close") }
        end(context, in: Self.timeForAnswer)
        context.write(wrapOutboundOut(.head(.init(version: .http1_1, status: status, headers: headers))), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil))).assumeIsolated().whenComplete { _ in
            self.deadline?.cancel()
            if self.keepsAlive { self.expectHead(context) } else { context.close(promise: nil) }
        }
    }
}

/// How many connections there are; those that are too many are closed.
final class ConnectionCounter: Sendable {
    /// Browsers use six each.
    static let limit = 100

    private let count = Mutex(0)

    /// Counts one more, unless there are too many.
    func add() -> Bool {
        count.withLock { count in
            guard count < ConnectionCounter.limit else { return false }
            count += 1
            return true
        }
    }

    func remove() { count.withLock { $0 -= 1 } }
}
