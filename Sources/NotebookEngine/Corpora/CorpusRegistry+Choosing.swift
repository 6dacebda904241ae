public import BookModel
import Files
public import Foundation

/// What the command line says of how a text is read; `nil` where it says nothing.
public struct ReadingChoices: Sendable {
    /// What separates documents; by default nothing.
    public var documents: CorpusEntry.Documents?
    /// Which characters are letters; by default those from a to z.
    public var letters: CorpusEntry.Letters?
    /// What digits are; by default they separate words.
    public var digits: CorpusEntry.Digits?
    /// How many words an article of a Wikipedia dump has at least.
    public var shortestArticle: Int?

    /// Choices; what is left out is not said.
    public init(
        documents: CorpusEntry.Documents? = nil, letters: CorpusEntry.Letters? = nil,
        digits: CorpusEntry.Digits? = nil, shortestArticle: Int? = nil
    ) {
        self.documents = documents
        self.letters = letters
        self.digits = digits
        self.shortestArticle = shortestArticle
    }

    /// As options of the command line.
    fileprivate var options: [String] {
        [
            documents.map { "--documents \($0.rawValue)" }, letters.map { "--letters \($0.rawValue)" },
            digits.map { "--digits \($0.rawValue)" }, shortestArticle.map { "--shortest-article \($0)" },
        ].compactMap(\.self)
    }
}

extension CorpusRegistry {
    /// The corpus that the command line or `book.yml` names: a registered one, or a file or a folder.
    ///
    /// A file does not take the place of a registered corpus of the same name. How a registered text is read is part of
    /// what is registered, so `reading` is for texts that are named by their path.
    ///
    /// - Parameters:
    ///   - name: A name of the registry, or a path.
    ///   - reading: What the command line says of a text.
    ///   - base: Where a relative path begins; `nil` is the current folder.
    /// - Throws: A `Diagnostic` where there is no such corpus, or where what is said of a text does not concern it. The
    ///   file of a registered corpus need not exist.
    public func corpus(
        _ name: String, reading: ReadingChoices = ReadingChoices(), relativeTo base: URL? = nil
    ) throws(Diagnostic) -> CorpusEntry {
        if let entry = entries.first(where: { $0.name == name }) {
            if let choice = reading.options.first {
                let remedy =
                    switch entry.kind {
                    case .text: "Change it in assets/corpora.yml, or name the file: \(entry.file ?? "")."
                    case .statistics: "Leave it out: statistics are counted already."
                    case .planted: "Leave it out: a planted text is generated."
                    case .shuffled: "Leave it out: the text is read as it is registered."
                    }
                throw Diagnostic(
                    "\(choice) is for a text that is named by its path, but '\(name)' is registered", remedy: remedy)
            }
            return entry
        }
        let file = URL(filePath: name, relativeTo: base).absoluteURL
        guard name.contains("/") || FileManager.default.fileExists(atPath: file.path) else {
            throw Diagnostic(
                "unknown corpus '\(name)'",
                remedy: "Give the path of a text, a folder or statistics (.w2vstats), or one of: "
                    + "\(entries.map(\.name).joined(separator: ", ")).")
        }
        let kind: CorpusEntry.Kind = file.pathExtension == "w2vstats" ? .statistics : .text
        if kind == .statistics, let choice = reading.options.first {
            throw Diagnostic(
                "\(choice) is for a text, but \(name) holds statistics",
                remedy: "Leave it out: statistics are counted already.")
        }
        let stem = file.lastPathComponent.split(separator: ".").first.map(String.init)
        let isTaken = entries.contains { $0.name == stem }
        return CorpusEntry(
            name: isTaken ? file.lastPathComponent : stem ?? file.lastPathComponent, kind: kind, file: file.path,
            documents: reading.documents ?? .whole, letters: reading.letters ?? .ascii,
            digits: reading.digits ?? .separate, shortestArticle: reading.shortestArticle,
            summary: "the \(isFolder(file) ? "folder" : kind.rawValue) \(file.lastPathComponent)")
    }
}

extension CorpusEntry {
    /// What is wrong when the file is not there, and how to get it; `nil` when it is there, or none is needed. Of a
    /// shuffled text it is about the text that is shuffled.
    public var absence: Diagnostic? {
        if let original = shuffled?.original { return original.absence }
        guard let file, !FileManager.default.fileExists(atPath: file) else { return nil }
        return Diagnostic(
            "the corpus '\(name)' is missing: there is no \(file)", remedy: wayToGet ?? "Check the path.")
    }
}
