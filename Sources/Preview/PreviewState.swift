import BookModel
import Foundation
import Synchronization

/// What a preview shows at the moment, and who waits for something new.
final class PreviewState: Sendable {
    /// What browsers are told.
    private struct News: Encodable {
        /// Names this state; of no two servers the same.
        var state: String
        /// Names the page; a browser that shows another one loads it anew.
        var page: String
        var problems: [Problem] = []
    }

    /// A diagnostic, cut into the parts that are shown each in its way.
    private struct Problem: Encodable {
        var severity: String
        var place: String?
        var summary: String
        var sourceLine: String?
        /// How many characters of the source line stand before the place.
        var lead: Int
        var explanation: String?
        var remedy: String?

        init(_ diagnostic: Diagnostic) {
            severity = diagnostic.severity.rawValue
            place = diagnostic.location?.description
            summary = diagnostic.summary
            sourceLine = diagnostic.sourceLine
            let lead = (diagnostic.sourceLine ?? "").utf8.prefix(max(0, (diagnostic.location?.column ?? 1) - 1))
            self.lead = String(decoding: lead, as: UTF8.self).count
            explanation = diagnostic.explanation
            remedy = diagnostic.remedy
        }
    }

    private struct Contents {
        var news: News
        var page: String
        /// The page's identity; `nil` while there is no page without problems.
        var identity: String?
        var changes = 0
        var listeners: [Int: @Sendable () -> Void] = [:]
        var lastListener = 0
    }

    private let session = String(UInt64.random(in: 0 ... .max), radix: 36)
    private let contents: Mutex<Contents>

    init() {
        let news = News(state: "\(session)-0", page: "\(session)-0")
        contents = Mutex(Contents(news: news, page: LivePage.waiting(page: news.page)))
    }

    /// The page, with the script that asks for changes.
    var page: String { contents.withLock(\.page) }

    func show(page: String, identity: String) {
        change { contents in
            let isSame = contents.identity == identity
            if isSame, contents.news.problems.isEmpty { return false }
            contents.news.problems = []
            if !isSame { Self.replace(&contents, by: page, session) }
            contents.identity = identity
            return true
        }
    }

    func show(_ problems: [Diagnostic], over page: String?) {
        change { contents in
            contents.news.problems = problems.map(Problem.init)
            if contents.identity == nil, let page { Self.replace(&contents, by: page, session) }
            return true
        }
    }

    private static func replace(_ contents: inout Contents, by page: String, _ session: String) {
        contents.news.page = "\(session)-\(contents.changes + 1)"
        contents.page = LivePage.adding(to: page, page: contents.news.page)
    }

    /// Changes what is shown, and tells those who wait.
    private func change(_ body: (inout Contents) -> Bool) {
        let listeners = contents.withLock { contents in
            guard body(&contents) else { return [@Sendable () -> Void]() }
            contents.changes += 1
            contents.news.state = "\(session)-\(contents.changes)"
            return Array(contents.listeners.values)
        }
        for listener in listeners { listener() }
    }

    /// What is shown, as JSON.
    var news: Data { (try? JSONEncoder().encode(contents.withLock(\.news))) ?? Data() }

    /// Calls the body once something else is shown than the known state, on any thread and perhaps more than once.
    ///
    /// - Returns: What to give to ``removeListener(_:)`` when nobody waits any longer; `nil` where something else is shown
    ///   already, and the body is not called.
    func whenChanged(from known: String?, _ body: @escaping @Sendable () -> Void) -> Int? {
        contents.withLock { contents in
            guard contents.news.state == known else { return nil }
            contents.lastListener += 1
            contents.listeners[contents.lastListener] = body
            return contents.lastListener
        }
    }

    /// How many wait.
    var listenerCount: Int { contents.withLock(\.listeners.count) }

    func removeListener(_ listener: Int) { contents.withLock { $0.listeners[listener] = nil } }
}
