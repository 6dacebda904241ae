import BookModel
import Foundation
import NotebookEngine
import TextStatistics

/// A corpus as `list` and `info` tell of it; a key of the JSON that is not there is not known.
struct CorpusDescription: Encodable {
    /// `ready`: the file is there; `generated`: none is needed; `fetchable`: it can be downloaded; `missing`: `remedy`
    /// says how to get it.
    enum State: String, Encodable { case ready, generated, fetchable, missing }

    /// Whether the file is the registered one; `unregistered` where no sum is registered.
    enum Checksum: String, Encodable { case verified, differs, unregistered }

    /// What a file of statistics holds.
    struct Statistics: Encodable {
        var vocabulary: Int
        var window: Int
        var words: Int
        var documents: Int?
        var source: String
        var licence: String

        init(_ snapshot: StatisticsSnapshot) {
            vocabulary = snapshot.counts.vocabulary.count
            window = snapshot.counts.window
            words = snapshot.counts.vocabulary.totalTokens
            documents = snapshot.provenance.documents
            source = snapshot.provenance.source
            licence = snapshot.provenance.licence
        }
    }

    /// What a text holds, once it was read.
    struct Text: Encodable {
        var words: Int
        var differentWords: Int
        var documents: Int
        var seconds: Double

        init(_ census: TextCensus, seconds: Double) {
            words = census.words
            differentWords = census.differentWords
            documents = census.documents
            self.seconds = seconds
        }
    }

    /// What a planted text is made of.
    struct Planted: Encodable {
        var words: Int
        var vocabulary: Int
        var concepts: Int
        var seed: UInt64

        init(_ corpus: PlantedCorpus) {
            words = corpus.length
            vocabulary = corpus.language.vocabulary
            concepts = corpus.language.concepts.count
            seed = corpus.language.seed
        }
    }

    /// Of what a shuffled text is made.
    struct Shuffled: Encodable {
        var of: String
        var seed: UInt64
    }

    var name: String
    var kind: CorpusEntry.Kind
    var file: String?
    var state: State
    var description: String
    var licence: String?
    var source: String?
    var documents: CorpusEntry.Documents?
    var letters: CorpusEntry.Letters?
    var digits: CorpusEntry.Digits?
    var shortestArticle: Int?
    var url: String?
    /// As registered.
    var size: Int?
    /// As registered.
    var sha256: String?
    /// How to get the file where it is not there.
    var remedy: String?

    // What `info` adds where the file is there, or none is needed.
    var sizeFound: Int?
    var checksum: Checksum?
    var sha256Found: String?
    var statistics: Statistics?
    var planted: Planted?
    var shuffled: Shuffled?
    var text: Text?

    init(_ entry: CorpusEntry) {
        name = entry.name
        kind = entry.kind
        file = entry.file
        let text = entry.sourceText
        state =
            text.file == nil
            ? .generated : text.absence == nil ? .ready : text.url == nil ? .missing : .fetchable
        shuffled = entry.shuffled.map { Shuffled(of: $0.original.name, seed: $0.seed) }
        description = entry.summary
        licence = entry.licence
        source = entry.source
        if entry.kind == .text {
            documents = entry.documents
            letters = entry.letters
            digits = entry.digits
            shortestArticle = entry.shortestArticle
        }
        url = entry.url
        size = entry.size
        sha256 = entry.sha256
        remedy = entry.absence == nil ? nil : text.wayToGet
    }
}
