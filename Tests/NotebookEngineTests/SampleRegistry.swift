import BookModel
import Foundation
import NotebookEngine

/// A registry with five corpora, in a folder that is not there.
enum SampleRegistry {
    static let folder = URL(filePath: "/book/assets", directoryHint: .isDirectory)
    static let sum = String(repeating: "0123456789abcdef", count: 4)

    static let text = """
        # Corpora.
        stats: {kind: statistics, file: a.w2vstats}
        plain: {kind: text, file: /plain.txt, missing: "Write it."}

        big:   # from the web
          kind: text
          file: corpora/big.zip
          documents: lines
          letters: unicode
          digits: words
          shortest_article: 20
          url: https://example.org/big.zip
          size: 31344016
          sha256: \(sum.uppercased())

        language: {kind: planted, words: 5000, vocabulary: 50, concepts: 3, seed: 7, description: D, licence: L, source: S}
        mixed: {kind: shuffled, of: big, seed: 4, description: M}
        """

    /// Its planted corpus.
    static var language: CorpusEntry {
        var entry = CorpusEntry(
            name: "language", planted: .init(words: 5000, vocabulary: 50, concepts: 3, seed: 7), summary: "D")
        (entry.licence, entry.source) = ("L", "S")
        return entry
    }

    static func read(_ text: String) -> (registry: CorpusRegistry, diagnostics: [Diagnostic]) {
        CorpusRegistry.read(text: text, file: "assets/corpora.yml", folder: folder)
    }
}
