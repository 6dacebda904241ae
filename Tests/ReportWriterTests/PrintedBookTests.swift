import BookModel
import Foundation
import Testing

@testable import ReportWriter

/// The sample book as a browser prints it, read by poppler's programs; without them there is nothing to test.
@Suite(
    "The printed book", .serialized,
    .enabled(
        if: PDFPrinter.find() != nil
            && ["pdfinfo", "pdftotext", "pdffonts"].allSatisfy { ExternalTool.find($0) != nil },
        "no Chromium or no poppler is installed"))
struct PrintedBookTests {
    private func output(_ tool: String, _ arguments: String...) throws -> String {
        let process = Process()
        process.executableURL = ExternalTool.find(tool)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    @Test("It is a tagged PDF with a title, text that can be found, embedded fonts, no blank page and no lone heading")
    func printed() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "printed-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (page, pdf) = (folder.appending(path: "book.html"), folder.appending(path: "book.pdf"))
        let book = SampleBook.complete
        try await PageTests.writer.get().html(book).html.write(to: page, atomically: true, encoding: .utf8)
        var printer = try #require(PDFPrinter.find())
        printer.scratchFolder = folder.appending(path: "print")
        try await printer.print(html: page, to: pdf, information: PDFInformation(SampleBook.complete))

        let information = try output("pdfinfo", pdf.path)
        #expect(information.contains(/Tagged: +yes/))
        #expect(information.contains(/Page size: +59\d\.\d+ x 84\d\.\d+ pts \(A4\)/))
        #expect(information.contains("Title:           \(book.title)"))

        let fonts = try output("pdffonts", pdf.path).split(separator: "\n").dropFirst(2)
        #expect(fonts.contains { $0.contains("Charis") } && fonts.contains { $0.contains("KaTeX") })
        // The columns after the name: type, encoding, embedded, subset, Unicode, object.
        for font in fonts { #expect(font.contains(/\s(yes|no) +(yes|no) +(yes|no) +\d+ +\d+\s*$/), "\(font)") }
        #expect(fonts.allSatisfy { $0.contains(/\syes +(yes|no) +(yes|no) +\d+ +\d+\s*$/) })

        let headings = Set(
            try String(contentsOf: page, encoding: .utf8).matches(of: /<h[23][^>]*>(.*?)<\/h[23]>/).map {
                String($0.1).replacing(/<[^>]*>/, with: " ").split(separator: " ").joined(separator: " ")
            })
        #expect(headings.count > 3)
        let pages = try output("pdftotext", "-layout", pdf.path, "-").split(
            separator: "\u{c}", omittingEmptySubsequences: true)
        for text in pages {
            let lines = text.split(separator: "\n").map {
                $0.split(separator: " ").joined(separator: " ")
            }.filter { !$0.isEmpty }
            // Besides the running head and the number of the page there is something, and it does not end in a heading.
            #expect(lines.count > 1)
            let last = lines.last { Int($0) == nil }
            // The contents are nothing but headings.
            #expect(lines.contains("Contents") || !headings.contains(last ?? ""), "a page ends in “\(last ?? "")”")
        }
        let whole = pages.joined(separator: "\n")
        for title in book.chapters.map(\.chapter.name) {
            #expect(whole.localizedCaseInsensitiveContains(title.drop { $0.isNumber || $0 == "-" }))
        }
    }
}
