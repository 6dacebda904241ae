/// Whether a chapter would run in a build, and why.
public struct ChapterState: Codable, Hashable, Sendable {
    /// What a build would do.
    public enum State: String, Codable, Sendable {
        /// Show what is remembered.
        case upToDate = "up to date"
        /// Run it for the first time.
        case new
        /// Run it again.
        case changed
        /// Not run it, because its text has errors.
        case faulty
    }

    /// The chapter.
    public let chapter: String
    /// What a build would do.
    public let state: State
    /// What has changed since the chapter ran last, a line each; empty unless it is ``State/changed``.
    public let changes: [String]
}

extension ChapterKey {
    /// What is different from an earlier key, a line each.
    func changes(since before: ChapterKey) -> [String] {
        var lines: [String] = []
        for kind in [Part.Kind.code, .parameter, .corpus, .benchmarks, .data, .program] {
            let (old, new) = (before.parts.filter { $0.kind == kind }, parts.filter { $0.kind == kind })
            lines += kind == .code ? Self.code(old, new) : Self.named(kind, old, new)
        }
        // The order counts too: that of the code, and which corpus is the book's own.
        return lines.isEmpty ? ["the order of the code or of the corpora changed"] : lines
    }

    /// Pieces of code have names that need not be unique, and lines in them move.
    private static func code(_ old: [Part], _ new: [Part]) -> [String] {
        let difference = new.map(\.value).difference(from: old.map(\.value))
        var removed = difference.removals.map { change in old[change.place] }
        var lines: [String] = []
        for change in difference.insertions {
            let part = new[change.place]
            let stem = part.name.prefix { $0 != "," }
            if let index = removed.firstIndex(where: { $0.name.prefix { $0 != "," } == stem })
                ?? (part.name.hasPrefix("the value") ? removed.firstIndex { $0.name.hasPrefix("the value") } : nil)
            {
                removed.remove(at: index)
                lines.append("\(part.name) changed")
            } else {
                lines.append("\(part.name) is new")
            }
        }
        return lines + removed.map { "\($0.name) is gone" }
    }

    private static func named(_ kind: Part.Kind, _ old: [Part], _ new: [Part]) -> [String] {
        func value(_ name: String, _ parts: [Part]) -> String? { parts.first { $0.name == name }?.value }
        let names = old.map(\.name) + new.map(\.name).filter { name in !old.contains { $0.name == name } }
        return names.compactMap { name in
            let (before, after) = (value(name, old), value(name, new))
            guard before != after else { return nil }
            switch kind {
            case .parameter:
                return "\(name) " + (before.map { "was \($0)" } ?? "was not read")
                    + (after.map { ", is \($0)" } ?? ", is not read any more")
            case .corpus:
                return before == nil
                    ? "the corpus \(name) is new"
                    : after == nil ? "the corpus \(name) is gone" : "the corpus \(name) changed"
            case .program: return "w2vbook or the Swift compiler changed"
            case .benchmarks: return "the benchmarks changed"
            case .data, .code:
                return before == nil ? "\(name) is new" : after == nil ? "\(name) is gone" : "\(name) changed"
            }
        }
    }
}

extension CollectionDifference.Change {
    fileprivate var place: Int {
        switch self {
        case .insert(let offset, _, _), .remove(let offset, _, _): offset
        }
    }
}
