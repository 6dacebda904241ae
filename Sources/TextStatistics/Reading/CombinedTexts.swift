import Computation
import Files
import Foundation

/// The texts of a folder or an archive, one after the other; each is one document, or several where it is a dump or an
/// archive itself.
///
/// Parts that are plainly no text (images, programs, PDF documents) are skipped, and how many is told to
/// ``ComputeContext/warn`` at the end. A part that is meant as a text but cannot be read is an error.
final class CombinedTexts: TextStream {
    private let corpus: String
    /// For each part its bytes in the corpus, by which the progress is told.
    private let sizes: [Int]
    /// A part that is open.
    private struct Part {
        /// What is in it. Throws ``CorpusError``.
        let text: () throws -> any TextStream
        /// Of a part that is a file, its fingerprint, once it has been read or skipped.
        let fingerprint: () throws -> Fingerprint?
    }

    private let open: (Int) throws -> Part
    /// The fingerprint of the file that the parts are in, where they are in one.
    private let whole: () throws -> Fingerprint?
    private var contents: [Fingerprint] = []
    private var part: Part?
    private let totalSize: Double
    private var next = 0
    private var sizeBefore = 0
    private var current: (any TextStream)?
    private var isBetweenParts = true
    private var skipped = 0
    /// The path of the first part that was skipped, and what it is.
    private var firstSkipped: (path: String, kind: String)?

    /// Parts of these sizes; `open` gives the part of a number.
    private init(
        _ corpus: String, sizes: [Int], whole: @escaping () throws -> Fingerprint? = { nil },
        open: @escaping (Int) throws -> Part
    ) {
        self.corpus = corpus
        self.whole = whole
        self.sizes = sizes
        self.open = open
        totalSize = Double(max(1, sizes.reduce(0, +)))
    }

    /// The files of a folder; each may be of any kind but a folder, which is looked into. Throws ``FileError``.
    convenience init(folder: URL, letters: TextNormalization.Letters, minimumArticleWords: Int) throws {
        let files = try Folder(folder).files
        self.init(folder.path, sizes: files.map(\.size)) {
            let file = try TextFile(files[$0].url)
            return Part {
                try openFile(file, letters: letters, minimumArticleWords: minimumArticleWords)
            } fingerprint: {
                try file.fingerprint()
            }
        }
    }

    /// The entries of a zip archive: texts and dumps. Throws ``FileError`` and ``CorpusError``.
    convenience init(zip: TextFile, letters: TextNormalization.Letters, minimumArticleWords: Int) throws {
        let archive = try zip.archive()
        self.init(archive.name, sizes: archive.entries.map(\.compressedSize), whole: zip.fingerprint) {
            let entry = try archive.open(archive.entries[$0])
            return Part {
                try openContent(
                    entry, letters: letters, minimumArticleWords: minimumArticleWords, progress: { entry.progress },
                    fingerprints: { [] })
            } fingerprint: {
                nil
            }
        }
    }

    var name: String { current?.name ?? corpus }
    var isLenient: Bool { current?.isLenient ?? false }

    var progress: Double {
        let inside = next > 0 && !isBetweenParts ? (current?.progress ?? 0) * Double(sizes[next - 1]) : 0
        return min(1, (Double(sizeBefore) + inside) / totalSize)
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> TextPiece {
        while isBetweenParts {
            guard next < sizes.count else { return try finish() }
            next += 1
            let part = try open(next - 1)
            self.part = part
            do {
                current = try part.text()
                isBetweenParts = false
            } catch CorpusError.notText(let path, let kind) {
                skipped += 1
                firstSkipped = firstSkipped ?? (path, kind)
                try endPart()
            }
        }
        guard let current else { return .end }
        let piece = try current.read(into: buffer)
        guard piece == .end else { return piece }
        isBetweenParts = true
        try endPart()
        return .endOfDocument
    }

    func fingerprints() throws -> [Fingerprint] { try whole().map { [$0] } ?? contents }

    private func endPart() throws {
        sizeBefore += sizes[next - 1]
        if let fingerprint = try part?.fingerprint() { contents.append(fingerprint) }
        part = nil
    }

    private func finish() throws -> TextPiece {
        if current == nil { throw CorpusError.noTexts(path: corpus) }
        if let firstSkipped {
            let files =
                skipped == 1 ? "a file of \(corpus) that is no text" : "\(skipped) files of \(corpus) that are no texts"
            ComputeContext.current.warn(
                "skipped \(files): \(firstSkipped.path) is \(firstSkipped.kind)" + (skipped == 1 ? "" : ", for example")
            )
        }
        return .end
    }
}
