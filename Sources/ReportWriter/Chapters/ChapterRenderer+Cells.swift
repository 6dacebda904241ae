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
    var verdict: Claim.Verdict?
    var measured: String
    var paper: String
}

extension Claim.Verdict? {
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
        guard let outputs = outputs[index], let echo = outputs.first?.echo else {
            let id = anchor(of: cell, id: cell.id ?? "block", target)
            if cell.directive == .claim { addMissingClaim(cell, target, id) }
            return failure() + """
                <div class="missing" id="\(id)"><p class="verdict">\(escaped(target?.name ?? "The block below")) did not run</p>
                \(page.code(cell.code, language: "swift"))</div>

                """
        }
        let shown = echo == .show && !cell.code.isEmpty ? page.code(cell.code, language: "swift") : ""
        let folded = echo == .fold && !cell.code.isEmpty ? code(of: cell, name: target?.name ?? "") : ""
        let tools = folded.isEmpty ? "" : "<div class=\"tools\">\(folded)</div>\n"
        let contents = outputs.compactMap(\.content)
        // What the block is called by: in a block that makes several things, the one with the block's own id.
        let main = contents.first { $0.kind == cell.directive.numberedAs && $0.id == cell.id } ?? contents.first
        guard case .own(_, word: .some) = cell.directive else {
            let parts = contents.map { content in
                let isMain = content == main
                return part(
                    content,
                    Part(cell: cell, target: target, isWhole: isMain && target != nil, tools: isMain ? folded : ""))
            }
            return shown + parts.joined() + (main == nil ? tools : "")
        }
        let parts = contents.map { part($0, Part(cell: cell, target: target, isWhole: false, tools: "")) }
        let id = anchor(of: cell, id: cell.id ?? "block", target)
        return shown + """
            <section class="own" id="\(id)" aria-label="\(escaped(target?.name ?? ""))">
            <p class="caption">\(caption(of: cell, target))</p>
            \(parts.joined())\(tools)</section>

            """
    }

    /// One of the things that a block made.
    private struct Part {
        let cell: Cell
        /// What the block is numbered as.
        let target: Numbering.Target?
        /// Whether the thing bears the block's number, label and caption, rather than being a part of it.
        let isWhole: Bool
        /// What stands beneath it, as HTML.
        let tools: String

        /// `Figure 2.1`; nothing of a part.
        var name: String? { isWhole ? target?.name : nil }
    }

    private func part(_ content: CellOutput.Content, _ part: Part) -> String {
        switch content {
        case .figure(let figure): self.figure(figure, part)
        case .table(let table): self.table(table, part)
        case .claim(let id, let claim): self.claim(claim, id: id, part)
        }
    }

    private func code(of cell: Cell, name: String) -> String {
        let summary = name.isEmpty ? "Code" : "Code of \(escaped(name))"
        return """
            <details class="code"><summary>\(summary)</summary>
            \(page.code(cell.code, language: "swift"))</details>
            """
    }

    private func anchor(of part: Part, _ content: CellOutput.Content) -> String {
        part.isWhole
            ? anchor(of: part.cell, id: content.id, part.target)
            : escaped(page.anchor(label: nil, at: part.cell.location, proposal: "\(content.kind.prefix)-\(content.id)"))
    }

    private func anchor(of cell: Cell, id: String, _ target: Numbering.Target?) -> String {
        let prefix = target?.kind.prefix ?? cell.directive.name
        return escaped(
            page.anchor(label: cell.id.map { "\(prefix)-\($0)" }, at: cell.location, proposal: "\(prefix)-\(id)"))
    }

    /// The caption in its element; nothing of a part, which has none.
    private func figcaption(of part: Part, attributes: String = "") -> String {
        part.isWhole ? "<figcaption\(attributes)>\(caption(of: part.cell, part.target))</figcaption>" : ""
    }

    private func caption(of cell: Cell, _ target: Numbering.Target?) -> String {
        let name = target.map { "<b>\(escaped($0.name)).</b> " } ?? ""
        return name + inlines(cell.caption ?? [])
    }

    /// Light markup, with formulas that are reported at the cell.
    private func label(_ text: String, of cell: Cell) -> String {
        Markup(text).html { [page] in page.math($0, display: false, at: cell.location) }
    }

    private func figure(_ figure: FigureOutput, _ part: Part) -> String {
        func width(_ points: Double) -> String { page.styleClasses.name(for: "max-width:\(points)px") }
        // A template is not drawn, read aloud or laid out: without scripts and in print a film is its strip.
        let film = figure.film.map { film in
            """
            <template><div class="player \(width(film.width))"><div class="drawing">\(film.svg)</div></div></template>

            """
        }
        return """
            <figure\(film == nil ? "" : " class=\"film\"") id="\(anchor(of: part, .figure(figure)))">
            <div class="drawing \(width(figure.width))">\(figure.svg)</div>
            \(film ?? "")\(figcaption(of: part))
            <div class="tools">\(figure.dataDetails(name: part.name ?? figure.id))\(part.tools)</div>
            </figure>

            """
    }

    private func table(_ table: TableOutput, _ part: Part) -> String {
        let id = anchor(of: part, .table(table))
        let name = escaped(part.target?.name ?? table.id)
        func alignment(_ column: Int) -> ColumnAlignment {
            column < table.columns.count ? table.columns[column].alignment : .left
        }
        let header = table.columns.map { column in
            "<th scope=\"col\" class=\"\(column.alignment.rawValue)\">\(label(column.title, of: part.cell))</th>"
        }
        let rows = table.rows.map { row in
            let cells = row.enumerated().map { index, text in
                // A first column of words names its row.
                let tag = index == 0 && alignment(0) == .left ? "th" : "td"
                let scope = tag == "th" ? " scope=\"row\"" : ""
                return "<\(tag)\(scope) class=\"\(alignment(index).rawValue)\">\(label(text, of: part.cell))</\(tag)>"
            }
            return "<tr>\(cells.joined())</tr>\n"
        }
        return """
            <figure class="table" id="\(id)">
            \(figcaption(of: part, attributes: " id=\"\(id):caption\""))
            <div class="scroll"><table \(part.isWhole ? "aria-labelledby=\"\(id):caption\"" : "aria-label=\"\(name)\"")>
            <thead><tr>\(header.joined())</tr></thead>
            <tbody>
            \(rows.joined())</tbody>
            </table></div>
            \(part.tools.isEmpty ? "" : "<div class=\"tools\">\(part.tools)</div>\n")</figure>

            """
    }

    private func claim(_ claim: Claim, id: String, _ part: Part) -> String {
        let cell = part.cell
        let id = anchor(of: part, .claim(id: id, claim))
        let statement = label(claim.statement, of: cell)
        let verdict: Claim.Verdict? = claim.verdict
        let measured = label(claim.measured, of: cell)
        let paper = claim.paper.map { label($0, of: cell) } ?? ""
        let reason = claim.reason.map { label($0, of: cell) } ?? ""
        let numbers = [reason, measured, paper.isEmpty ? "" : "Paper: \(paper)"].filter { !$0.isEmpty }
        add(
            ClaimLine(
                anchor: id, number: part.target?.number ?? "", statement: statement, verdict: verdict,
                measured: verdict == .untestable && !reason.isEmpty ? reason : measured, paper: paper))
        let comment = part.isWhole ? cell.caption.map { "<p>\(inlines($0))</p>\n" } ?? "" : ""
        return """
            <section class="claim \(verdict.className)" id="\(id)" aria-label="\(part.name ?? "Claim")">
            <p class="verdict">\(part.name ?? "Claim") \(verdict.words)</p>
            <p class="statement">\(statement)</p>
            <p class="numbers">\(numbers.joined(separator: " · "))</p>
            \(comment)\(part.tools.isEmpty ? "" : "<div class=\"tools\">\(part.tools)</div>\n")</section>

            """
    }

    private func addMissingClaim(_ cell: Cell, _ target: Numbering.Target?, _ id: String) {
        add(
            ClaimLine(
                anchor: id, number: target?.number ?? "", statement: "<code>\(escaped(cell.id ?? "claim"))</code>",
                verdict: nil, measured: "the chapter did not finish", paper: ""))
    }
}
