import Foundation

extension Int {
    /// As a number of bytes with at most four digits: 512 bytes, 71 kB, 31.3 MB, 1.2 GB.
    var asBytes: String {
        switch self {
        case ..<1000: "\(self) bytes"
        case ..<1_000_000: "\(self / 1000) kB"
        case ..<1_000_000_000: String(format: "%.1f MB", Double(self) / 1e6)
        default: String(format: "%.1f GB", Double(self) / 1e9)
        }
    }
}
