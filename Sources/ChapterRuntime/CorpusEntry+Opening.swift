import BookModel
import Files
import Foundation
package import TextStatistics

extension CorpusEntry {
    /// The corpus itself; the file is read, or the text generated, when something is asked of it.
    ///
    /// - Throws: ``PlantedError`` for a planted text that cannot be made as asked.
    package func open() throws -> any Corpus {
        switch kind {
        case .statistics:
            StatisticsCorpus(name: name, file: location, registered: registeredSum, remedyIfMissing: wayToGet)
        case .text: text
        case .planted: try plantedCorpus()
        case .shuffled: try shuffledCorpus()
        }
    }

    /// The corpus as a text in a file or a folder, which it must be.
    package var text: TextCorpus {
        TextCorpus(
            name: name, file: location, documents: documents == .lines ? .lines : .whole,
            normalization: TextNormalization(
                letters: letters == .unicode ? .unicode : .ascii, spellsOutDigits: digits == .words),
            minimumArticleWords: shortestArticle ?? TextCorpus.usualMinimumArticleWords, registered: registeredSum,
            remedyIfMissing: wayToGet)
    }

    /// The corpus as a planted text, which it must be. Throws ``PlantedError``.
    package func plantedCorpus() throws -> PlantedCorpus {
        let parameters = planted ?? Planted(words: 0)
        let language = try PlantedLanguage(
            vocabulary: parameters.vocabulary ?? PlantedLanguage.usualVocabulary,
            strengths: PlantedLanguage.strengths(concepts: parameters.concepts ?? PlantedLanguage.usualConcepts),
            seed: parameters.seed ?? PlantedLanguage.usualSeed)
        return try PlantedCorpus(name: name, language: language, length: parameters.words)
    }

    /// The corpus as a shuffled text, which it must be. Throws ``PlantedError``.
    package func shuffledCorpus() throws -> ShuffledCorpus {
        let (original, seed) = (sourceText, shuffled?.seed ?? 1)
        return original.kind == .planted
            ? ShuffledCorpus(name: name, of: try original.plantedCorpus(), seed: seed)
            : ShuffledCorpus(name: name, of: original.text, seed: seed)
    }

    private var location: URL { URL(filePath: file ?? "") }

    private var registeredSum: Fingerprint? { sha256.flatMap(Fingerprint.init(hexadecimal:)) }
}
