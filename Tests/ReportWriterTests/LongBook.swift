import BookModel
import Foundation

/// A book long enough to be torn at every kind of place: four chapters of prose with everything in between.
enum LongBook {
    static let chapterCount = 4
    /// Rounds of prose, figure, table, claim and exercise in a chapter.
    static let roundCount = 4

    static let book = BuiltBook(
        title: "A long book", subtitle: "Everything several times", authors: ["Ada Example", "Zoë Sample"],
        corpus: CorpusSummary(name: "tiny", description: "12 words"), profile: "quick",
        parameters: [.init(name: "window", value: .integer(16))],
        chapters: (1...chapterCount).map(chapter), references: [SampleBook.karkada, SampleBook.mikolov])

    /// What stands in a figure's drawing and nowhere else.
    static func mark(_ chapter: Int, _ round: Int) -> String { "axis-\(chapter)-\(round)" }
    /// What stands in its caption and nowhere else.
    static func caption(_ chapter: Int, _ round: Int) -> String { "Seen in round \(round) of part \(chapter)." }
    /// The film's drawing on paper has this text.
    static let filmMark = "moment-last"

    private static func words(_ count: Int, _ seed: Int) -> String {
        let vocabulary = "every word is known by the company it keeps and a few directions hold most of it".split(
            separator: " ")
        return (0..<count).map { String(vocabulary[($0 * 7 + seed * 5) % vocabulary.count]) }
            .joined(separator: " ") + "."
    }

    private static func drawing(_ text: String, height: Int) -> String {
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 484 \(height)" role="img" aria-label="A box.">\
        <rect x="20" y="20" width="444" height="\(height - 60)" fill="none" stroke="black"/>\
        <text x="40" y="\(height - 15)" font-size="10">\(text)</text></svg>
        """
    }

    private static func chapter(_ number: Int) -> BuiltChapter {
        let name = "0\(number)-part"
        let file = "chapters/\(name).md"
        var cells: [Cell] = []
        var outputs: [CellOutput] = []
        var line = 1
        func place() -> SourceLocation {
            line += 1
            return SampleBook.place(line, file: file)
        }
        var blocks = [Block(.heading(level: 1, title: [.text("Part \(number)")], label: nil), at: place())]
        func add(_ directive: Directive, _ id: String, _ caption: [Inline]?, _ content: CellOutput.Content) {
            let at = place()
            cells.append(
                SampleBook.cell(
                    directive, id, line: at.line, code: "let \(directive.name) = \(number)\n", caption: caption,
                    file: file))
            outputs.append(CellOutput(cell: cells.count - 1, echo: .fold, content: content))
            blocks.append(Block(.cell(cells.count - 1), at: at))
        }
        func prose(_ count: Int, _ seed: Int) {
            blocks.append(Block(.paragraph([.text(words(count, seed))]), at: place()))
        }
        for round in 1...roundCount {
            blocks.append(
                Block(.heading(level: 2, title: [.text("Section \(number) \(round)")], label: nil), at: place()))
            for paragraph in 0..<3 { prose(40 + 23 * paragraph + 11 * round, round + paragraph) }
            blocks.append(
                Block(
                    .paragraph([.text("This is said elsewhere"), .footnote(name: "note", place()), .text(".")]),
                    at: place()))
            add(
                .figure, "seen-\(number)-\(round)", [.text(caption(number, round))],
                .figure(
                    FigureOutput(
                        id: "seen-\(number)-\(round)", alternative: "A box.",
                        svg: drawing(mark(number, round), height: 200 + 60 * round), png: Data(), width: 484,
                        height: Double(200 + 60 * round), series: [])))
            blocks.append(
                Block(.heading(level: 3, title: [.text("Below \(number) \(round)")], label: nil), at: place()))
            prose(90, round)
            add(
                .table, "rows-\(number)-\(round)", [.text("Rows.")],
                .table(
                    TableOutput(
                        id: "rows-\(number)-\(round)",
                        columns: [.init(title: "word", alignment: .left), .init(title: "count", alignment: .right)],
                        rows: (1...(6 * round)).map { ["word \($0)", "\($0 * $0)"] })))
            add(
                .claim, "claim-\(number)-\(round)", nil,
                .claim(
                    id: "claim-\(number)-\(round)",
                    Claim(words(20, round), measured: "\(round)%", paper: "", holds: true)))
            blocks.append(
                Block(
                    .exercise(
                        Exercise(
                            id: "try-\(number)-\(round)", location: place(),
                            blocks: [Block(.paragraph([.text(words(30, round))]), at: place())],
                            solution: (0..<4).map {
                                Block(.paragraph([.text(words(70, round + $0))]), at: place())
                            })),
                    at: place()))
        }
        if number == 2 {
            var strip = FigureOutput(
                id: "growth", alternative: "It grows.", svg: drawing(filmMark, height: 150), png: Data(), width: 484,
                height: 150, series: [])
            strip.film = FilmOutput(svg: drawing("moment-playing", height: 200), width: 484, height: 200)
            add(.film, "growth", [.text("Seen while it grows.")], .figure(strip))
        }
        let note = Block(
            .paragraph([.text("So says "), .citation(keys: ["mikolov2013"], place()), .text(".")]), at: place())
        var built = SampleBook.chapter(
            blocks, name: name, cells: cells, outputs: ChapterOutputs(cells: outputs), footnotes: ["note": [note]])
        built.chapter.title = [.text("Part \(number)")]
        return built
    }
}
