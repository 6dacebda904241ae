public import BookModel

/// Reads a chapter's Markdown.
///
/// CommonMark with GitHub's tables, footnotes, strikethrough and bare addresses is parsed by cmark-gfm. What is the
/// book's own (math, values, references, notes) is found first, line by line and then within each paragraph, and
/// taken out of the text that cmark sees; so it keeps its exact place, and Markdown leaves it alone.
public struct ChapterReader {
    /// The chapter in a text, as complete as its faults allow, with what is wrong in the order of the places.
    ///
    /// Lines may end in LF, CRLF or CR; a byte-order mark is ignored. The time is proportional to the text's length
    /// but for pathological markup.
    ///
    /// - Parameters:
    ///   - text: the file's text.
    ///   - name: the file's name without its ending.
    ///   - file: the file as diagnostics name it: `chapters/02-the-target-matrix.md`.
    ///   - directiveWords: the words by which the book numbers what directives of its own make, by their names.
    public static func read(
        text: String, name: String, file: String, directiveWords: [String: String] = [:]
    ) -> (chapter: Chapter, diagnostics: [Diagnostic]) {
        let text = LineEndings.unified(text)
        var context = ReadingContext(text: text, file: file, directiveWords: directiveWords)
        FrontMatter.mask(in: &context)
        OversizedTables.mask(in: &context)
        let exercises = ExerciseFences.open(in: &context)
        let (lines, definitions) = LineScanner.scan(&context)
        let hasPreamble = !definitions.isEmpty
        let footnotes = firstDefinitions(definitions, &context)
        let plain = MarkdownDocument(lines.bytes)
        let unusedAddresses = plain.map { LinkReferenceDefinition.unused(in: $0, of: lines, context) } ?? []
        var leaves = plain.map { InlineLeaf.leaves(of: $0, in: lines) } ?? []
        if hasPreamble, !leaves.isEmpty { leaves.removeFirst() }
        let marked = InlineScanner.scan(&context, text: lines, leaves: leaves, footnotes: Set(footnotes.keys))
        var converter = BlockConverter(context: context, text: marked, exercises: exercises)
        var blocks: [Block] = []
        if let document = MarkdownDocument(marked.bytes) {
            let names = Dictionary(uniqueKeysWithValues: footnotes.map { ($0.value.content, $0.key) })
            blocks = converter.convert(document.root, hasPreamble: hasPreamble, footnoteNames: names)
        }
        let chapter = Chapter(
            name: name, file: file, title: title(in: blocks) ?? [.text(name)], blocks: blocks, cells: converter.cells,
            values: context.values.map(\.value), footnotes: converter.footnotes)
        let read = mentioned(in: chapter)
        let unread = footnotes.filter { !read.contains($0.key) }.map { name, definition in
            Diagnostic(
                .warning, "the footnote '\(name)' is never referred to", at: context.location(of: definition.start),
                remedy: "Put [^\(name)] where it belongs, or take the footnote out.")
        }
        let source = SourceText(text)
        let diagnostics = (converter.diagnostics + unread + unusedAddresses).sorted {
            guard let first = $0.location, let second = $1.location, first != second else {
                return $0.summary < $1.summary
            }
            return first < second
        }
        return (chapter, diagnostics.condensed().map { source.quoting($0) })
    }

    /// The chapter in a file's bytes. Bytes that are not UTF-8 are an error at the place of the first of them, and
    /// are read as U+FFFD.
    public static func read(
        bytes: some Collection<UInt8>, name: String, file: String, directiveWords: [String: String] = [:]
    ) -> (chapter: Chapter, diagnostics: [Diagnostic]) {
        let text = String(decoding: bytes, as: UTF8.self)
        var (chapter, diagnostics) = read(text: text, name: name, file: file, directiveWords: directiveWords)
        if let valid = lengthOfInvalidText(bytes) {
            let lead = LineEndings.unified(String(decoding: bytes.prefix(valid), as: UTF8.self))
            let place = MappedText(source: Array(lead.utf8)).position(of: lead.utf8.count)
            let diagnostic = Diagnostic(
                "the file is not UTF-8 text",
                at: SourceLocation(file: file, line: place.line, column: place.column),
                remedy: "Save it as UTF-8 in your editor.")
            diagnostics.insert(SourceText(text).quoting(diagnostic), at: 0)
        }
        return (chapter, diagnostics)
    }

    /// How many bytes are UTF-8 before the first that are not; `nil` where all are.
    private static func lengthOfInvalidText(_ bytes: some Collection<UInt8>) -> Int? {
        var parser = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var length = 0
        while true {
            switch parser.parseScalar(from: &iterator) {
            case .valid(let scalar): length += scalar.count
            case .emptyInput: return nil
            case .error: return length
            }
        }
    }

    /// The footnotes by their names; a second one of a name is a fault.
    private static func firstDefinitions(
        _ definitions: [FootnoteDefinition], _ context: inout ReadingContext
    ) -> [String: FootnoteDefinition] {
        var footnotes: [String: FootnoteDefinition] = [:]
        for definition in definitions {
            if let first = footnotes[definition.text] {
                context.report(
                    "the footnote '\(definition.text)' is defined twice", at: context.location(of: definition.start),
                    remedy: "Rename one of them: the first is at \(context.location(of: first.start)).")
            } else {
                footnotes[definition.text] = definition
            }
        }
        return footnotes
    }

    /// The footnotes that the text refers to, and those that they refer to in their turn.
    private static func mentioned(in chapter: Chapter) -> Set<String> {
        var names: Set<String> = []
        var texts = [chapter.blocks]
        while let blocks = texts.popLast() {
            var part = chapter
            part.blocks = blocks
            part.footnotes = [:]
            part.visitInlines { inline in
                guard case .footnote(let name, _) = inline, names.insert(name).inserted else { return }
                texts.append(chapter.footnotes[name] ?? [])
            }
        }
        return names
    }

    private static func title(in blocks: [Block]) -> [Inline]? {
        for block in blocks {
            if case .heading(level: 1, let title, _) = block.content { return title }
        }
        return nil
    }
}
