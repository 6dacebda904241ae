public import BookModel
import Foundation

extension CorpusRegistry {
    /// The corpora that the program knows.
    ///
    /// - Throws: The first fault of the registry.
    public static func of(_ folder: BookFolder) throws(Diagnostic) -> CorpusRegistry {
        let (registry, diagnostics) = try read(folder)
        if let fault = diagnostics.first(where: { $0.severity == .error }) { throw fault }
        return registry
    }

    static func read(_ folder: BookFolder) throws(Diagnostic) -> (registry: CorpusRegistry, diagnostics: [Diagnostic]) {
        let file = folder.assets.appending(path: "corpora.yml")
        guard let data = FileManager.default.contents(atPath: file.path),
            let text = String(data: data, encoding: .utf8)
        else {
            throw Diagnostic("cannot read \(folder.name(of: file))", remedy: "Restore it: git checkout assets.")
        }
        let (registry, diagnostics) = read(text: text, file: folder.name(of: file), folder: folder.assets)
        return (registry, diagnostics.map(SourceText(text).quoting))
    }
}
