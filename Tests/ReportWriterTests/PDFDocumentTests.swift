import BookModel
import Foundation
import TestSupport
import Testing

@testable import ReportWriter

/// A PDF of one page, with the places of its objects counted.
private func samplePDF(_ information: String?) -> Data {
    var objects = [
        "<</Type /Catalog /Pages 2 0 R /Lang (en) /MarkInfo <</Marked true>> /StructTreeRoot 4 0 R>>",
        "<</Type /Pages /Kids [3 0 R] /Count 1>>",
        "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]>>",
        "<</Type /StructTreeRoot>>",
    ]
    if let information { objects.append(information) }
    var text = "%PDF-1.4\n"
    var places: [Int] = []
    for (index, object) in objects.enumerated() {
        places.append(text.utf8.count)
        text += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let start = text.utf8.count
    text += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for place in places { text += String(format: "%010d 00000 n \n", place) }
    let entry = information == nil ? "" : " /Info \(objects.count) 0 R"
    text += "trailer\n<</Size \(objects.count + 1) /Root 1 0 R\(entry)>>\nstartxref\n\(start)\n%%EOF\n"
    return Data(text.utf8)
}

@Suite("The particulars of a PDF") struct PDFDocumentTests {
    private let book = SampleBook.complete

    /// What becomes of a file; the file is gone afterwards.
    private func rewritten(_ data: Data) throws -> Data {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "particulars.pdf")
            try data.write(to: file)
            let document = try PDFDocument(file)
            try document.set(PDFInformation(book))
            return try document.data()
        }
    }

    @Test("A book's authors and subtitle are its particulars; without a subtitle the corpus is the subject")
    func information() {
        var book = book
        #expect(PDFInformation(book).author == "Ada Example, Ben Sample")
        #expect(PDFInformation(book).subject == "A reproduction in which every number was computed")
        #expect(PDFInformation(book).creator == "w2vbook")
        (book.authors, book.subtitle) = ([], nil)
        #expect(PDFInformation(book).author == nil)
        #expect(
            PDFInformation(book).subject
                == "Computed on wikipedia: 24,667 English Wikipedia articles, 64.7 million words")
        book.corpus = nil
        #expect(PDFInformation(book).subject == nil)
    }

    @Test("Prints that differ in their dates alone become the same bytes")
    func dates() throws {
        func print(_ day: Int) -> Data {
            samplePDF("<</Title (T) /CreationDate (D:202611\(day)060000Z) /ModDate (D:202611\(day)060000Z)>>")
        }
        let first = try rewritten(print(11))
        #expect(try rewritten(print(23)) == first)
        #expect(try rewritten(samplePDF("<</Title (Another)>>")) != first)
        #expect(first.starts(with: Data("%PDF-1.5".utf8)))
    }

    @Test("Written again, it stays as it is", arguments: [nil, "<</Title (T) /Creator (Chromium)>>"])
    func again(information: String?) throws {
        let once = try rewritten(samplePDF(information))
        #expect(try rewritten(once) == once)
    }

    @Test("A file that is cut off at any place, or is no PDF, is refused")
    func damaged() {
        let whole = samplePDF("<</Title (T)>>")
        for length in stride(from: 0, to: whole.count - 8, by: 7) {
            #expect(throws: PDFDocument.Failure.self, "cut off after \(length) bytes") {
                try rewritten(whole.prefix(length))
            }
        }
        #expect(throws: PDFDocument.Failure.self) { try rewritten(Data("<!doctype html>".utf8)) }
    }
}
