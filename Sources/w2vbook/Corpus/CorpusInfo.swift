import ArgumentParser
import BookModel
import ChapterRuntime
import Files
import Foundation
import NotebookEngine
import TextStatistics

extension Corpus {
    /// Tells all that is known about one corpus.
    struct Info: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tell what is known about a corpus.",
            discussion: """
                The file's SHA-256 is compared with the registered one. A text is read only with --count. Ends with \
                status 2 when the file is there but cannot be read, or is not the registered one. What is skipped \
                while reading, such as broken pages of a Wikipedia dump, is a warning.
                """)

        @OptionGroup var book: BookOption

        @Argument(
            help: """
                A registered corpus, or the path of a text, of a folder of texts, of a Wikipedia dump or of statistics \
                (.w2vstats).
                """)
        var corpus: String

        @Flag(help: "Read the whole text and count its words and documents (of a dump, its articles).")
        var count = false

        @OptionGroup var reading: ReadingOptions

        @OptionGroup var memory: MemoryOption

        @Flag(help: "Print JSON.")
        var json = false

        func run() throws {
            let registry = try book.openRegistry().registry
            let entry = try registry.corpus(corpus, reading: reading.choices)
            // A path that leads nowhere is a mistake; of a registered corpus something is known all the same.
            let isRegistered = registry.entries.contains { $0.name == corpus }
            if let absence = entry.absence, count || !isRegistered { throw absence }
            var description = CorpusDescription(entry)
            // What is known is told, whatever is wrong with the content.
            let canBeRead = [.ready, .generated].contains(description.state)
            let fault = canBeRead ? Result { try examine(entry, &description) } : .success(())
            if json { try printJSON(description) } else { show(description) }
            try fault.get()
            if description.checksum == .differs { throw Status.buildFailed }
        }

        private func examine(_ entry: CorpusEntry, _ description: inout CorpusDescription) throws {
            if let path = entry.file { try examine(URL(filePath: path), entry, &description) }
            let start = ContinuousClock.now
            let census: TextCensus?
            switch entry.kind {
            case .statistics: return
            case .text:
                census = try computing(entry.name, memory: memory.bytes) {
                    if count { return try entry.text.census() }
                    try entry.text.checkBeginning()
                    return nil
                }
            case .planted:
                let text = try entry.plantedCorpus()
                description.planted = .init(text)
                census = count ? try computing(entry.name, memory: memory.bytes) { try text.census() } : nil
            case .shuffled:
                let text = try entry.shuffledCorpus()
                census = count ? try computing(entry.name, memory: memory.bytes) { try text.census() } : nil
            }
            description.text = census.map {
                .init($0, seconds: (ContinuousClock.now - start) / .seconds(1))
            }
        }

        private func examine(_ file: URL, _ entry: CorpusEntry, _ description: inout CorpusDescription) throws {
            let values = try file.resourceValues(forKeys: [.isDirectoryKey, .fileSizeKey])
            if values.isDirectory != true { description.sizeFound = values.fileSize }
            description.checksum = .unregistered
            if let registered = entry.sha256 {
                let found = try Fingerprint(ofFile: file).description
                description.checksum = found == registered ? .verified : .differs
                description.sha256Found = found
            }
            if entry.kind == .statistics { description.statistics = .init(try StatisticsSnapshot(contentsOf: file)) }
        }

        private func show(_ corpus: CorpusDescription) {
            var lines: [(name: String, value: String?)] = [
                ("name", corpus.name), ("kind", corpus.kind.rawValue),
                ("description", corpus.description.isEmpty ? nil : corpus.description), ("file", corpus.file),
                ("state", corpus.state.rawValue + (corpus.remedy.map { ". \($0)" } ?? "")),
                ("size", size(corpus)), ("SHA-256", checksum(corpus)), ("documents", corpus.documents?.rawValue),
                ("letters", corpus.letters?.rawValue), ("digits", corpus.digits?.rawValue),
                ("articles of", corpus.shortestArticle.map { "\($0.grouped) words or more" }),
                ("licence", corpus.licence), ("source", corpus.source), ("url", corpus.url),
            ]
            if let planted = corpus.planted {
                lines += [
                    ("length", "\(planted.words.grouped) words"), ("vocabulary", "\(planted.vocabulary.grouped) words"),
                    ("concepts", "\(planted.concepts)"), ("seed", "\(planted.seed)"),
                ]
            }
            if let shuffled = corpus.shuffled {
                lines += [("words of", shuffled.of), ("seed", "\(shuffled.seed)")]
            }
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
