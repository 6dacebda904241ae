import ArgumentParser
import BookModel
import ChapterRuntime
import Foundation
import NotebookEngine

extension Corpus {
    /// Tells all that is known about one corpus.
    struct Info: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tell what is known about a corpus.",
            discussion: """
                The file's SHA-256 is compared with the registered one. A text is read only with --count. Ends with \
                status 2 when the file is there but cannot be read, or is not the registered one.
                """)

        @OptionGroup var book: BookOption

        @Argument(help: "A registered corpus, or the path of a text or of statistics (.w2vstats).")
        var corpus: String

        @Flag(help: "Read the text and count its words.")
        var count = false

        @Option(help: "What separates documents in a text named by its path: whole (none, the default) or lines.")
        var documents: CorpusEntry.Documents?

        @Option(
            help: "What digits do in a text named by its path: separate words (the default), or be words of their own.")
        var digits: CorpusEntry.Digits?

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let registry = try book.openRegistry().registry
            let entry = try opening { () throws(Diagnostic) in
                let entry = try registry.corpus(corpus, documents: documents, digits: digits)
                // A path that leads nowhere is a mistake; of a registered corpus something is known all the same.
                let isRegistered = registry.entries.contains { $0.name == corpus }
                if let absence = entry.absence, count || !isRegistered { throw absence }
                return entry
            }
            var description = CorpusDescription(entry)
            // What is known is told, whatever is wrong with the content.
            let fault = description.state == .ready ? Result { try examine(entry, &description) } : .success(())
            if json { try printJSON(description) } else { show(description) }
            try reporting { try fault.get() }
            if description.checksum == .differs { throw Status.buildFailed }
        }

        private func examine(_ entry: CorpusEntry, _ description: inout CorpusDescription) throws {
            let file = URL(filePath: entry.file)
            let values = try file.resourceValues(forKeys: [.isDirectoryKey, .fileSizeKey])
            if values.isDirectory != true { description.sizeFound = values.fileSize }
            description.checksum = .unregistered
            if let registered = entry.sha256 {
                let found = try Fingerprint(ofFile: file).description
                description.checksum = found == registered ? .verified : .differs
                description.sha256Found = found
            }
            switch entry.kind {
            case .statistics:
                description.statistics = .init(try StatisticsSnapshot(contentsOf: file))
            case .text:
                guard count else { return try entry.text.checkBeginning() }
                let start = ContinuousClock.now
                let census = try entry.text.census()
                description.text = .init(
                    words: census.words, differentWords: census.differentWords, documents: census.documents,
                    seconds: (ContinuousClock.now - start) / .seconds(1))
            }
        }

        private func show(_ corpus: CorpusDescription) {
            var lines: [(name: String, value: String?)] = [
                ("name", corpus.name), ("kind", corpus.kind.rawValue),
                ("description", corpus.description.isEmpty ? nil : corpus.description), ("file", corpus.file),
                ("state", corpus.state.rawValue + (corpus.remedy.map { ". \($0)" } ?? "")),
                ("size", size(corpus)), ("SHA-256", checksum(corpus)), ("documents", corpus.documents?.rawValue),
                ("digits", corpus.digits?.rawValue), ("licence", corpus.licence), ("source", corpus.source),
                ("url", corpus.url),
            ]
            if let statistics = corpus.statistics {
                lines += [
                    ("vocabulary", "\(statistics.vocabulary.grouped) words"), ("window", "\(statistics.window) words"),
                    (
                        "counted from",
                        "\(Int(clamping: statistics.words).grouped) words"
                            + (statistics.documents.map { " in \($0.grouped) documents" } ?? "")
                    ),
                    ("the file says", statistics.source.isEmpty ? nil : statistics.source),
                    ("", statistics.licence.isEmpty ? nil : statistics.licence),
                ]
            }
            if let text = corpus.text {
                lines += [
                    ("words", text.words.grouped), ("different", text.differentWords.grouped),
                    ("in documents", text.documents.grouped),
                    ("read in", String(format: "%.1f s", text.seconds)),
                ]
            }
            let known = lines.compactMap { line in line.value.map { (line.name, $0) } }
            let width = known.map(\.0.count).max() ?? 0
            for (name, value) in known {
                print(name.padding(toLength: width, withPad: " ", startingAt: 0) + "  " + value)
            }
        }

        private func size(_ corpus: CorpusDescription) -> String? {
            guard let size = corpus.sizeFound ?? corpus.size else { return nil }
            let isOther = corpus.size != nil && size != corpus.size
            return "\(size.grouped) bytes" + (isOther ? ", but \(corpus.size!.grouped) are registered" : "")
        }

        private func checksum(_ corpus: CorpusDescription) -> String? {
            switch corpus.checksum {
            case .verified: "\(corpus.sha256!), verified"
            case .differs: "\(corpus.sha256Found!), but \(corpus.sha256!) is registered"
            case .unregistered: "none is registered"
            case nil: corpus.sha256.map { "\($0) is registered" }
            }
        }
    }
}
