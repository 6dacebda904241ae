import BookModel
import FigureData
import Foundation

/// Books for the tests, written as values: every kind of block and output once, and a chapter that failed.
enum SampleBook {
    static func place(_ line: Int, _ column: Int = 1, file: String = "chapters/01-steps.md") -> SourceLocation {
        SourceLocation(file: file, line: line, column: column)
    }

    /// A book of the given chapters with nothing around them.
    static func book(_ chapters: [BuiltChapter], references: [Reference] = []) -> BuiltBook {
        BuiltBook(
            title: "A book", authors: ["A. Author"],
            corpus: CorpusSummary(name: "tiny", description: "12 words"), profile: "quick", parameters: [],
            chapters: chapters, references: references)
    }

    /// A complete chapter of the given blocks.
    static func chapter(
        _ blocks: [Block], name: String = "01-steps", cells: [Cell] = [], values: [InlineValue] = [],
        outputs: ChapterOutputs = ChapterOutputs(), footnotes: [String: [Block]] = [:],
        status: BuiltChapter.Status = .complete, diagnostics: [Diagnostic] = []
    ) -> BuiltChapter {
        BuiltChapter(
            chapter: Chapter(
                name: name, file: "chapters/\(name).md", title: [.text("Learning in steps")], blocks: blocks,
                cells: cells, values: values, footnotes: footnotes),
            status: status, outputs: outputs, diagnostics: diagnostics)
    }

    static func paragraph(_ line: Int, _ inlines: Inline..., file: String = "chapters/01-steps.md") -> Block {
        Block(.paragraph(inlines), at: place(line, file: file))
    }

    static func cell(
        _ directive: Directive, _ id: String?, line: Int, code: String = "", caption: [Inline]? = nil,
        file: String = "chapters/01-steps.md"
    ) -> Cell {
        Cell(
            directive: directive, arguments: id.map { "\"\($0)\"" }, id: id, code: code,
            location: place(line, 10, file: file), codeLine: line + 1, valuesBefore: 0, caption: caption)
    }

    static let karkada = Reference(
        key: "karkada2025", authors: ["Dhruva Karkada", "James B. Simon", "Yasaman Bahri", "Michael R. DeWeese"],
        year: 2025, title: "Closed-form training dynamics reveal learned features", venue: "arXiv",
        url: "https://example.org/karkada")
    static let mikolov = Reference(
        key: "mikolov2013", authors: ["Tomas Mikolov", "Kai Chen"], year: 2013,
        title: "Efficient estimation of word representations", venue: "arXiv")

    /// Curves that rise one after the other, in theory and with a delay.
    static let series: [DataSeries] = (1...4).map { mode in
        let times = (0..<120).map { Double($0) / 10 }
        func height(_ time: Double) -> Double {
            (30 - 4 * Double(mode)) / (1 + exp(-3 * (time - 2.4 * Double(mode))))
        }
        return DataSeries(
            name: "mode \(mode)",
            columns: [
                .init("time", texts: times.map { "\($0)" }),
                .init("singular value", texts: times.map { String(format: "%.4f", height($0)) }),
            ], mark: .line)
    }

    static let figure = FigureOutput(
        id: "steps", alternative: "Four singular values rise one after the other.", svg: drawing(), png: Data(),
        width: 484, height: 260, series: series)

    private static func drawing() -> String {
        let colours = ["#1a3e72", "#2a7f9e", "#4f9d69", "#c98a2b"]
        var svg = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 484 260" role="img" \
            aria-label="Four singular values rise one after the other."><defs><clipPath id="steps-clip">\
            <rect x="40" y="10" width="430" height="205"/></clipPath></defs>
            """
        for tick in 0...3 {
            let y = 215 - tick * 62
            svg += """
                <line x1="40" x2="470" y1="\(y)" y2="\(y)" stroke="var(--figure-grid, #e4dfd3)"/>\
                <text x="34" y="\(y + 3)" font-size="9" text-anchor="end" fill="var(--figure-soft, #5a5a62)">\
                \(tick * 10)</text>
                """
        }
        for (index, series) in series.enumerated() {
            let points = zip(series.columns[0].cells, series.columns[1].cells).map { time, value in
                String(format: "%.1f,%.1f", 40 + Double(time)! * 36, 215 - Double(value)! * 6.2)
            }
            svg += """
                <polyline clip-path="url(#steps-clip)" points="\(points.joined(separator: " "))" fill="none" \
                stroke="var(--figure-\(index + 1), \(colours[index]))" stroke-width="1.7"/>
                """
        }
        return svg + """
            <text x="255" y="248" font-size="10" text-anchor="middle" \
            fill="var(--figure-ink, #1d1d1f)">training time <tspan font-style="italic">t</tspan></text></svg>
            """
    }

    /// Two chapters: one with everything, one that failed in the middle.
    static let complete = BuiltBook(
        title: "What exactly does word2vec learn?", subtitle: "A reproduction in which every number was computed",
        authors: ["Ada Example", "Ben Sample"],
        corpus: CorpusSummary(
            name: "wikipedia", description: "24,667 English Wikipedia articles, 64.7 million words",
            licence: "CC BY-SA 4.0"),
        profile: "standard",
        parameters: [
            .init(name: "dimension", value: .integer(128)), .init(name: "start", value: .real(0.0001)),
            .init(name: "vocabulary", value: .integer(3000)), .init(name: "window", value: .integer(16)),
        ],
        chapters: [steps, concepts], references: [karkada, mikolov])

    static let steps: BuiltChapter = {
        let cells = [
            cell(.run, nil, line: 20, code: "let run = try train(dimension: 32, seed: 1) // as in the paper\n"),
            cell(
                .figure, "steps", line: 30,
                code: """
                    Chart {
                        LineMark(x: run.times, y: run.singularValues.prefix(12))
                        LineMark(x: run.times, y: theory.singularValues(at: run.times)).style(.dotted)
                    }
                    .xScale(.log, label: "training time")

                    """,
                caption: [
                    .text("One concept at a time: singular values "), .math(tex: "s_k(t)", place(36, 5)),
                    .text(" rise in the order of their eigenvalues, as "), .reference(label: "eq-curve", place(36, 40)),
                    .text(" says."),
                ]),
            cell(
                .claim, "times", line: 40,
                code: "Claim(\"…\", measured: error, holds: error <= 0.05)\n"),
            cell(
                .table, "scores", line: 50, code: "Table(rows)\n",
                caption: [.text("Analogies answered, in percent, against what the paper reports.")]),
            cell(.claim, "subspace", line: 60),
            cell(.claim, "untested", line: 66),
        ]
        let outputs = ChapterOutputs(
            cells: [
                CellOutput(cell: 0, echo: .show),
                CellOutput(cell: 1, echo: .fold, content: .figure(figure)),
                CellOutput(
                    cell: 2, echo: .fold,
                    content: .claim(
                        id: "times",
                        Claim(
                            "Directions are learned in the order of their eigenvalues $\\lambda_k$, at the "
                                + "times that the theory gives.",
                            measured: "median error 1.8%, at most 5% asked", paper: "“excellent agreement”",
                            holds: true))),
                CellOutput(
                    cell: 3, echo: .fold,
                    content: .table(
                        TableOutput(
                            id: "scores",
                            columns: [
                                .init(title: "embedding", alignment: .left), .init(title: "*d*", alignment: .right),
                                .init(title: "analogies", alignment: .right), .init(title: "paper", alignment: .right),
                                .init(title: "MEN", alignment: .right),
                                .init(title: "WordSim-353", alignment: .right),
                            ],
                            rows: [
                                ["top eigenvectors of $\\mathbf{M}^\\star$", "128", "74.2", "66.3", "0.764", "0.711"],
                                ["PPMI, factorised", "128", "60.5", "50.6", "0.746", "0.710"],
                                ["PMI, factorised", "128", "4.3", "8.4", "0.538", "0.257"],
                            ]))),
                CellOutput(
                    cell: 4, echo: .hide,
                    content: .claim(
                        id: "subspace",
                        Claim(
                            "The trained subspace is the leading eigenspace of M*.",
                            measured: "overlap 0.93, at least 0.99 asked", paper: "overlap → 1", holds: false))),
                CellOutput(
                    cell: 5, echo: .hide,
                    content: .claim(
                        id: "untested",
                        Claim(
                            "Analogies between countries and capitals are answered.",
                            untestable: "only 3 of 506 questions are within the vocabulary"))),
            ],
            values: [0: "878.4", 1: "628.1", 2: "1.37"])
        let values = ["lambda[0]", "lambda[1]", "tau[1] / tau[0]"].enumerated().map {
            InlineValue(expression: $1, location: place(24, 10 + 20 * $0))
        }
        return BuiltChapter(
            chapter: Chapter(
                name: "01-steps", file: "chapters/01-steps.md", title: [.text("Learning in steps")],
                blocks: stepsBlocks, cells: cells, values: values,
                footnotes: [
                    "flow": [
                        paragraph(
                            90, .text("Gradient flow is the limit of gradient descent with ever smaller steps; see "),
                            .citation(keys: ["mikolov2013"], place(90, 60)), .text("."))
                    ]
                ]),
            status: .complete, outputs: outputs, seconds: 12.5)
    }()

    private static let stepsBlocks: [Block] = [
        Block(.heading(level: 1, title: [.text("Learning in steps")], label: "sec-steps"), at: place(1)),
        paragraph(
            3,
            .text(
                "Start every word at almost the same point, train, and watch: for a long while nothing happens, then "
                    + "the vocabulary splits along one line, then along a second. Each split is one concept, and we "
                    + "can say when it will come.")),
        paragraph(
            6, .text("Gradient flow"), .footnote(name: "flow", place(6, 14)),
            .text(" on the loss moves the embeddings by "),
            .math(
                tex: "\\dot{\\mathbf{W}} = \\tfrac12 (\\mathbf{M}^\\star - \\mathbf{W}\\mathbf{W}^\\top)\\,\\mathbf{W}",
                place(6, 50)),
            .text(". Written in the eigenbasis of "), .math(tex: "\\mathbf{M}^\\star", place(7, 3)),
            .text(" the equations part company "), .citation(keys: ["karkada2025"], place(7, 40)),
            .marginNote([.text("A "), .emphasis([.text("mode")]), .text(" is one eigenvector with its eigenvalue.")]),
            .text(", and each singular value follows a curve of its own:")),
        Block(
            .math(
                tex: "s_k^2(t) = \\frac{s_k^2(0)\\,\\lambda_k\\, e^{\\lambda_k t}}{\\lambda_k + s_k^2(0)\\,"
                    + "(e^{\\lambda_k t} - 1)}, "
                    + "\\qquad \\tau_k = \\frac{1}{\\lambda_k}\\ln\\frac{\\lambda_k}{s_k^2(0)}.",
                label: "eq-curve"), at: place(10)),
        Block(.cell(0), at: place(20)),
        paragraph(
            24, .text("The largest eigenvalue, "), .value(0), .text(", is learned first; the second, "), .value(1),
            .text(", must wait "), .value(2), .text(" times as long. "), .reference(label: "fig-steps", place(24, 90)),
            .text(" shows it, "), .reference(label: "tbl-scores", place(25, 4)),
            .text(" counts what it is good for, and "),
            .reference(label: "sec-table", place(25, 50)), .text(" goes on.")),
        Block(.cell(1), at: place(30)),
        Block(.cell(2), at: place(40)),
        Block(
            .heading(
                level: 2, title: [.text("What a table "), .emphasis([.text("looks")]), .text(" like")],
                label: "sec-table"), at: place(46)),
        paragraph(
            48, .text("Some "), .strong([.text("strong")]), .text(" and "), .emphasis([.text("emphatic")]),
            .text(" words, "), .strikethrough([.text("struck")]), .text(" ones, some "), .code("code(<T>)"),
            .text(", a "), .link(destination: "https://example.org/", title: "", [.text("link")], place(48, 50)),
            .text(" and "), .html("<b>raw</b>"), .text(" HTML & signs such as λ₁ ≥ λ₂.")),
        Block(.cell(3), at: place(50)),
        Block(.cell(4), at: place(60)),
        Block(.cell(5), at: place(66)),
        Block(.heading(level: 2, title: [.text("Further kinds of blocks")], label: nil), at: place(70)),
        Block(
            .list(
                BlockList(
                    start: nil, isTight: true,
                    items: [
                        [
                            paragraph(
                                72, .text("a first point, with "), .math(tex: "x \\in \\mathbb{R}^d", place(72, 20)))
                        ],
                        [paragraph(73, .text("a second point"))],
                    ])), at: place(72)),
        Block(
            .list(
                BlockList(
                    start: 3, isTight: false,
                    items: [[paragraph(75, .text("third"))], [paragraph(77, .text("fourth"))]])),
            at: place(75)),
        Block(.quote([paragraph(80, .text("You shall know a word by the company it keeps."))]), at: place(80)),
        Block(.heading(level: 3, title: [.text("A Markdown table")], label: nil), at: place(82)),
        Block(
            .table(
                ProseTable(
                    alignments: [.left, .right],
                    header: [[.text("symbol")], [.text("size")]],
                    rows: [
                        [[.math(tex: "\\mathbf{W}", place(85, 3))], [.text("3,000 × 128")]],
                        [[.math(tex: "\\mathbf{M}^\\star", place(86, 3))], [.text("3,000 × 3,000")]],
                    ])),
            at: place(83)),
        Block(
            .code(
                language: "swift", text: "let theory = try TargetMatrix(counts).eigenpairs(rank: 128)  // \"<top>\"\n"),
            at: place(88)),
        Block(.rule, at: place(89)),
        Block(.html("<script>alert(1)</script>"), at: place(90)),
        Block(
            .math(
                tex: (1...15).map { "a_{\($0)}" }.joined(separator: " + ")
                    + " = \\sum_{k=1}^{15} \\left( \\int_0^1 f_k(x)\\,\\mathrm{d}x \\right)",
                label: nil), at: place(92)),
    ]

    static let concepts: BuiltChapter = {
        let file = "chapters/02-concepts.md"
        let cells = [
            cell(
                .run, nil, line: 10, code: "let ends = try target.eigenpairs(rank: 8)\nlet words = ends.worsd\n",
                file: file),
            cell(
                .figure, "ends", line: 16, code: "BarChart(words)\n", caption: [.text("Words at both ends.")],
                file: file),
            cell(.claim, "fade", line: 22, code: "Claim(\"Interpretability fades.\", holds: true)\n", file: file),
        ]
        return BuiltChapter(
            chapter: Chapter(
                name: "02-concepts", file: file, title: [.text("The concepts")],
                blocks: [
                    Block(.heading(level: 1, title: [.text("The concepts")], label: nil), at: place(1, file: file)),
                    paragraph(
                        3, .text("What do the directions mean? We look at the words at both of their ends."), file: file
                    ),
                    paragraph(
                        6, .text("As "), .reference(label: "sec-steps", place(6, 5, file: file)),
                        .text(" showed, directions come in order; "), .value(0), .text(" of them have a name. "),
                        .reference(label: "fig-ends", place(7, 1, file: file)), .text(" lists the words."), file: file),
                    Block(.cell(0), at: place(10, file: file)), Block(.cell(1), at: place(16, file: file)),
                    Block(.cell(2), at: place(22, file: file)),
                    paragraph(30, .text("The prose goes on though the code stopped."), file: file),
                ],
                cells: cells, values: [InlineValue(expression: "named.count", location: place(6, 60, file: file))]),
            status: .failed, outputs: ChapterOutputs(),
            diagnostics: [
                Diagnostic(
                    "value of type 'Eigenpairs' has no member 'worsd'", at: place(12, 18, file: file),
                    remedy: "Correct the name.", sourceLine: "let words = ends.worsd")
            ])
    }()
}
