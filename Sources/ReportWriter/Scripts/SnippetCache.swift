import Files
import Foundation
import Synchronization

/// Formulas and code that were set before, kept in a file between builds: a page whose snippets are all known is
/// written without starting an interpreter.
///
/// What is not used by a page is forgotten when its cache is saved. A file that cannot be read or written costs time
/// only.
final class SnippetCache: Sendable {
    private struct Content: Codable {
        /// What the snippets were made by.
        var maker: String
        var snippets: [String: String]
    }

    private struct State {
        /// What the file has, and what was made since.
        var known: [String: String]
        var used: [String: String] = [:]
        /// Whether something was made that the file does not have.
        var hasNews = false
    }

    private let file: URL
    private let maker: String
    private let state: Mutex<State>

    /// - Parameters:
    ///   - file: Where snippets are kept; need not exist.
    ///   - libraries: What makes them: when one of these files changes, nothing that was kept counts.
    init(file: URL, libraries: [URL]) {
        self.file = file
        maker = libraries.map { library in
            let attributes = try? FileManager.default.attributesOfItem(atPath: library.path)
            let date = (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
            return "\(library.path) \(attributes?[.size] as? Int ?? 0) \(date)"
        }.joined(separator: "\n")
        let content = FileManager.default.contents(atPath: file.path).flatMap {
            try? JSONDecoder().decode(Content.self, from: $0)
        }
        state = Mutex(State(known: content?.maker == maker ? content?.snippets ?? [:] : [:]))
    }

    /// What is kept under `key`, or else what `make` gives, which is kept unless it throws.
    func snippet<Failure>(_ key: String, make: () throws(Failure) -> String) throws(Failure) -> String {
        if let known = state.withLock({ $0.known[key] }) {
            state.withLock { $0.used[key] = known }
            return known
        }
        let made = try make()
        state.withLock { ($0.known[key], $0.used[key], $0.hasNews) = (made, made, true) }
        return made
    }

    /// Keeps what was used since the cache was made.
    func save() {
        let (used, isChanged) = state.withLock { ($0.used, $0.hasNews || $0.used.count < $0.known.count) }
        guard isChanged else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        try? FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        guard let content = try? encoder.encode(Content(maker: maker, snippets: used)) else { return }
        try? FileWriter.replace(file, with: Array(content))
    }
}
