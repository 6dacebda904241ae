import ArgumentParser
import BookModel
import Downloads
import Files
import Foundation
import NotebookEngine

extension Corpus {
    /// Downloads a registered corpus.
    struct Fetch: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Download a registered corpus and check its SHA-256.",
            discussion: """
                What was interrupted is taken up by the next fetch. Ends with status 0 when the right file is in its \
                place, 2 when it is not, 130 when it was stopped by Ctrl-C.
                """)

        @OptionGroup var book: BookOption

        @Argument(help: "A registered corpus.")
        var name: String

        @Flag(help: "Replace another file that is in its place.")
        var force = false

        @Flag(help: "Say nothing but what is wrong.")
        var quiet = false

        func run() throws {
            let (folder, registry) = try book.openRegistry()
            let entry = try registry.entry(named: name).sourceText
            guard let download = download(entry) else {
                guard let file = entry.file else { return say("\(name) needs no file: it is generated") }
                if entry.absence == nil { return say("\(name) is there: \(folder.name(of: URL(filePath: file)))") }
                throw Diagnostic(
                    "the corpus '\(name)' has no url to be downloaded from",
                    remedy: entry.remedy ?? "Add its url and sha256 to assets/corpora.yml.")
            }
            let interruption = Interruption()
            let display = TransferDisplay(
                name: name, style: quiet ? .quiet : Terminal.isInteractive ? .live : .plain)
            let start = ContinuousClock.now
            let outcome: Download.Outcome
            do {
                defer { display.finish() }
                outcome = try download.run(
                    replacing: force, isCancelled: { interruption.isRequested }, report: display.receive)
            } catch let error as DownloadError where interruption.isRequested {
                throw Failure(Diagnostic(error), status: Status.interrupted)
            }
            let place = folder.name(of: download.file)
            switch outcome {
            case .present: say("\(name) is there, its SHA-256 as registered: \(place)")
            case .fetched:
                let size = (try? download.file.resourceValues(forKeys: [.fileSizeKey]))?.fileSize ?? 0
                let seconds = (ContinuousClock.now - start) / .seconds(1)
                say(
                    "\(name): \(size.asBytes) in \(String(format: "%.1f s", seconds)), its SHA-256 as registered: \(place)"
                )
            }
        }

        /// `nil` where the registry does not say from where; with an address it gives a sum too.
        private func download(_ entry: CorpusEntry) -> Download? {
            guard let file = entry.file, let url = entry.url,
                let sum = entry.sha256.flatMap(Fingerprint.init(hexadecimal:))
            else {
                return nil
            }
            return Download(from: url, to: URL(filePath: file), sum: sum, size: entry.size)
        }

        private func say(_ line: String) {
            if !quiet { Terminal.write(line + "\n") }
        }
    }
}
