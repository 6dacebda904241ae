import BookModel

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
        func parts(_ kind: Part.Kind, _ key: ChapterKey) -> [Part] { key.parts.filter { $0.kind == kind } }
        var lines = Self.code(parts(.code, before), parts(.code, self))
        lines += Self.parameters(parts(.parameter, before), parts(.parameter, self))
        if parts(.program, before) != parts(.program, self) {
            lines.append("w2vbook, the Swift compiler or a library of the system changed")
        }
        // The order counts too.
        return lines.isEmpty && fingerprint != before.fingerprint ? ["the order of the code changed"] : lines
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

    private static func parameters(_ old: [Part], _ new: [Part]) -> [String] {
        func value(_ name: String, _ parts: [Part]) -> String? { parts.first { $0.name == name }?.value }
        let names = old.map(\.name) + new.map(\.name).filter { name in !old.contains { $0.name == name } }
        return names.compactMap { name in
            let (before, after) = (value(name, old), value(name, new))
            return before == after ? nil : ParameterValue.change(of: name, from: before, to: after)
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
