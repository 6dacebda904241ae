import BookModel
import Computation
import Foundation

/// What a chapter's outputs depend on. Two builds with equal keys have equal outputs.
struct ChapterKey: Sendable {
    /// The parts by name, in the order in which `why` would tell them.
    let parts: [(name: String, fingerprint: Fingerprint)]

    /// - Parameters:
    ///   - code: All code of the chapter: not its prose, not its line numbers.
    ///   - parameters: Those that the code mentions.
    ///   - corpora: The book's own, and those that the code mentions.
    ///   - data: The files of measurements that the code mentions.
    init(
        code: String, parameters: [Parameter], corpora: [CorpusEntry], benchmarks: Fingerprint, data: [URL],
        toolchain: Toolchain
    ) {
        let settings = parameters.sorted { $0.name < $1.name }.map { "\($0.name)=\($0.value)" }.joined(separator: "\n")
        parts = [
            ("code", Fingerprint(of: code)),
            ("parameters", Fingerprint(of: settings)),
            ("corpora", Fingerprint(operation: "corpora", parameters: [:], inputs: corpora.map(ChapterKey.identity))),
            ("benchmarks", benchmarks),
            (
                "data",
                // A file that cannot be read is reported by the run.
                Fingerprint(
                    operation: "data", parameters: [:],
                    inputs: data.map { (try? Fingerprint(ofFile: $0)) ?? Fingerprint(of: $0.path) })
            ),
            ("program", toolchain.fingerprint),
        ]
    }

    var fingerprint: Fingerprint {
        Fingerprint(operation: "chapter", parameters: [:], inputs: parts.map(\.fingerprint))
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
