import Foundation
import Synchronization

/// Decides which requests a preview answers.
///
/// A page of another site may send requests to this machine, but browsers do not let it read the answers, since they
/// carry no CORS header. There is one way around: the site's name is made to stand for this machine ("DNS rebinding"),
/// and the page then asks its own site. Such a request names that site in `Host`, so only addresses written in numbers,
/// which no name server can bend, and `localhost` are answered.
final class RequestGuard: Sendable {
    /// What to answer.
    enum Verdict: Sendable { case page, changes, forbidden, notAllowed, notFound }

    private let host: String
    private let port = Atomic<UInt16>(0)

    /// - Parameter host: The IPv4 address that is listened on.
    init(host: String) { self.host = host }

    /// Nothing is answered before this.
    func listens(on port: UInt16) { self.port.store(port, ordering: .relaxed) }

    func verdict(method: String, path: String, host: String?, origin: String?) -> Verdict {
        guard let host, isOwn(host), origin == nil || origin == "http://\(host)" else { return .forbidden }
        guard method == "GET" else { return .notAllowed }
        return switch path {
        case "/": .page
        case "/changes": .changes
        default: .notFound
        }
    }

    /// Whether a `Host` is this server: `127.0.0.1:4321`. Browsers leave port 80 out.
    private func isOwn(_ authority: String) -> Bool {
        let port = port.load(ordering: .relaxed)
        let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2 ? parts[1] == "\(port)" : parts.count == 1 && port == 80 else { return false }
        let name = String(parts[0])
        if ["127.0.0.1", "localhost", host].contains(name) { return true }
        var address = in_addr()
        return host == "0.0.0.0" && inet_pton(AF_INET, name, &address) == 1
    }
}
