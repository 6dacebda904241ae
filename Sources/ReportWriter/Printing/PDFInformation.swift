public import BookModel

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
