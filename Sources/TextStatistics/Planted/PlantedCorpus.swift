import Computation
public import Files
public import Foundation

/// A corpus that is generated text in a ``PlantedLanguage``.
///
/// It is spelled out, read and counted as every text is, with documents as lines.
public struct PlantedCorpus: Corpus {
    /// What the book calls it.
    public let name: String
    /// The language of the text.
    public let language: PlantedLanguage
    /// How many words the text has.
    public let length: Int

    /// Names the text; nothing is generated yet. Throws ``PlantedError`` for a length below 1.
    public init(name: String = "planted", language: PlantedLanguage, length: Int) throws {
        _ = try language.text(words: length)
        self.name = name
        self.language = language
        self.length = length
    }

    /// From the language's parameters and the length; no text is generated.
    public var fingerprint: Fingerprint {
        Fingerprint(
            operation: "planted corpus", parameters: ["length": String(length)], inputs: [language.fingerprint])
    }

    /// Generates the text and counts it; remembered. Throws ``CorpusError``.
    ///
    /// Words that happen not to occur are not in the vocabulary, and its order is that of the counts, not of
    /// ``PlantedLanguage/words``.
    public func cooccurrences(vocabulary size: Int, window: Int) throws -> Cooccurrences {
        try countText(of: self, vocabulary: size, window: window)
    }

    /// Generates the text and gives its words. Throws ``CorpusError`` and ``SpillError``. Memory: 4 bytes a word.
    public func words(_ choice: VocabularyChoice) throws -> WordSequence {
        try readWords(of: self, choice)
    }

    /// Writes the text and what was planted in it: `NAME.txt`, `NAME-analogies.tsv` and `NAME-concepts.tsv` in a folder
    /// that is there. Files of these names are replaced. Returns their places, in this order.
    ///
    /// The text has a line for each document. The analogies are lines `concept⇥a⇥b`, as of an analogy benchmark. The
    /// concepts' table has a line for each word: the word, its frequency, and +1 or −1 for each attribute; the lines
    /// before it, which start with `#`, give the attributes' names and strengths.
    ///
    /// Each file appears when it is whole, the text last; where something fails, there is no text. Memory does not grow
    /// with the length. Throws ``FileError``.
    @discardableResult
    public func write(toFolder folder: URL, pairsPerConcept: Int = 40) throws -> [URL] {
        let files = [".txt", "-analogies.tsv", "-concepts.tsv"].map { folder.appending(path: name + $0) }
        try FileWriter.replace(files[0]) { writer in
            let stream = try stream()
            let step = "writing \(files[0].lastPathComponent)"
            try withUnsafeTemporaryAllocation(byteCount: 1 << 18, alignment: 16) { buffer in
                while case .text(let count) = try stream.read(into: buffer) {
                    try writer.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
                    ComputeContext.current.progress(step, stream.progress)
                }
            }
            try FileWriter.replace(files[1], with: Array(analogyTable(pairsPerConcept).utf8))
            try FileWriter.replace(files[2], with: Array(conceptTable().utf8))
        }
        return files
    }

    private func stream() throws -> PlantedTextStream {
        PlantedTextStream(try language.text(words: length), in: language, name: name)
    }

    private func analogyTable(_ pairsPerConcept: Int) -> String {
        var table = "# category\ta\tb\n"
        for family in language.analogies(pairsPerConcept: pairsPerConcept) {
            for pair in family.pairs { table += "\(family.concept)\t\(pair.a)\t\(pair.b)\n" }
        }
        return table
    }

    private func conceptTable() -> String {
        let attributes = language.attributes
        func line(_ fields: [String]) -> String { fields.joined(separator: "\t") + "\n" }
        var table = line(["# word", "frequency"] + attributes.map(\.name))
        table += line(["# strength", ""] + attributes.map { "\(($0.strength * 1e9).rounded() / 1e9)" })
        for (index, word) in language.words.enumerated() {
            let values = attributes.map { $0[index] > 0 ? "+1" : "-1" }
            table += line([word, "\(language.frequencies[index])"] + values)
        }
        return table
    }
}

extension PlantedCorpus: ReadableText {
    func tokenized(_ limits: CountingLimits) throws -> TokenizedText {
        try TokenizedText(
            stream(), documents: .lines, normalization: TextNormalization(), into: limits.numberLog(),
            wordMemory: limits.words)
    }

    func fingerprint(ofContents contents: [Fingerprint]) throws -> Fingerprint { fingerprint }
}
