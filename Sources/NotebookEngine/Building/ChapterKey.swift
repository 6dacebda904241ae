import BookModel
import Computation
import Foundation

/// What a chapter's outputs depend on. Two builds with equal keys have equal outputs.
struct ChapterKey: Codable, Hashable, Sendable {
    /// One thing that the outputs depend on.
    struct Part: Codable, Hashable, Sendable {
        /// Of which kind it is.
        enum Kind: String, Codable, Sendable { case code, parameter, corpus, benchmarks, data, program }

        var kind: Kind
        /// What to call it: `@figure("spectrum")`, `window`, `wikipedia`.
        var name: String
        /// Its value, or the fingerprint of its content.
        var value: String
    }

    /// In the order in which `why` tells them.
    let parts: [Part]

    /// - Parameters:
    ///   - code: The pieces of code: not the prose, not the line numbers.
    ///   - parameters: Those that the code mentions.
    ///   - corpora: The book's own, and those that the code mentions.
    ///   - data: The files of measurements that the code mentions.
    init(
        code: [(name: String, text: String)], parameters: [Parameter], corpora: [CorpusEntry], benchmarks: Fingerprint,
        data: [URL], toolchain: Toolchain
    ) {
        parts =
            code.map { Part(kind: .code, name: $0.name, value: Fingerprint(of: $0.text).description) }
            + parameters.sorted { $0.name < $1.name }
            .map { Part(kind: .parameter, name: $0.name, value: "\($0.value)") }
            + corpora.map { Part(kind: .corpus, name: $0.name, value: ChapterKey.identity(of: $0).description) }
            + [Part(kind: .benchmarks, name: "benchmarks", value: benchmarks.description)]
            // A file that cannot be read is reported by the run.
            + data.map { file in
                let content = (try? Fingerprint(ofFile: file)) ?? Fingerprint(of: file.path)
                return Part(kind: .data, name: "data/\(file.lastPathComponent)", value: content.description)
            }
            + [Part(kind: .program, name: "program", value: toolchain.fingerprint.description)]
    }

    var fingerprint: Fingerprint {
        // Line numbers in the names of pieces of code do not count.
        let identities = parts.map { part in
            Fingerprint(of: "\(part.kind.rawValue)\n\(part.kind == .code ? "" : part.name)\n\(part.value)")
        }
        return Fingerprint(operation: "chapter", parameters: [:], inputs: identities)
    }

    /// The parts that are the same on any machine: without the program, and with corpora by their sum or else their
    /// size. Names of code are without line numbers.
    func portable(corpora: [CorpusEntry]) -> [BuiltChapter.Dependency] {
        parts.compactMap { part in
            let kind: BuiltChapter.Dependency.Kind
            switch part.kind {
            case .program: return nil
            case .corpus:
                guard let entry = corpora.first(where: { $0.name == part.name }) else { return nil }
                let size = entry.file.flatMap {
                    try? FileManager.default.attributesOfItem(atPath: $0)[.size] as? Int
                }
                let content = entry.sha256 ?? size.map { "\($0) bytes" } ?? entry.kind.rawValue
                return .init(kind: .corpus, name: part.name, value: content)
            case .code:
                return .init(kind: .code, name: String(part.name.prefix { $0 != "," }), value: part.value)
            case .parameter: kind = .parameter
            case .benchmarks: kind = .benchmarks
            case .data: kind = .data
            }
            return .init(kind: kind, name: part.name, value: part.value)
        }
    }

    /// A corpus may be large, so its size and date stand for its content; counting reads it whole and checks it.
    private static func identity(of corpus: CorpusEntry) -> Fingerprint {
        func text(_ number: (some BinaryInteger)?) -> String { number.map { "\($0)" } ?? "" }
        return Fingerprint(
            operation: "corpus",
            parameters: [
                "name": corpus.name, "kind": corpus.kind.rawValue, "file": corpus.file ?? "",
                "documents": corpus.documents.rawValue,
                "letters": corpus.letters.rawValue, "digits": corpus.digits.rawValue,
                "shortest article": text(corpus.shortestArticle),
                "words": text(corpus.planted?.words),
                "vocabulary": text(corpus.planted?.vocabulary),
                "concepts": text(corpus.planted?.concepts),
                "seed": text(corpus.planted?.seed ?? corpus.shuffled?.seed),
                "sum": corpus.sha256 ?? "",
            ],
            inputs: corpus.shuffled.map { [identity(of: $0.original)] }
                ?? corpus.file.map { identity(of: URL(filePath: $0)) } ?? [])
    }

    /// The size and the date of a file, or of each file of a folder with its path; empty where there is none.
    private static func identity(of file: URL) -> [Fingerprint] {
        if isFolder(file) {
            // What cannot be listed is reported by the run.
            return ((try? Folder(file).files) ?? []).map { identity(path: $0.path, size: $0.size, date: $0.date) }
        }
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: file.path) else { return [] }
        return [
            identity(
                path: "", size: attributes[.size] as? Int ?? 0,
                date: (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0)
        ]
    }

    private static func identity(path: String, size: Int, date: Double) -> Fingerprint {
        Fingerprint(operation: "file", parameters: ["path": path, "size": "\(size)", "date": "\(date)"], inputs: [])
    }

    /// The content of the files of a folder.
    static func fingerprint(ofFolder folder: URL) throws -> Fingerprint {
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "tsv" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
        return Fingerprint(
            operation: "benchmarks", parameters: [:], inputs: try files.map { try Fingerprint(ofFile: $0) })
    }
}
