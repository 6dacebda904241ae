public import Files
import Foundation

/// A download that did not end with the file in its place.
public struct DownloadError: UserFacingError, Equatable {
    /// What went wrong.
    public enum Reason: Error, Equatable, Sendable {
        /// The address is none of http, https or file.
        case address
        /// There is no connection; `detail` says how far it got.
        case unreachable(detail: String)
        /// The server answers with another status than that of success.
        case status(Int)
        /// The server leads on more often than is followed.
        case redirects(limit: Int)
        /// The server leads to something other than http or https.
        case redirectElsewhere
        /// Less came for so many seconds.
        case stalled(bytesPerSecond: Int, seconds: Int)
        /// The connection ended too early; `size` is nil where it is not known.
        case cutOff(received: Int, size: Int?)
        /// The server announces another size than the registered one.
        case size(found: Int, registered: Int)
        /// More came than the registered size; what follows was not waited for.
        case excess(registered: Int)
        /// What came is not the registered file, and was deleted.
        case sum(found: Fingerprint, registered: Fingerprint)
        /// Another file than the registered one is in the place of the download.
        case existing(path: String, found: Fingerprint, registered: Fingerprint)
        /// The user stopped it.
        case stopped
        /// Whatever else the transfer library says.
        case failed(detail: String)
    }

    /// What went wrong.
    public let reason: Reason
    /// The address without user, password and query, which are nobody else's business.
    public let address: String
    /// How many bytes the next attempt need not get again.
    public let keptBytes: Int

    /// One line that names what is wrong.
    public var description: String {
        switch reason {
        case .address: "'\(address)' is not an address to download from"
        case .unreachable(let detail): "\(address) cannot be reached: \(detail)"
        case .status(let status): "the server answered \(status) when asked for \(address)"
        case .redirects(let limit): "\(address) leads on from one address to the next, more than \(limit) times"
        case .redirectElsewhere: "\(address) leads on to an address that is neither http nor https"
        case .stalled(let bytes, let seconds):
            "\(address) came too slowly: less than \(bytes) bytes a second for \(seconds) seconds"
        case .cutOff(let received, let size):
            "\(address) was cut off after \(received) \(size.map { "of \($0) " } ?? "")bytes"
        case .size(let found, let registered): "\(address) has \(found) bytes, but \(registered) are registered"
        case .excess(let registered): "\(address) has more bytes than the \(registered) that are registered"
        case .sum(let found, let registered): "\(address) has the SHA-256 \(found), but \(registered) is registered"
        case .existing(let path, let found, let registered):
            "\(path) has the SHA-256 \(found), but \(registered) is registered"
        case .stopped: "the download of \(address) was stopped"
        case .failed(let detail): "\(address) cannot be downloaded: \(detail)"
        }
    }

    /// What to do about it.
    public var remedy: Remedy? {
        let again: Remedy =
            keptBytes > 0
            ? "Run the command again: it goes on after the \(keptBytes) bytes that are there."
            : "Run the command again."
        return switch reason {
        case .address: "Give one that begins with http:// or https://."
        case .unreachable: "Check the address and the connection to the network. \(again)"
        case .status(let status): status >= 500 || status == 429 ? "Wait a while. \(again)" : "Check the address."
        case .redirects, .redirectElsewhere: "Check the address."
        case .stalled, .cutOff, .stopped: again
        case .size, .excess, .sum: "Nothing of it was kept. Check that address, size and SHA-256 belong together."
        case .existing: "Replace it with \(.replacement), or move it away."
        case .failed: "Check the address. \(again)"
        }
    }
}

/// An address as messages show it: without user, password, query and fragment.
func shown(_ address: String) -> String {
    guard var parts = URLComponents(string: address) else { return address }
    parts.user = nil
    parts.password = nil
    parts.query = nil
    parts.fragment = nil
    return parts.string ?? address
}
