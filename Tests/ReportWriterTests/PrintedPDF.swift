import Foundation
import ProgramRunner
import TestSupport

@testable import ReportWriter

/// A book as a browser prints it, read by poppler's programs.
struct PrintedPDF {
    /// What `pdfinfo` says.
    let information: String
    /// A line for each font.
    let fonts: [String]
    /// The text of each page, its lines without the space around and within them.
    let pages: [[String]]
    /// The bookmarks' titles.
    let bookmarks: [String]
    /// The names that links can lead to.
    let destinations: Set<String>
    /// What is in the file.
    let data: Data

    /// Whether all that is needed is installed.
    static var isPossible: Bool {
        PDFPrinter.find() != nil
            && ["pdfinfo", "pdftotext", "pdffonts", "pdftohtml"].allSatisfy { ExternalTool.find($0) != nil }
    }

    /// Prints a page; nothing of it stays.
    init(_ html: String, _ information: PDFInformation) async throws {
        let temporary = try TemporaryFolder()
        defer { withExtendedLifetime(temporary) {} }
        let folder = temporary.url
        let (page, pdf) = (folder.appending(path: "book.html"), folder.appending(path: "book.pdf"))
        try html.write(to: page, atomically: true, encoding: .utf8)
        guard var printer = PDFPrinter.find() else { throw CocoaError(.fileNoSuchFile) }
        printer.scratchFolder = folder.appending(path: "print")
        try await printer.print(html: page, to: pdf, information: information)

        data = try Data(contentsOf: pdf)
        self.information = try await Self.output("pdfinfo", pdf.path)
        fonts = try await Self.output("pdffonts", pdf.path).split(separator: "\n").dropFirst(2).map(String.init)
        pages = try await Self.output("pdftotext", "-layout", pdf.path, "-").split(separator: "\u{c}").map { page in
            page.split(separator: "\n").map { Self.singleSpaced($0) }.filter { !$0.isEmpty }
        }
        bookmarks = try await Self.output("pdftohtml", "-xml", "-i", "-stdout", pdf.path)
            .matches(of: /<item page="\d+">(.*)<\/item>/).map { Self.squeezed(String($0.1)) }
        destinations = Set(
            try await Self.output("pdfinfo", "-dests", pdf.path).matches(of: /"(.*)"/).map { String($0.1) })
    }

    /// The pages that have this text, from 1; a line's end counts as a space.
    func numbers(of text: String) -> [Int] {
        pages.indices.filter { pages[$0].joined(separator: " ").contains(text) }.map { $0 + 1 }
    }

    /// Without markup and with one space between words.
    static func squeezed(_ text: String) -> String {
        singleSpaced(text.replacing(/<[^>]*>/, with: " "))
    }

    private static func singleSpaced(_ text: some StringProtocol) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static func output(_ tool: String, _ arguments: String...) async throws -> String {
        try await Program(named: tool).run(arguments).output
    }
}
