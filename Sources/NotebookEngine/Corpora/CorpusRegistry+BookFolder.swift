public import BookModel
import Foundation

extension CorpusRegistry {
    /// The corpora that can be named in a book: its own, from `assets/corpora.yml`, the user's and the program's. Where two
    /// have the same name, the nearer one counts.
    ///
    /// - Throws: The first fault of a registry, and what of the book's own leads out of the book.
    public static func of(_ folder: BookFolder) throws(Diagnostic) -> CorpusRegistry {
        if folder.isBook { try folder.requireContained() }
        let (registry, diagnostics) = try read(folder)
        if let fault = diagnostics.first(where: { $0.severity == .error }) { throw fault }
        return registry
    }

    static func read(_ folder: BookFolder) throws(Diagnostic) -> (registry: CorpusRegistry, diagnostics: [Diagnostic]) {
        var registry = CorpusRegistry()
        var diagnostics: [Diagnostic] = []
        for place in [folder.programRegistry, folder.userRegistry] + [folder.ownRegistry].compactMap(\.self) {
            guard let text = try place.text(nameOf: folder.name) else { continue }
            let (own, faults) = read(
                text: text, file: folder.name(of: place.file), folder: place.folder, downloads: place.downloads,
                above: registry)
            diagnostics += faults.map(SourceText(text).quoting)
            if place.file == folder.ownRegistry?.file { try requireContained(own, in: folder, above: registry) }
            let names = Set(own.entries.map(\.name))
            registry.entries = own.entries + registry.entries.filter { !names.contains($0.name) }
        }
        return (registry, diagnostics)
    }

    /// Makes sure that the files which a book registers are in the book, and what is in its folders. What the user or the
    /// program registers just so may be anywhere: a copy of the program's own book can be built with it.
    private static func requireContained(
        _ own: CorpusRegistry, in folder: BookFolder, above others: CorpusRegistry
    ) throws(Diagnostic) {
        for entry in own.entries {
            guard let file = entry.file, !others.entries.contains(entry) else { continue }
            do throws(Diagnostic) { try folder.requireContained([URL(filePath: file)]) } catch {
                throw Diagnostic(
                    "the corpus '\(entry.name)' of \(folder.name(of: folder.assetsOfBook))/corpora.yml: \(error.summary)",
                    explanation: error.explanation,
                    remedy:
                        "Put the text in the book. One that is elsewhere you register for yourself: w2vbook corpus add")
            }
        }
    }
}
