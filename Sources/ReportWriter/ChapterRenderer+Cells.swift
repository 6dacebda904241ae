import BookModel
import Foundation
import LightMarkup

/// A line of the board of claims.
struct ClaimLine {
    var anchor: String
    var number: String
    /// As HTML.
    var statement: String
    /// `nil` where the chapter failed before the claim was checked.
    var verdict: ClaimOutput.Verdict?
    var measured: String
    var paper: String
}

extension ClaimOutput.Verdict? {
    /// The verdict as the page says it.
    var words: String {
        switch self {
        case .holds: "holds"
        case .fails: "fails"
        case .untestable: "cannot be tested here"
        case nil: "did not run"
        }
    }

    /// The class that colours it.
    var className: String { self?.rawValue ?? "missing" }
}

extension ChapterRenderer {
    /// A directive block: what it produced, and its code as far as it is shown.
    func cell(_ index: Int) -> String {
        let cell = chapter.cells[index]
        let target = page.numbering.target(at: cell.location)
        guard let output = outputs[index] else {
            let id = anchor(of: cell, id: cell.id ?? "block", target)
            if cell.directive == .claim { addMissingClaim(cell, target, id) }
            return failure() + """
                <div class="missing" id="\(id)"><p class="verdict">\(target?.name ?? "The block below") did not run</p>
                \(page.code(cell.code, language: "swift"))</div>

                """
        }
        let name = target?.name ?? ""
        let shown = output.echo == .show && !cell.code.isEmpty ? page.code(cell.code, language: "swift") : ""
        let folded = output.echo == .fold && !cell.code.isEmpty ? code(of: cell, name: name) : ""
        switch output.content {
        case nil: return shown + (folded.isEmpty ? "" : "<div class=\"tools\">\(folded)</div>\n")
        case .figure(let figure): return shown + self.figure(figure, cell, target, tools: folded)
        case .table(let table): return shown + self.table(table, cell, target, tools: folded)
        case .claim(let claim): return shown + self.claim(claim, cell, target, tools: folded)
        }
    }

    private func code(of cell: Cell, name: String) -> String {
        let summary = name.isEmpty ? "Code" : "Code of \(name)"
        return """
            <details class="code"><summary>\(summary)</summary>
            \(page.code(cell.code, language: "swift"))</details>
            """
    }

    private func anchor(of cell: Cell, id: String, _ target: Numbering.Target?) -> String {
        let prefix = target?.kind.prefix ?? cell.directive.name
        return escaped(
            page.anchor(label: cell.id.map { "\(prefix)-\($0)" }, at: cell.location, proposal: "\(prefix)-\(id)"))
    }

    private func caption(of cell: Cell, _ target: Numbering.Target?) -> String {
        let name = target.map { "<b>\($0.name).</b> " } ?? ""
        return name + inlines(cell.caption ?? [])
    }

    /// Light markup, with formulas that are reported at the cell.
    private func label(_ text: String, of cell: Cell) -> String {
        Markup(text).html { [page] in page.math($0, display: false, at: cell.location) }
    }

    private func figure(
        _ figure: FigureOutput, _ cell: Cell, _ target: Numbering.Target?, tools: String
    ) -> String {
        func width(_ points: Double) -> String { page.styleClasses.name(for: "max-width:\(points)px") }
        // A template is not drawn, read aloud or laid out: without scripts and in print a film is its strip.
        let film = figure.film.map { film in
            """
            <template><div class="player \(width(film.width))"><div class="drawing">\(film.svg)</div></div></template>

            """
        }
        return """
            <figure\(film == nil ? "" : " class=\"film\"") id="\(anchor(of: cell, id: figure.id, target))">
            <div class="drawing \(width(figure.width))">\(figure.svg)</div>
            \(film ?? "")<figcaption>\(caption(of: cell, target))</figcaption>
            <div class="tools">\(figure.dataDetails(name: target?.name ?? figure.id))\(tools)</div>
            </figure>

            """
    }

    private func table(_ table: TableOutput, _ cell: Cell, _ target: Numbering.Target?, tools: String) -> String {
        let id = anchor(of: cell, id: table.id, target)
        func alignment(_ column: Int) -> ColumnAlignment {
            column < table.columns.count ? table.columns[column].alignment : .left
        }
        let header = table.columns.map { column in
            "<th scope=\"col\" class=\"\(column.alignment.rawValue)\">\(label(column.title, of: cell))</th>"
        }
        let rows = table.rows.map { row in
            let cells = row.enumerated().map { index, text in
                // A first column of words names its row.
                let tag = index == 0 && alignment(0) == .left ? "th" : "td"
                let scope = tag == "th" ? " scope=\"row\"" : ""
                return "<\(tag)\(scope) class=\"\(alignment(index).rawValue)\">\(label(text, of: cell))</\(tag)>"
            }
            return "<tr>\(cells.joined())</tr>\n"
        }
        return """
            <figure class="table" id="\(id)">
            <figcaption id="\(id):caption">\(caption(of: cell, target))</figcaption>
            <div class="scroll"><table aria-labelledby="\(id):caption">
            <thead><tr>\(header.joined())</tr></thead>
            <tbody>
            \(rows.joined())</tbody>
            </table></div>
            \(tools.isEmpty ? "" : "<div class=\"tools\">\(tools)</div>\n")</figure>

            """
    }

    private func claim(_ claim: ClaimOutput, _ cell: Cell, _ target: Numbering.Target?, tools: String) -> String {
        let id = anchor(of: cell, id: claim.id, target)
        let statement = label(claim.statement, of: cell)
        let verdict: ClaimOutput.Verdict? = claim.verdict
        let measured = label(claim.measured, of: cell)
        let paper = claim.paper.map { label($0, of: cell) } ?? ""
        let reason = claim.reason.map { label($0, of: cell) } ?? ""
        let numbers = [reason, measured, paper.isEmpty ? "" : "Paper: \(paper)"].filter { !$0.isEmpty }
        add(
            ClaimLine(
                anchor: id, number: target?.number ?? "", statement: statement, verdict: verdict,
                measured: verdict == .untestable && !reason.isEmpty ? reason : measured, paper: paper))
        let comment = cell.caption.map { "<p>\(inlines($0))</p>\n" } ?? ""
        return """
            <section class="claim \(verdict.className)" id="\(id)" aria-label="\(target?.name ?? "Claim")">
            <p class="verdict">\(target?.name ?? "Claim") \(verdict.words)</p>
            <p class="statement">\(statement)</p>
            <p class="numbers">\(numbers.joined(separator: " · "))</p>
            \(comment)\(tools.isEmpty ? "" : "<div class=\"tools\">\(tools)</div>\n")</section>

            """
    }

    private func addMissingClaim(_ cell: Cell, _ target: Numbering.Target?, _ id: String) {
        add(
            ClaimLine(
                anchor: id, number: target?.number ?? "", statement: "<code>\(escaped(cell.id ?? "claim"))</code>",
                verdict: nil, measured: "the chapter did not finish", paper: ""))
    }
}
