import ArgumentParser
import BookModel
import ChapterRuntime
import Downloads
import Foundation
import NotebookEngine

extension Corpus {
    /// Registers a file under a name.
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Register a text, a folder of texts, a Wikipedia dump or statistics under a name.",
            discussion: """
                Appends an entry to assets/corpora.yml, with the file's size and SHA-256, by which later builds know \
                it; a folder has neither. The file stays where it is.
                """)

        @OptionGroup var book: BookOption

        @Argument(
            help: """
                A text (plain, gzip, bzip2, zip, dictd), a folder of texts, a Wikipedia dump, or statistics (.w2vstats).
                """, completion: .file())
        var file: String

        @Option(help: "What to call it; by default the file's name up to its first full stop.")
        var name: String?

        @OptionGroup var reading: ReadingOptions

        @Option(help: "What it is, in a line.")
        var description = ""

        @Option(help: "The terms that it is under.")
        var licence: String?

        @Option(help: "Where it comes from, for people.")
        var source: String?

        @Option(help: "Where 'corpus fetch' can download it from: http, https or file.")
        var url: String?

        func run() throws {
            let folder = try opening { () throws(Diagnostic) in try book.open() }
            let registry = folder.assets.appending(path: "corpora.yml")
            try reporting {
                let entry = try examine()
                // Two processes that add would each append to what was there before the other.
                let lock = try FileLock(registry.appendingPathExtension("lock")) {}
                defer { lock.release() }
                let text = String(decoding: try Data(contentsOf: registry), as: UTF8.self)
                let result = try CorpusRegistry.adding(
                    entry, to: text, file: folder.name(of: registry), folder: folder.assets)
                try FileWriter.replace(registry, with: Array(result.utf8))
                print("registered \(entry.name) in \(folder.name(of: registry)); use it with --corpus \(entry.name)")
            }
        }

        /// The entry of the file, which must be one that can be read.
        private func examine() throws -> CorpusEntry {
            let place = URL(filePath: file).standardizedFileURL
            // The registry knows nothing of this file yet, so an empty one says of paths what there is to say.
            var entry = try CorpusRegistry().corpus(place.path, reading: reading.choices)
            if let url, !Download.isAddress(url) {
                throw Diagnostic(
                    "'\(url)' is not an address to download from",
                    remedy: "Give one that begins with http://, https:// or file://.")
            }
            if entry.kind == .statistics {
                _ = try StatisticsSnapshot(contentsOf: place)
            } else {
                try computing(entry.name) { try entry.text.checkBeginning() }
            }
            entry.name = name ?? entry.name
            (entry.summary, entry.licence, entry.source, entry.url) = (description, licence, source, url)
            let values = try place.resourceValues(forKeys: [.isDirectoryKey, .fileSizeKey])
            if values.isDirectory == true {
                guard url == nil else {
                    throw Diagnostic("\(file) is a folder, which has no url", remedy: "Leave out --url.")
                }
            } else {
                entry.size = values.fileSize
                entry.sha256 = try Fingerprint(ofFile: place).description
            }
            return entry
        }
    }
}
