public import BookModel
public import Foundation

extension CorpusRegistry {
    /// The corpus that the command line or `book.yml` names: a registered one, or a file.
    ///
    /// A file does not take the place of a registered corpus of the same name. How a registered text is read is part of
    /// what is registered, so `documents` and `digits` are for texts that are named by their path.
    ///
    /// - Parameters:
    ///   - name: A name of the registry, or a path.
    ///   - documents: What the command line says of a text; `nil` where it says nothing.
    ///   - digits: Likewise.
    ///   - base: Where a relative path begins; `nil` is the current folder.
    /// - Throws: A `Diagnostic` where there is no such corpus, or where what is said of a text does not concern it. The
    ///   file of a registered corpus need not exist.
    public func corpus(
        _ name: String, documents: CorpusEntry.Documents? = nil, digits: CorpusEntry.Digits? = nil,
        relativeTo base: URL? = nil
    ) throws(Diagnostic) -> CorpusEntry {
        let choices = [documents.map { "--documents \($0.rawValue)" }, digits.map { "--digits \($0.rawValue)" }]
            .compactMap(\.self)
        if let entry = entries.first(where: { $0.name == name }) {
            if let choice = choices.first {
                let remedy = "Change it in assets/corpora.yml"
                throw Diagnostic(
                    "\(choice) is for a text that is named by its path, but '\(name)' is registered",
                    remedy: entry.kind == .text
                        ? "\(remedy), or name the file: \(entry.file)."
                        : "Leave it out: statistics are counted already.")
            }
            return entry
        }
        let file = URL(filePath: name, relativeTo: base).absoluteURL
        guard name.contains("/") || FileManager.default.fileExists(atPath: file.path) else {
            throw Diagnostic(
                "unknown corpus '\(name)'",
                remedy: "Give the path of a text or of statistics (.w2vstats), or one of: "
                    + "\(entries.map(\.name).joined(separator: ", ")).")
        }
        let kind: CorpusEntry.Kind = file.pathExtension == "w2vstats" ? .statistics : .text
        if kind == .statistics, let choice = choices.first {
            throw Diagnostic(
                "\(choice) is for a text, but \(name) holds statistics",
                remedy: "Leave it out: statistics are counted already.")
        }
        let stem = file.lastPathComponent.split(separator: ".").first.map(String.init)
        let isTaken = entries.contains { $0.name == stem }
        return CorpusEntry(
            name: isTaken ? file.lastPathComponent : stem ?? file.lastPathComponent, kind: kind, file: file.path,
            documents: documents ?? .whole, digits: digits ?? .separate,
            summary: "the \(kind.rawValue) \(file.lastPathComponent)")
    }
}

extension CorpusEntry {
    /// What is wrong when the file is not there, and how to get it; `nil` when it is.
    public var absence: Diagnostic? {
        FileManager.default.fileExists(atPath: file)
            ? nil
            : Diagnostic("the corpus '\(name)' is missing: there is no \(file)", remedy: wayToGet ?? "Check the path.")
    }
}
