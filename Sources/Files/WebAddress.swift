public import Foundation

extension URL {
    /// Whether the text is a complete address of the web: http or https, with a host.
    public static func isWebAddress(_ text: String) -> Bool {
        guard let parts = URLComponents(string: text) else { return false }
        return switch parts.scheme?.lowercased() {
        case "http", "https": parts.host.map { !$0.isEmpty } ?? false
        default: false
        }
    }
}
