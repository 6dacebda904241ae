import ArgumentParser
import BookModel
import ChapterRuntime
import Foundation
import TextStatistics

extension Corpus {
    /// Writes a text with known concepts, and what is known of it.
    struct Planted: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a generated text whose latent concepts are known.",
            discussion: """
                Writes NAME.txt, a document a line; NAME-analogies.tsv, pairs of words that differ in one concept alone; \
                and NAME-concepts.tsv, each word with its frequency and its concepts. Files of these names are \
                replaced. The same options give the same files. A book is built on the text with --corpus NAME.txt \
                --documents lines, or without a file on what 'kind: planted' registers in assets/corpora.yml.
                """)

        @Option(name: .shortAndLong, help: "The folder to write to.", completion: .directory)
        var output = "."

        @Option(help: "How many words the text has.")
        var words = 2_000_000

        @Option(help: "How many different words the language has.")
        var vocabulary = PlantedLanguage.usualVocabulary

        @Option(help: "How many latent concepts the language has.")
        var concepts = PlantedLanguage.usualConcepts

        @Option(help: "What all random choices follow from.")
        var seed = PlantedLanguage.usualSeed

        @Option(help: "What the names of the files begin with.")
        var name = "planted"

        func run() throws {
            guard !name.isEmpty, !name.contains("/"), !name.contains("\0") else {
                throw Diagnostic(
                    "'\(name)' cannot be the name of a file",
                    remedy: "Give one without slashes with --name, and the folder with --output.")
            }
            let folder = URL(filePath: output)
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder), isFolder.boolValue
            else {
                throw Diagnostic("there is no folder \(output)", remedy: "Make it first: mkdir -p \(output)")
            }
            let planted = CorpusEntry.Planted(
                words: words, vocabulary: vocabulary, concepts: concepts, seed: seed)
            let corpus = try CorpusEntry(name: name, planted: planted, summary: "").plantedCorpus()
            for file in try computing(name, { try corpus.write(toFolder: folder) }) {
                print("wrote \(output == "." ? file.lastPathComponent : file.path)")
            }
        }
    }
}
