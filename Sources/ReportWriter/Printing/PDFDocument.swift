public import BookModel
import CQPDF
import Foundation

/// A PDF that is read to be written anew, and the owner of qpdf's handle.
///
/// Method: qpdf copies every object that the document's root reaches, so tags, bookmarks, links and the language stay.
/// It packs the objects in compressed streams (PDF 1.5), which makes the tags of a book small, and gives the file an
/// identifier made of its content, where it would else be random.
final class PDFDocument {
    /// A file is no PDF, or not a whole one. What qpdf says of it is told in other words by each of its versions, and
    /// helps nobody who did not write the file.
    struct Failure: Error {}

    private var handle: qpdf_data?

    /// Opens a file, which must stay as it is while the document is in use.
    ///
    /// - Throws: ``Failure`` where it is no PDF or is not whole: nothing is guessed of one that is damaged.
    init(_ file: URL) throws(Failure) {
        handle = qpdf_init()
        qpdf_silence_errors(handle)
        qpdf_set_suppress_warnings(handle, QPDF_TRUE)
        qpdf_set_attempt_recovery(handle, QPDF_FALSE)
        try check(qpdf_read(handle, file.path, nil))
    }

    deinit { qpdf_cleanup(&handle) }

    /// Sets what the document says of itself, and takes out its dates; the title and the producer stay.
    func set(_ information: PDFInformation) throws(Failure) {
        let trailer = qpdf_get_trailer(handle)
        if qpdf_oh_has_key(handle, trailer, "/Info") == QPDF_FALSE {
            let empty = qpdf_oh_new_dictionary(handle)
            qpdf_oh_replace_key(handle, trailer, "/Info", qpdf_make_indirect_object(handle, empty))
        }
        let dictionary = qpdf_oh_get_key(handle, trailer, "/Info")
        let values = [
            ("/Author", information.author), ("/Subject", information.subject), ("/Creator", information.creator),
            ("/CreationDate", nil), ("/ModDate", nil),
        ]
        for (key, value) in values {
            let object = value.map { qpdf_oh_new_unicode_string(handle, $0) } ?? qpdf_oh_new_null(handle)
            qpdf_oh_replace_or_remove_key(handle, dictionary, key, object)
        }
        try check(QPDF_ERROR_CODE(QPDF_SUCCESS))
    }

    /// The document as a file: equal documents give equal bytes.
    func data() throws(Failure) -> Data {
        try check(qpdf_init_write_memory(handle))
        qpdf_set_object_stream_mode(handle, qpdf_o_generate)
        qpdf_set_deterministic_ID(handle, QPDF_TRUE)
        try check(qpdf_write(handle))
        return Data(bytes: qpdf_get_buffer(handle), count: qpdf_get_buffer_length(handle))
    }

    /// Throws where qpdf complains; a warning counts, since a browser's own PDF gives it no reason to warn.
    private func check(_ status: QPDF_ERROR_CODE) throws(Failure) {
        guard status == QPDF_ERROR_CODE(QPDF_SUCCESS), qpdf_has_error(handle) == QPDF_FALSE,
            qpdf_more_warnings(handle) == QPDF_FALSE
        else { throw Failure() }
    }
}

/// What a printed book says of itself to those who list or search files: its information dictionary.
///
/// The title and the language are the page's own. There is no date, so that equal pages give equal bytes; the page's
/// stamp says when the book was built.
public struct PDFInformation: Hashable, Sendable {
    /// The authors' names, separated by commas; `nil` without.
    public var author: String?
    /// What the book is about, in a line.
    public var subject: String?
    /// The program that made the page.
    public var creator = "w2vbook"

    /// What a book says: its authors, and its subtitle or else the corpus of its numbers.
    public init(_ book: BuiltBook) {
        author = book.authors.isEmpty ? nil : book.authors.joined(separator: ", ")
        subject = book.subtitle ?? book.corpus.map { "Computed on \($0.name): \($0.description)" }
    }
}
