public import BookModel

/// What the results of a build depend on, to say later why they changed.
public struct Provenance: Codable, Equatable, Sendable {
    /// The form of the baseline's files that this program writes and reads.
    static let currentForm = 2
    /// In which form the baseline's files are; nil in the first.
    var form: Int? = currentForm
    /// Fingerprints of the program's parts by their names: `renderer`, `science`. They differ between machines and kinds
    /// of build, so that they hint at a cause and prove nothing.
    public var program: [String: String] = [:]
    /// What each chapter depends on besides, by the chapter's name.
    public var chapters: [String: [BuiltChapter.Dependency]] = [:]

    /// What has changed of what a chapter depends on, one thing a text; empty where nothing has.
    public func causes(in chapter: String?, since before: Provenance) -> [String] {
        var causes: [String] = []
        if let chapter {
            let (was, now) = (before.chapters[chapter] ?? [], chapters[chapter] ?? [])
            let changed = now.filter { !was.contains($0) }
            let gone = was.filter { old in
                !now.contains(old) && !changed.contains { $0.kind == old.kind && $0.name == old.name }
            }
            for thing in changed {
                let old = was.first { $0.kind == thing.kind && $0.name == thing.name }
                causes.append(Provenance.words(thing, before: old))
            }
            causes += gone.map { "\($0.kind.rawValue): \($0.name) is gone" }
        }
        for (part, value) in program.sorted(by: { $0.key < $1.key }) where before.program[part] != value {
            causes.append("\(part): w2vbook’s own code is another build")
        }
        var seen: Set<String> = []
        return causes.filter { seen.insert($0).inserted }
    }

    private static func words(_ thing: BuiltChapter.Dependency, before: BuiltChapter.Dependency?) -> String {
        switch (thing.kind, before) {
        case (.parameter, let before?): "parameter: \(thing.name) is \(thing.value), before \(before.value)"
        case (.benchmarks, _): "data: the benchmarks changed"
        case (.corpus, _): "data: the corpus \(thing.name) changed"
        case (let kind, let before): "\(kind.rawValue): \(thing.name) \(before == nil ? "is new" : "changed")"
        }
    }
}
