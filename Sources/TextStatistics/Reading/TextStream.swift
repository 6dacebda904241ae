import Files
import Foundation

/// The text of a corpus as it is read, once from its beginning to its end: bytes, and the ends of documents.
protocol TextStream: AnyObject {
    /// What messages call the part that is being read: usually a path.
    var name: String { get }
    /// Whether bytes that are no UTF-8 are let pass, as separators of words.
    var isLenient: Bool { get }
    /// Which part of the corpus has been read, 0…1, by its compressed bytes.
    var progress: Double { get }
    /// Fills the front of `buffer` with the next bytes of the current document, or tells that it ends.
    ///
    /// A document without any byte may be announced too. ``name`` and ``isLenient`` stay those of the document until
    /// the read after its end. Throws ``FileError`` and ``CorpusError``.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> TextPiece
    /// The fingerprints of the files that were read, in their order: of their very bytes, as they were read. Once, after
    /// the end; none where there is no file. Throws ``FileError``.
    func fingerprints() throws -> [Fingerprint]
}

extension TextStream {
    func fingerprints() throws -> [Fingerprint] { [] }
}

/// What a ``TextStream`` has next.
enum TextPiece: Equatable {
    /// So many bytes of text, at least one.
    case text(Int)
    /// The current document has ended; offsets of bytes count from here.
    case endOfDocument
    /// There is no more text.
    case end
}

/// Opens a corpus's text: a file (plain, gzip, dictd, bzip2), a zip archive, a Wikipedia dump, or a folder of these.
/// What it is, is told from its content.
///
/// A plain text is one document; an archive's texts, a folder's files and a dump's articles are one each. Articles
/// of fewer words than `minimumArticleWords` are left out; a word is a run of `letters`. A UTF-8 byte-order
/// mark separates words as all that is no letter does. Memory does not grow with the text. Throws ``FileError`` and
/// ``CorpusError``.
func openText(
    _ corpus: URL, letters: TextNormalization.Letters = .ascii,
    minimumArticleWords: Int = TextCorpus.usualMinimumArticleWords
) throws -> any TextStream {
    if isFolder(corpus) {
        return try CombinedTexts(folder: corpus, letters: letters, minimumArticleWords: minimumArticleWords)
    }
    return try openFile(corpus, letters: letters, minimumArticleWords: minimumArticleWords)
}

/// Opens the text of what is no folder.
func openFile(
    _ path: URL, letters: TextNormalization.Letters, minimumArticleWords: Int
) throws -> any TextStream {
    try openFile(try TextFile(path), letters: letters, minimumArticleWords: minimumArticleWords)
}

/// Opens the text of an open file.
func openFile(
    _ file: TextFile, letters: TextNormalization.Letters, minimumArticleWords: Int
) throws -> any TextStream {
    if file.kind == .zip {
        return try CombinedTexts(zip: file, letters: letters, minimumArticleWords: minimumArticleWords)
    }
    return try openContent(
        file.content, isLenient: file.isDictionary, letters: letters, minimumArticleWords: minimumArticleWords,
        progress: { file.progress }, fingerprints: { [try file.fingerprint()] })
}

/// Opens what has been decompressed, or never was compressed: a text or a dump.
func openContent(
    _ content: any ByteSource, isLenient: Bool = false, letters: TextNormalization.Letters, minimumArticleWords: Int,
    progress: @escaping () -> Double, fingerprints: @escaping () throws -> [Fingerprint]
) throws -> any TextStream {
    let content = try PeekedSource(content)
    switch ContentKind(content.start) {
    case .wikipediaDump:
        return WikipediaDump(
            content, letters: letters, minimumWords: minimumArticleWords, progress: progress,
            fingerprints: fingerprints)
    case .text:
        return PlainText(content, isLenient: isLenient, progress: progress, fingerprints: fingerprints)
    case .gzip, .bzip2, .zip:
        throw CorpusError.nestedCompression(path: content.name)
    case .foreignArchive(let kind):
        throw CorpusError.foreignArchive(path: content.name, kind: kind)
    case .otherEncoding(let encoding):
        throw CorpusError.otherEncoding(path: content.name, encoding: encoding)
    case .binary(let kind):
        if isLenient {
            return PlainText(content, isLenient: true, progress: progress, fingerprints: fingerprints)
        }
        throw CorpusError.notText(path: content.name, kind: kind)
    }
}

/// One plain text, one document.
private final class PlainText: TextStream {
    private let content: any ByteSource
    private let share: () -> Double
    private let files: () throws -> [Fingerprint]
    let isLenient: Bool

    init(
        _ content: any ByteSource, isLenient: Bool, progress: @escaping () -> Double,
        fingerprints: @escaping () throws -> [Fingerprint]
    ) {
        self.content = content
        self.isLenient = isLenient
        share = progress
        files = fingerprints
    }

    var name: String { content.name }
    var progress: Double { share() }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> TextPiece {
        let count = try content.read(into: buffer)
        return count > 0 ? .text(count) : .end
    }

    func fingerprints() throws -> [Fingerprint] { try files() }
}
