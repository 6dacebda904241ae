import Computation
import Foundation

/// The text of a corpus as it is read, once from its beginning to its end: bytes, and the ends of documents.
protocol TextStream: AnyObject {
    /// What messages call the part that is being read: usually a path.
    var name: String { get }
    /// Whether bytes that are no UTF-8 are let pass, as separators of words.
    var isLenient: Bool { get }
    /// Which part of the corpus has been read, 0…1.
    var progress: Double { get }
    /// Fills the front of `buffer` with the next bytes of the current document, or tells that it ends.
    ///
    /// A document without any byte may be announced too.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> TextPiece
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

/// Opens a corpus's text.
///
/// Throws ``FileError`` and ``CorpusError``.
func openText(_ file: URL) throws -> any TextStream {
    try FileTextStream(TextFile(file))
}

/// The text of a single file, one document.
private final class FileTextStream: TextStream {
    private let file: TextFile

    init(_ file: TextFile) { self.file = file }

    var name: String { file.content.name }
    var isLenient: Bool { file.isDictionary }
    var progress: Double { file.progress }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> TextPiece {
        let count = try file.content.read(into: buffer)
        return count > 0 ? .text(count) : .end
    }
}
