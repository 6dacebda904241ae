import BookModel
import Plotting

extension Comparison {
    /// A page on which a person decides: of each item that differs, what is different and why it may be; of a figure
    /// before, after and what differs in the picture. It loads nothing from elsewhere and needs no scripts.
    ///
    /// - Parameters:
    ///   - colours: A style sheet with the colours of figures.
    ///   - command: How to accept an item; its name comes behind.
    public func reviewPage(
        title: String, before: Snapshot, after: Snapshot, colours: String, command: String
    ) -> String {
        var seen: Set<Item> = []
        let differing = differences.map(\.item).filter { seen.insert($0).inserted }
        let sections = differing.map { item in
            let page = ReviewSection(item: item, differences: differences(of: item), causes: causes[item] ?? [])
            return page.html(
                before: before.figures[item.id], after: after.figures[item.id], command: command)
        }
        return """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
            <title>\(Markup.escaped(title))</title>
            <style>\(colours)
            \(ReviewSection.style)</style></head>
            <body><main><h1>\(Markup.escaped(title))</h1>
            <p>\(Markup.escaped(summary))</p>
            \(sections.joined(separator: "\n"))
            </main></body></html>

            """
    }
}

/// What the review page says of one item.
private struct ReviewSection {
    let item: Item
    let differences: [Difference]
    let causes: [String]

    func html(before: String?, after: String?, command: String) -> String {
        let place = item.location.map { "<p class=\"place\">\(Markup.escaped("\($0.file):\($0.line)"))</p>" } ?? ""
        let list = differences.map {
            "<li><b>\($0.level.rawValue)</b> \(Markup.escaped($0.summary))</li>"
        }.joined()
        let why =
            causes.isEmpty
            ? "Nothing that it depends on is known to have changed."
            : "It may be because of: \(causes.map(Markup.escaped).joined(separator: "; "))."
        return """
            <section id="\(item.kind.rawValue)-\(Markup.escaped(item.id))"><h2>\(Markup.escaped(item.description))</h2>
            \(place)<ul>\(list)</ul><p>\(why)</p>
            \(item.kind == .figure ? pictures(before, after) : "")\(table)
            <p>To accept it: <code>\(Markup.escaped("\(command) \(item.label)"))</code></p></section>
            """
    }

    private func pictures(_ before: String?, _ after: String?) -> String {
        let scenes = [before, after].map { text in text.flatMap { try? Scene(text: $0) } }
        func svg(_ scene: Scene?, _ prefix: String) -> String {
            scene?.svg(idPrefix: "\(prefix)-\(item.id)", alternative: "\(item.description), \(prefix)")
                ?? "<p>There is none.</p>"
        }
        func cell(_ title: String, _ content: String, _ kind: String = "") -> String {
            "<figure><figcaption>\(title)</figcaption><div class=\"sheet\(kind)\">\(content)</div></figure>"
        }
        var cells = [cell("before", svg(scenes[0], "before")), cell("after", svg(scenes[1], "after"))]
        if scenes[0] != nil, scenes[1] != nil {
            let layers = [svg(scenes[0], "below"), svg(scenes[1], "above")]
            cells.append(cell("difference", layers.map { "<div>\($0)</div>" }.joined(), " difference"))
        }
        return "<div class=\"pictures\">\(cells.joined())</div>"
    }

    private var table: String {
        let changes = differences.flatMap(\.changes)
        guard !changes.isEmpty else { return "" }
        let rows = changes.map { change in
            let cells = [change.name, "\(change.row)", change.before, change.after].map(Markup.escaped)
            return "<tr><th>\(cells[0])</th><td>\(cells[1])</td><td>\(cells[2])</td><td>\(cells[3])</td></tr>"
        }
        return "<table><thead><tr><th>what</th><th>row</th><th>before</th><th>after</th></tr></thead>"
            + "<tbody>\(rows.joined())</tbody></table>"
    }

    /// Where two pictures are alike, their difference is black; it is shown inverted.
    static let style = """
        :root { color-scheme: light dark; --paper: light-dark(#fffdf8, #17181b); --ink: light-dark(#1d1d1f, #e8e6e1);
            --soft: light-dark(#5a5a62, #a9a8a2); --line: light-dark(#e4dfd3, #36373d); }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 Inter, system-ui, sans-serif; }
        main { max-width: 100rem; margin: 0 auto; padding: 2rem 1.5rem; overflow-wrap: break-word; }
        section { border-top: 1px solid var(--line); padding: 1rem 0; }
        .place, figcaption { color: var(--soft); }
        code { font-family: "JetBrains Mono", ui-monospace, monospace; font-size: .9em; }
        .pictures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 1rem; }
        figure { margin: 0; min-width: 0; }
        svg { display: block; max-width: 100%; height: auto; }
        .difference { display: grid; isolation: isolate; filter: invert(1); background: white; }
        .difference > div { grid-area: 1 / 1; background: var(--paper); }
        .difference > div + div { mix-blend-mode: difference; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
        th, td { text-align: left; padding: .2rem .8rem .2rem 0; border-bottom: 1px solid var(--line); font-weight: 400; }
        """
}
