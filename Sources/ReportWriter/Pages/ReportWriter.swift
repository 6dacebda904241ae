public import BookModel
import Foundation
import Mustache

/// Writes built books as pages.
///
/// Formulas and code that are not known from an earlier page start JavaScript interpreters, which takes a tenth of a
/// second. A writer can write any number of pages, and several at a time.
public final class ReportWriter: Sendable {
    private let options: ReportOptions
    private let mathematics: MathRenderer
    private let highlighter: Highlighter
    private let snippets: SnippetCache
    private let theme: Theme

    /// Loads KaTeX, highlight.js and the theme.
    ///
    /// - Throws: A `Diagnostic` that names the package to install, or what is wrong with the book's own theme.
    public init(options: ReportOptions) throws {
        let libraries = try JavaScriptLibraries.find()
        self.options = options
        snippets = SnippetCache(
            file: options.assetCache.appending(path: "snippets.json"),
            libraries: [libraries.katex, libraries.highlight])
        mathematics = try MathRenderer(library: libraries, cache: snippets)
        highlighter = Highlighter(library: libraries, cache: snippets)
        theme = try Theme(overriddenBy: options.themeFolder)
    }

    /// The book as one HTML file that loads nothing and needs no script to be read.
    ///
    /// Equal books and options give equal bytes. A book with faults is written too, and says what is wrong at the
    /// place. Fonts that are not in the cache cost a second once.
    public func html(_ book: BuiltBook) async throws -> Report {
        var parts = await parts(of: book)
        parts.model.style = parts.style
        parts.model.script = theme.script
        parts.model.policy = ContentPolicy(scripts: [theme.script], styles: [parts.style]).text
        return Report(
            html: permitted(theme.template.render(parts.model)), unstamped: parts.unstamped,
            diagnostics: parts.diagnostics)
    }

    /// The book as a site: the front page, one page for each chapter, and one style sheet and one script that all pages
    /// share. Nothing else is loaded, but for the pages' texts as a second script, once a reader searches the book or
    /// looks at a preview of another page. The pages need no server.
    ///
    /// Chapters' files have the chapters' names. Equal books and options give equal bytes.
    ///
    /// - Throws: A `Diagnostic` where a chapter's page would have the name of the front page.
    public func site(_ book: BuiltBook) async throws -> Site {
        if let chapter = book.chapters.first(where: { $0.chapter.name.lowercased() == "index" })?.chapter {
            throw Diagnostic(
                "the chapter '\(chapter.name)' cannot have a page of its own",
                at: SourceLocation(file: chapter.file, line: 1),
                explanation: "\(chapter.name).html is the front page of a book that is split.",
                remedy: "Give the chapter's file another name.")
        }
        let parts = await parts(of: book)
        let names = book.chapters.map { "\($0.chapter.name).html" }
        let files = names.map(Site.address(ofFile:))
        func page(_ chapter: Int?) -> String {
            var model = parts.model
            model.isFront = chapter == nil
            model.chapters = chapter.map { [parts.model.chapters[$0]] } ?? []
            model.hasSolutions = model.chapters.contains { !$0.solutionsHTML.isEmpty }
            func neighbour(_ index: Int) -> PageModel.Neighbour? {
                files.indices.contains(index)
                    ? .init(file: files[index], titleHTML: parts.model.chapters[index].titleHTML) : nil
            }
            model.site = .init(
                styleFile: Site.styleFile, scriptFile: Site.scriptFile, pagesFile: Site.pagesFile,
                previous: chapter.flatMap { neighbour($0 - 1) }, next: neighbour(chapter.map { $0 + 1 } ?? 0))
            model.policy = ContentPolicy.ofSite
            return permitted(theme.template.render(model))
        }
        let pages = [("index.html", page(nil))] + files.enumerated().map { ($1, page($0)) }
        let links = SiteLinks(pages.map { (file: $0.0, markup: $0.1) })
        let linked = pages.map { (file: $0.0, markup: links.rewritten($0.1, of: $0.0)) }
        // The front page has the back matter of a book on one page, so the search has it last.
        let texts = SitePages(pages: Array(linked[1...] + linked[...0]))
        return Site(
            files: zip(["index.html"] + names, linked).map { .init(name: $0, text: $1.markup) } + [
                .init(name: Site.styleFile, text: parts.style), .init(name: Site.scriptFile, text: theme.script),
                .init(name: Site.pagesFile, text: texts.script),
            ],
            diagnostics: parts.diagnostics)
    }

    /// What a book's pages are put together from.
    private struct Parts {
        /// The book on one page, without style and script.
        var model: PageModel
        /// The markup without the stamp, the style and the script.
        var unstamped: String
        var style: String
        var diagnostics: [Diagnostic]
    }

    private func parts(of book: BuiltBook) async -> Parts {
        let page = PageContext(
            book: book, mathematics: mathematics, highlighter: highlighter, imageFolder: options.imageFolder,
            imageBounds: options.imageBounds)
        let renderers = book.chapters.enumerated().map { ChapterRenderer($1, number: $0 + 1, page: page) }
        let bodies = renderers.map { $0.body() }
        snippets.save()
        var model = model(of: page, renderers, bodies)
        // All but the stamp: what is embedded does not depend on the day.
        let text = theme.template.render(model)
        page.checkLinks(in: text)
        let fonts = await FontSubsets(cache: options.assetCache).styleSheet(
            for: faces(of: text, hasBoldItalic: page.hasBoldItalic), page: text)
        // As the page has it, for the policy knows it by its sum.
        let style = permitted(
            Self.withoutEndTags(
                [
                    fonts.sheet, page.formulaStyleSheet(), theme.style, options.plotStyleSheet,
                    page.styleClasses.sheet, runningHeads(of: renderers, book),
                ]
                .joined(separator: "\n")))
        model.stamp = options.stamp?.sentence
        model.times = model.stamp == nil ? nil : book.timesOfChapters
        return Parts(
            model: model, unstamped: text + style + theme.script, style: style,
            diagnostics: diagnostics(of: page) + (await MissingLetters.diagnostics(of: book)) + fonts.notes)
    }

    private func model(of page: PageContext, _ renderers: [ChapterRenderer], _ bodies: [String]) -> PageModel {
        let book = page.book
        let claims = renderers.flatMap(\.claims)
        let chapters = zip(renderers, bodies).map { renderer, body in
            PageModel.ChapterModel(
                anchor: renderer.anchor, pageName: "chapter-\(renderer.number)", number: "\(renderer.number)",
                titleHTML: renderer.title(), headingHTML: renderer.heading, bodyHTML: body,
                solutionsHTML: renderer.solutions.joined())
        }
        let references = page.citedReferences.map {
            PageModel.ReferenceModel(id: PageContext.id(ofReference: $0.key), entryHTML: $0.entry)
        }
        let citation = BookCitation(book)
        return PageModel(
            language: book.language, direction: Self.isRightToLeft(book.language) ? "rtl" : nil, title: book.title,
            subtitle: book.subtitle,
            authors: book.authors.isEmpty ? nil : BookCitation.list(book.authors),
            date: book.publication.date?.words, licence: book.publication.licence,
            citationHTML: citation.sentence, bibTeX: citation.bibTeX,
            corpusName: book.corpus?.name, corpusDescription: book.corpus?.description,
            corpusLicence: book.corpus?.licence, profile: book.profile.isEmpty ? nil : book.profile,
            parameters: book.parameters.map { PageModel.Setting(name: $0.name, value: "\($0.value)") },
            hasParameters: !book.parameters.isEmpty,
            contents: zip(renderers, chapters).map { renderer, chapter in
                PageModel.ContentsEntry(
                    anchor: renderer.anchor, number: chapter.number, titleHTML: chapter.titleHTML,
                    isFailed: renderer.built.status == .failed,
                    sections: renderer.sections.map {
                        PageModel.ContentsSection(anchor: $0.anchor, number: $0.number, titleHTML: $0.title)
                    })
            },
            tally: tally(of: claims),
            board: claims.map {
                PageModel.BoardLine(
                    anchor: $0.anchor, number: $0.number, statementHTML: $0.statement, verdict: $0.verdict.words,
                    verdictClass: $0.verdict.className, measuredHTML: $0.measured, paperHTML: $0.paper)
            },
            hasPaperColumn: claims.contains { !$0.paper.isEmpty },
            chapters: chapters,
            made: zip(chapters, book.chapters).map {
                PageModel.Made(
                    anchor: $0.anchor, number: $0.number, titleHTML: $0.titleHTML, settings: $1.settings(in: book))
            },
            hasSolutions: chapters.contains { !$0.solutionsHTML.isEmpty }, references: references,
            hasReferences: !references.isEmpty, style: "", script: "", policy: "")
    }

    /// The faces that some element of the page is set in.
    private func faces(of page: String, hasBoldItalic: Bool) -> [FontSubsets.Face] {
        var faces: [FontSubsets.Face] = [.text, .textBold, .interface, .interfaceBold]
        // The C library's search: a book's page has megabytes.
        func uses(_ markup: String) -> Bool { page.withCString { strstr($0, markup) != nil } }
        if uses("<em>") || uses("<cite>") { faces += [.textItalic, .interfaceItalic] }
        if hasBoldItalic { faces.append(.textBoldItalic) }
        if uses("<code") { faces.append(.code) }
        return faces
    }

    /// The heads of printed pages: the book's title on the left, on the right the chapter's or that of a part at the
    /// book's end. The front has none.
    private func runningHeads(of renderers: [ChapterRenderer], _ book: BuiltBook) -> String {
        let chapters = renderers.map { renderer in
            let name = "chapter-\(renderer.number)"
            return (".\(name)", name, "\(renderer.number)\u{2002}\(renderer.plainText(renderer.chapter.title))")
        }
        let parts = [
            (".solutions", "solutions", "Solutions"),
            // How to cite the book follows the references on their page, where there are any.
            (".references,.references+.citing", "references", "References"),
            (":is(#chapters,.solutions)+.citing", "citing", "How to cite this book"),
            // The stamp stands on that page too.
            (".made,#build-stamp", "made", "How this was made"),
        ]
        return (chapters + parts).map { selector, name, title in
            """
            \(selector){page:\(name)}
            @page \(name){@top-left{content:\(cssString(book.title))}@top-right{content:\(cssString(title))}}

            """
        }.joined()
    }

    /// What the page found, without what the chapters already carry.
    private func diagnostics(of page: PageContext) -> [Diagnostic] {
        let known = Set(page.book.chapters.flatMap(\.diagnostics).map { [$0.summary, $0.location?.description] })
        var seen = known
        let all = page.numbering.diagnostics + page.diagnostics
        return all.filter { seen.insert([$0.summary, $0.location?.description]).inserted }.enumerated().sorted {
            func rank(_ entry: (offset: Int, element: Diagnostic)) -> (Int, SourceLocation, Int) {
                (
                    entry.element.severity == .error ? 0 : 1,
                    entry.element.location ?? SourceLocation(file: "", line: 0), entry.offset
                )
            }
            return rank($0) < rank($1)
        }.map(\.element).condensed()
    }

    /// By the script of the language: its own direction is unknown of one that is written in another script than usual.
    private static func isRightToLeft(_ language: String) -> Bool {
        let scripts: Set<String> = ["Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"]
        return Locale.Language(identifier: language).script.map { scripts.contains($0.identifier) } ?? false
    }

    /// A style sheet cannot end the element that it stands in.
    private static func withoutEndTags(_ sheet: String) -> String { sheet.replacing("</", with: "<\\/") }
}
