import Computation
import Files
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import TextStatistics

/// Corpora whose file becomes another one after its fingerprint was taken, and before it is read: when the computation
/// that is going to be remembered is announced.
@Suite("A corpus that is replaced between its fingerprint and its reading")
struct ReplacedFileTests {
    /// The same text in every form that a file has.
    private static let forms: [(name: String, make: @Sendable (String) -> [UInt8])] = [
        ("plain", { Array($0.utf8) }), ("gzip", { gzipMember(Array($0.utf8)) }),
        ("dictd", { gzipMember(Array($0.utf8), extra: dictzipField()) }),
        ("zip", { zipArchive([ZipEntry("a.txt", $0, isDeflated: true)]) }),
        (
            "dump",
            {
                Array(
                    "<mediawiki><page><title>A</title><ns>0</ns><revision><text>\($0)</text></revision></page></mediawiki>"
                        .utf8)
            }
        ),
    ]

    private let first = "a b a b"
    private let second = "a c c c c"

    /// Runs `body` with a store in a folder; `swap` is called once, when the first computation is announced.
    private func swapping<Value>(_ store: URL, _ swap: @escaping @Sendable () -> Void, _ body: () throws -> Value)
        rethrows -> Value
    {
        let isSwapped = Mutex(false)
        let context = ComputeContext(
            store: ResultStore(folder: store, codeFingerprint: Fingerprint(of: "code")), threads: 1,
            progress: { _, _ in
                let isFirst = isSwapped.withLock { isSwapped in
                    defer { isSwapped = true }
                    return !isSwapped
                }
                if isFirst { swap() }
            })
        return try ComputeContext.$current.withValue(context) { try body() }
    }

    @Test("is not counted, and nothing is kept under the old fingerprint", arguments: 0..<forms.count, [false, true])
    func text(form: Int, inPlace: Bool) throws {
        let (name, make) = Self.forms[form]
        try withTemporaryFolder { folder in
            let (file, store) = (folder.appending(path: "text"), folder.appending(path: "results"))
            let (old, new) = (make(first), make(second))
            try Data(old).write(to: file)
            let corpus = TextCorpus(name: "mine", file: file, minimumArticleWords: 1)
            let error = #expect(throws: CorpusError.self, "\(name)") {
                try swapping(store) {
                    try? Data(new).write(to: file, options: inPlace ? [] : .atomic)
                } _: {
                    try corpus.cooccurrences(vocabulary: 2, window: 1)
                }
            }
            #expect(error == .changed(corpus: "mine"), "\(name)")
            #expect(error?.description == "the corpus mine was changed while it was read")
            #expect(error?.remedy == "Run it again when nothing writes to its files any more.")
            // The next run counts what is there, and the old text is counted where it is there again.
            for (bytes, words) in [(new, ["c", "a"]), (old, ["a", "b"])] {
                try Data(bytes).write(to: file)
                let counts = try swapping(store) {
                } _: {
                    try corpus.cooccurrences(vocabulary: 2, window: 1)
                }
                #expect(counts.vocabulary.words == words, "\(name)")
            }
        }
    }

    @Test("is told in a folder too, also where a file is added or is no text")
    func folder() throws {
        for change in ["b.txt", "c.txt", "d.png"] {
            try withTemporaryFolder { folder in
                let (texts, store) = (folder.appending(path: "texts"), folder.appending(path: "results"))
                try FileManager.default.createDirectory(at: texts, withIntermediateDirectories: true)
                try Data("a b a b".utf8).write(to: texts.appending(path: "a.txt"))
                try Data("b a".utf8).write(to: texts.appending(path: "b.txt"))
                try Data([0x89] + Array("PNG\r\n\u{1A}\n0".utf8)).write(to: texts.appending(path: "d.png"))
                let corpus = TextCorpus(name: "mine", file: texts)
                let counts = try swapping(store) {
                } _: {
                    try corpus.cooccurrences(vocabulary: 2, window: 1)
                }
                #expect(counts.vocabulary.totalTokens == 6)
                #expect(throws: CorpusError.changed(corpus: "mine"), "\(change)") {
                    try swapping(store) {
                        let bytes = change == "d.png" ? [0x89] + Array("PNG\r\n\u{1A}\n1".utf8) : Array("a c".utf8)
                        try? Data(bytes).write(to: texts.appending(path: change))
                    } _: {
                        try corpus.cooccurrences(vocabulary: 2, window: 2)
                    }
                }
            }
        }
    }

    @Test("is not taken for the registered file")
    func registered() throws {
        try withTemporaryFolder { folder in
            let (file, store) = (folder.appending(path: "text"), folder.appending(path: "results"))
            try Data(first.utf8).write(to: file)
            let sum = try Fingerprint(ofFile: file)
            let corpus = TextCorpus(name: "mine", file: file, registered: sum)
            let other = Fingerprint(of: second)
            let second = second
            let expected = CorpusError.otherContent(
                corpus: "mine", path: file.path, found: other, registered: sum)
            #expect(throws: expected) {
                try swapping(store) {
                    try? Data(second.utf8).write(to: file)
                } _: {
                    try corpus.cooccurrences(vocabulary: 2, window: 1)
                }
            }
            #expect(throws: expected) { try corpus.census() }
            #expect(throws: expected) { try corpus.words(.size(2)) }
        }
    }

    @Test("is told by the words too, which stand for what was read")
    func words() throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "text")
            let corpus = TextCorpus(name: "mine", file: file)
            try Data(first.utf8).write(to: file)
            let fingerprint = try corpus.fingerprint(ofWords: .size(2))
            #expect(try corpus.words(.size(2)).fingerprint == fingerprint)
            try Data(second.utf8).write(to: file)
            #expect(try corpus.words(.size(2)).fingerprint != fingerprint)
            let shuffled = ShuffledCorpus(name: "mine", of: corpus, seed: 1)
            #expect(try shuffled.words(.size(2)).fingerprint == shuffled.fingerprint(ofWords: .size(2)))
            let planted = try PlantedCorpus(
                language: PlantedLanguage(vocabulary: 128, strengths: [0.7, 0.6]), length: 5_000)
            #expect(try planted.words(.size(20)).fingerprint == planted.fingerprint(ofWords: .size(20)))
        }
    }
}
