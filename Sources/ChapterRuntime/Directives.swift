public import BookModel
import Foundation
public import Plotting

// The directives of a chapter. A block ```` ```swift @figure("spectrum", alt: "…") ```` is a call of the function of
// that name with the block as its trailing closure, so a book adds a directive by declaring a function of its own.
// Such a function may call the ones below, once or several times: a block shows all that it makes. `@define` and `@run` need
// no closure: their code stands in the chapter's program as it is.

/// Options of a `@run` block, whose code follows in the same scope.
public func run(echo: Echo = .fold) throws {
    try ChapterSession.current.emit(echo: echo, nil)
}

/// Options of a `@define` block, whose declarations stand at the top of the chapter's program.
public func define(echo: Echo = .fold) throws {
    try ChapterSession.current.emit(echo: echo, nil)
}

/// What a figure shows, in words, for those who cannot see it: a text, or the draft that is computed from the data.
public struct AltText: ExpressibleByStringInterpolation, Hashable, Sendable {
    /// The words; nil for the draft.
    let text: String?

    /// The given words.
    public init(_ text: String) { self.text = text }
    /// The given words.
    public init(stringLiteral text: String) { self.init(text) }
    private init() { text = nil }

    /// The words that ``Plotting/Scene/draftAlternative`` computes in each build.
    public static let draft = AltText()
}

/// Draws a figure, which `@fig-ID` refers to.
///
/// - Parameters:
///   - alt: What the figure shows, in words, for those who cannot see it; `.draft` accepts the words computed from the
///     data.
public func figure(
    _ id: String, alt: AltText, echo: Echo = .fold, @FigureBuilder content: () throws -> [any Figure]
) throws {
    let figures = try content()
    guard let figure = stacked(figures) else {
        throw BookError("figure '\(id)' has nothing to draw", remedy: "Let the block build a Chart, HStack or VStack.")
    }
    let scene = try figure.scene()
    let alternative = try alt.words(for: "figure", id, draft: scene.draftAlternative)
    warn(of: scene.remarks, in: "figure '\(id)'")
    try ChapterSession.current.emit(echo: echo, .figure(try scene.output(id: id, alternative: alternative)))
}

/// Shows how a figure changes over time; `@fig-ID` refers to it. The page has a player for the frames; on paper, without
/// scripts and as a file the figure is a strip of four of them. The data are those of all frames.
///
/// - Parameters:
///   - alt: What the film shows, in words, for those who cannot see it; `.draft` accepts the words computed from the
///     data of the strip.
///   - content: The film. Throws a `FigureError` if a frame cannot be drawn, or does not fit the first one.
public func film(_ id: String, alt: AltText, echo: Echo = .fold, content: () throws -> Film) throws {
    let film = try content()
    let strip = try film.strip().scene()
    let alternative = try alt.words(for: "film", id, draft: strip.draftAlternative)
    let scenes = try film.scenes()
    let remarks = film.notes(of: scenes)
    warn(of: remarks, in: "film '\(id)'")
    // The strip is smaller than the frames, so it may lack what they show.
    warn(
        of: strip.remarks.filter { remark in !remarks.contains { $0.kind == remark.kind } },
        in: "film '\(id)', on paper")
    let record = film.record(of: scenes)
    var output = try strip.output(id: id, alternative: alternative)
    output.series = record.series
    output.film = FilmOutput(
        svg: try film.svg(idPrefix: "film-\(id)", alternative: alternative), width: record.width,
        height: record.height, scene: record.text)
    try ChapterSession.current.emit(echo: echo, .figure(output))
}

/// Tells the author what a figure does not show, except for what nothing can be done about.
private func warn(of remarks: [FigureNote], in figure: String) {
    for remark in remarks {
        guard let remedy = remark.remedy else { continue }
        let sentence = remark.description
        let words = sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
        // A name, such as AnnotationMark, keeps its capital.
        let isName = words.dropFirst().prefix { $0 != " " }.contains(where: \.isUppercase)
        ChapterSession.current.warn(
            "\(figure): " + (isName ? words : words.prefix(1).lowercased() + words.dropFirst()), remedy: remedy)
    }
}

extension AltText {
    /// The words, or the draft; throws where there are none.
    fileprivate func words(for kind: String, _ id: String, draft: String) throws -> String {
        let words = text ?? draft
        guard !words.allSatisfy(\.isWhitespace) else {
            throw BookError(
                "\(kind) '\(id)' has an empty alt text",
                remedy: "Say in a sentence what the \(kind) shows, or accept the draft with alt: .draft: "
                    + "“\(draft)”.")
        }
        return words
    }
}

extension Scene {
    /// The scene drawn for the page and for files.
    fileprivate func output(id: String, alternative: String) throws -> FigureOutput {
        FigureOutput(
            id: id, alternative: alternative, svg: svg(idPrefix: "fig-\(id)", alternative: alternative), png: try png(),
            width: width, height: height, series: series, scene: text)
    }
}

/// Several charts in one block stand below each other; none is no figure.
private func stacked(_ figures: [any Figure]) -> (any Figure)? {
    figures.count > 1 ? VStack { for figure in figures { figure } } : figures.first
}

/// Sets a table, which `@tbl-ID` refers to.
public func table(_ id: String, echo: Echo = .fold, content: () throws -> Table) throws {
    try ChapterSession.current.emit(echo: echo, .table(try content().output(id: id)))
}

/// Checks a statement, which `@claim-ID` refers to and the first page lists.
public func claim(_ id: String, echo: Echo = .fold, content: () throws -> Claim) throws {
    try ChapterSession.current.emit(echo: echo, .claim(id: id, try content()))
}

/// Says that the cell with this index begins. Called by the chapter's program.
public func beginCell(_ index: Int) {
    ChapterSession.current.begin(cell: index)
}

/// Sets the inline value with this index. Called by the chapter's program.
public func inlineValue(_ index: Int, _ expression: () throws -> some Any) throws {
    ChapterSession.current.send(.evaluating(value: index))
    ChapterSession.current.send(.value(index: index, text: inlineText(try expression())))
}

/// The text of an inline value.
func inlineText(_ value: some Any) -> String {
    switch value {
    case let number as Double: number.inProse
    case let number as Float: Double(number).inProse
    case let number as Int: number.grouped
    default: String(describing: value)
    }
}
