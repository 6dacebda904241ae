import BookModel
import Foundation
import ReportWriter
import Testing

@Suite("Films on the page")
struct FilmPageTests {
    private func page(_ chapters: BuiltChapter...) async throws -> String {
        let writer = try PageTests.writer.get()
        return try await writer.html(SampleBook.book(chapters)).html
    }

    @Test("A film is its strip with the frames in a template beside it, and is numbered with the figures")
    func film() async throws {
        let frames = #"<svg><g class="frame" data-caption="t = 1" display="none"></g><g class="frame"></g></svg>"#
        let strip = FigureOutput(
            id: "growth", alternative: "It grows.", svg: "<svg id=\"fig-growth-a\"></svg>", png: Data(), width: 484,
            height: 150, series: [], film: FilmOutput(svg: frames, width: 300, height: 200))
        let chapter = SampleBook.chapter(
            [
                Block(.cell(0), at: SampleBook.place(3)), Block(.cell(1), at: SampleBook.place(9)),
                SampleBook.paragraph(12, .reference(label: "fig-growth", SampleBook.place(12))),
            ],
            cells: [
                SampleBook.cell(.figure, "steps", line: 3),
                SampleBook.cell(.film, "growth", line: 9, caption: [.text("Growth.")]),
            ],
            outputs: ChapterOutputs(cells: [
                CellOutput(cell: 0, echo: .hide, content: .figure(SampleBook.figure)),
                CellOutput(cell: 1, echo: .hide, content: .figure(strip)),
            ]))
        let html = try await page(chapter)
        // The page's policy allows no style attributes: widths are classes with a rule each.
        let match = try #require(
            html.firstMatch(
                of:
                    /<figure class="film" id="fig-growth">\n<div class="drawing (y\d+)"><svg id="fig-growth-a"><\/svg><\/div>\n/
            ))
        #expect(html.contains(".\(match.1){max-width:484.0px!important}"))
        let template = try #require(
            html[match.range.upperBound...].prefixMatch(
                of: /<template><div class="player (y\d+)"><div class="drawing">(.*)<\/div><\/div><\/template>\n/))
        #expect(html.contains(".\(template.1){max-width:300.0px!important}"))
        #expect(template.2 == frames)
        #expect(
            html[template.range.upperBound...].hasPrefix("<figcaption><b>Figure 1.2.</b> Growth.</figcaption>\n"))
        #expect(html.contains("<a class=\"reference\" href=\"#fig-growth\">Figure&nbsp;1.2</a>"))
        #expect(html.ranges(of: "<template").count == 1)
        #expect(html.ranges(of: "querySelectorAll(\"figure.film\")").count == 1)
    }

    @Test("A figure kept before there were films is read as one that does not move")
    func older() throws {
        let data = try JSONEncoder().encode(SampleBook.figure)
        #expect(!String(decoding: data, as: UTF8.self).contains("\"film\""))
        #expect(try JSONDecoder().decode(FigureOutput.self, from: data) == SampleBook.figure)
    }
}
