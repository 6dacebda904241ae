import ArgumentParser
import BookModel
import ChapterRuntime
import Files
import Foundation
import NotebookEngine
import TextStatistics

extension Corpus {
    /// Registers a file under a name.
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Register a text, a folder of texts, a Wikipedia dump or statistics under a name.",
            discussion: """
                Appends an entry to the book's assets/corpora.yml, where the file is in the book, and otherwise to your \
                own ~/.local/share/w2vbook/corpora.yml (XDG_DATA_HOME), which counts in all books. It has the file's \
                size and SHA-256, by which later builds know it; a folder has neither. The file stays where it is.
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

        @Option(help: "Where 'corpus fetch' can download it from: http or https.")
        var url: String?

        func run() throws {
            let folder = try book.openAnyFolder()
            let entry = try examine()
            let ofBook = folder.contains(URL(filePath: file)) ? folder.ownRegistry : nil
            let place = ofBook ?? folder.userRegistry
            let registry = place.file
            try FileManager.default.createDirectory(at: place.folder, withIntermediateDirectories: true)
            // Two processes that add would each append to what was there before the other.
            let lock = try FileLock(lockFile(of: registry)) {}
            defer { lock.release() }
            let result = try CorpusRegistry.adding(
                entry, to: try place.text(nameOf: folder.name) ?? "", file: folder.name(of: registry),
                folder: place.folder, book: ofBook == nil ? nil : folder.root)
            try FileWriter.replace(registry, with: Array(result.utf8))
            print("registered \(entry.name) in \(folder.name(of: registry)); use it with --corpus \(entry.name)")
        }

        /// The entry of the file, which must be one that can be read.
        private func examine() throws -> CorpusEntry {
            let place = URL(filePath: file).standardizedFileURL
            // The registry knows nothing of this file yet, so an empty one says of paths what there is to say.
            var entry = try CorpusRegistry().corpus(place.path, reading: reading.choices)
            if let url, !URL.isWebAddress(url) {
                throw Diagnostic(
                    "'\(url)' is not an address to download from",
                    remedy: "Give one that begins with http:// or https://.")
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
