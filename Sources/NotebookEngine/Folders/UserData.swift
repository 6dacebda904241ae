import Foundation

/// What the user keeps for all books, outside of all books: approvals, corpora of his own, downloads.
enum UserData {
    /// `w2vbook` in `XDG_DATA_HOME`, by default in `~/.local/share`.
    static func folder(environment: [String: String] = ProcessInfo.processInfo.environment) -> URL {
        let data = environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? URL(filePath: $0) : nil }
        let home = environment["HOME"].map { URL(filePath: $0) } ?? FileManager.default.homeDirectoryForCurrentUser
        return (data ?? home.appending(path: ".local/share")).appending(path: "w2vbook", directoryHint: .isDirectory)
    }
}
