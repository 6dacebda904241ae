import Files
import Foundation

/// Where the Swift compiler puts its own temporary files.
///
/// The driver of Swift 6.3 crashes where the path in `TMPDIR` has a letter outside of ASCII, whatever is compiled. Source
/// and result may have any path.
struct CompilerScratch: Sendable {
    let folder: URL
    private let isOwn: Bool

    /// Within the given folder if the compiler bears its path, otherwise a new one of this user alone in the system's
    /// folder for temporary files.
    ///
    /// - Throws: A `FileError` where no folder can be made.
    init(in preferred: URL) throws {
        isOwn = !CompilerScratch.isSupported(preferred.path)
        folder = isOwn ? try CompilerScratch.makeFolder() : preferred
    }

    /// Removes the folder if it was made for this.
    func remove() { if isOwn { try? FileManager.default.removeItem(at: folder) } }

    private static func isSupported(_ path: String) -> Bool { path.utf8.allSatisfy { $0 < 0x80 } }

    private static func makeFolder() throws -> URL {
        let usual = FileManager.default.temporaryDirectory.path
        let parent = isSupported(usual) ? URL(filePath: usual) : URL(filePath: "/tmp")
        var template = Array(parent.appending(path: "w2vbook-swiftc-XXXXXX").path.utf8CString)
        guard mkdtemp(&template) != nil else { throw FileError.fromErrno(errno, path: parent.path) }
        return URL(filePath: String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }
}
