import BookModel
import Foundation

/// A book as it was read, and the choices of the command line: everything that is known before a chapter runs.
struct BookPlan: Sendable {
    /// A chapter as it was read.
    struct Source: Sendable {
        var chapter: Chapter
        var text: SourceText
        /// The file as it was, for the compiler's messages.
        var fileText: String
        var diagnostics: [Diagnostic]
        /// Whether the file could be read and its directives make sense. References may still lead nowhere.
        var isRunnable: Bool
    }

    let folder: BookFolder
    let configuration: BookConfiguration
    let profile: String
    /// The corpus that the book is built on; `nil` of a book that needs none.
    let corpus: CorpusEntry?
    /// All corpora that a chapter can name, the book's own first.
    let corpora: [CorpusEntry]
    let parameters: [Parameter]
    let references: [Reference]
    let sources: [Source]
    /// What every label leads to.
    let numbering: Numbering
    /// The Swift files beside the chapters, by name.
    let shared: [SharedCode]
    let warnings: [Diagnostic]
    private let wanted: Set<String>

    init(folder: BookFolder, options: BookBuilder.Options) throws {
        var faults: [Diagnostic] = []
        /// Reads a file of the book; one that is not there counts as empty where it may be absent.
        func text(of file: URL, isNeeded: Bool = true) throws -> String {
            guard let data = FileManager.default.contents(atPath: file.path) else {
                if !isNeeded { return "" }
                throw BuildFailure([
                    Diagnostic(
                        "cannot read \(folder.name(of: file))", remedy: "Check that it exists and may be read.")
                ])
            }
            guard let text = String(data: data, encoding: .utf8) else {
                throw BuildFailure([
                    Diagnostic("\(folder.name(of: file)) is not UTF-8", remedy: "Save it as UTF-8 text.")
                ])
            }
            return text
        }
        /// Keeps what is wrong with a file, each with the line that it is about.
        func note(_ diagnostics: [Diagnostic], in text: String) {
            faults += diagnostics.map(SourceText(text).quoting)
        }

        do { try folder.requireContained() } catch { throw BuildFailure([error]) }
        // Hidden files are editors' own, such as the links by which Emacs locks a file: .#NAME.md.
        let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder.chapters.path)) ?? [])
            .filter { !$0.hasPrefix(".") }.sorted()
        let names = files.filter { $0.hasSuffix(".md") }.map { String($0.dropLast(3)) }
        shared = try files.filter { $0.hasSuffix(".swift") }.map { name in
            let file = folder.chapters.appending(path: name)
            return SharedCode(file: folder.name(of: file), text: try text(of: file))
        }
        let bookFile = folder.chapters.appending(path: "book.yml")
        let bookText = try text(of: bookFile)
        let book = BookConfiguration.read(text: bookText, file: folder.name(of: bookFile), chapterNames: names)
        note(book.diagnostics, in: bookText)
        let referencesFile = folder.chapters.appending(path: "references.yml")
        let referencesText = try text(of: referencesFile, isNeeded: false)
        let list = ReferenceList.read(text: referencesText, file: folder.name(of: referencesFile))
        note(list.diagnostics, in: referencesText)
        let registered = try CorpusRegistry.read(folder)
        faults += registered.diagnostics
        if !faults.contains(where: { $0.severity == .error }), book.configuration.chapters.isEmpty {
            faults.append(
                Diagnostic(
                    "the book has no chapters", at: SourceLocation(file: folder.name(of: bookFile), line: 1),
                    explanation: "Its chapters are the files beside book.yml that begin with two digits and a hyphen, "
                        + "or those that 'chapters:' lists.",
                    remedy: "Write one, such as chapters/01-beginning.md; 'w2vbook new DIR' makes a book that shows "
                        + "how."))
        }
        if faults.contains(where: { $0.severity == .error }) { throw BuildFailure(faults) }

        do throws(Diagnostic) {
            // A path in book.yml starts at the book, one on the command line where the user is.
            if let name = options.corpus ?? book.configuration.corpus {
                corpus = try registered.registry.corpus(
                    name, reading: options.reading, relativeTo: options.corpus == nil ? folder.root : nil)
                // What a book names by its path is its own; what its registry names was looked at.
                let isPath = options.corpus == nil && !registered.registry.entries.contains { $0.name == name }
                if isPath, let file = corpus?.file { try folder.requireContained([URL(filePath: file)]) }
            } else {
                corpus = nil
            }
            if let missing = corpus?.absence { throw missing }
            profile = options.profile ?? BookConfiguration.standardProfile
            parameters = try book.configuration.resolve(
                profile: profile, corpus: corpus?.name, overrides: options.overrides)
            wanted = try BookPlan.select(options.chapters, from: book.configuration.chapters)
        } catch {
            throw BuildFailure([error])
        }
        self.folder = folder
        let configuration = book.configuration
        self.configuration = configuration
        references = list.references
        let corpus = corpus
        corpora = (corpus.map { [$0] } ?? []) + registered.registry.entries.filter { $0.name != corpus?.name }
        warnings = faults
        let read = configuration.chapters.map { BookPlan.read($0, folder, configuration.directiveWords) }
        numbering = Numbering(chapters: read.map(\.chapter), citationKeys: Set(references.map(\.key)))
        sources = BookPlan.adding(numbering.diagnostics, to: read)
    }

    func isWanted(_ source: Source) -> Bool { wanted.contains(source.chapter.name) }

    /// What chapters can read.
    var contents: BookContents {
        BookContents(
            parameters: Dictionary(uniqueKeysWithValues: parameters.map { ($0.name, $0.value) }), corpora: corpora,
            corpus: corpus?.name, assets: folder.benchmarks.deletingLastPathComponent().path,
            root: folder.root.path)
    }

    /// The book with what its chapters produced.
    func book(chapters: [BuiltChapter]) -> BuiltBook {
        var book = BuiltBook(
            title: configuration.title, subtitle: configuration.subtitle, authors: configuration.authors,
            language: configuration.language,
            corpus: corpus.map { CorpusSummary(name: $0.name, description: $0.summary, licence: $0.licence) },
            profile: profile, parameters: parameters,
            chapters: BookPlan.reportingRepeats(in: chapters), references: references, numbering: numbering)
        book.allowsRawHTML = configuration.allowsRawHTML
        book.publication = configuration.publication
        return book
    }
}

// MARK: - Reading

extension BookPlan {
    private static func read(
        _ name: String, _ folder: BookFolder, _ directiveWords: [String: String]
    ) -> Source {
        let file = folder.chapters.appending(path: "\(name).md")
        let fileName = folder.name(of: file)
        guard let data = FileManager.default.contents(atPath: file.path) else {
            let missing = Diagnostic(
                "cannot read \(fileName)", at: SourceLocation(file: fileName, line: 1),
                remedy: "Make the file readable, or take it out of 'chapters:' in chapters/book.yml.")
            let chapter = Chapter(name: name, file: fileName, title: [.text(name)], blocks: [], cells: [], values: [])
            return Source(
                chapter: chapter, text: SourceText(""), fileText: "", diagnostics: [missing], isRunnable: false)
        }
        let (chapter, diagnostics) = ChapterReader.read(
            bytes: data, name: name, file: fileName, directiveWords: directiveWords)
        let fileText = String(decoding: data, as: UTF8.self)
        let text = SourceText(fileText)
        return Source(
            chapter: chapter, text: text, fileText: fileText, diagnostics: diagnostics.map(text.quoting),
            isRunnable: !diagnostics.contains { $0.severity == .error })
    }

    /// Adds to each chapter what is wrong with its references, which only the whole book can tell.
    private static func adding(_ diagnostics: [Diagnostic], to sources: [Source]) -> [Source] {
        var sources = sources
        for diagnostic in diagnostics {
            guard let index = sources.firstIndex(where: { $0.chapter.file == diagnostic.location?.file }) else {
                continue
            }
            sources[index].diagnostics.append(sources[index].text.quoting(diagnostic))
        }
        return sources
    }
}

// MARK: - What was made

extension BookPlan {
    /// Adds to chapters what they make under ids that were used before. Where both ids stand in directives, the numbering
    /// has said so already.
    private static func reportingRepeats(in chapters: [BuiltChapter]) -> [BuiltChapter] {
        struct Name: Hashable {
            let kind: Numbering.Target.Kind
            let id: String
        }
        var first: [Name: (place: SourceLocation, isWritten: Bool)] = [:]
        var chapters = chapters
        for (index, built) in chapters.enumerated() {
            for output in built.outputs.cells where built.chapter.cells.indices.contains(output.cell) {
                guard let content = output.content else { continue }
                let cell = built.chapter.cells[output.cell]
                let isWritten = cell.id == content.id && cell.directive.numberedAs == content.kind
                let name = Name(kind: content.kind, id: content.id)
                guard let earlier = first[name] else {
                    first[name] = (cell.location, isWritten)
                    continue
                }
                guard !(earlier.isWritten && isWritten) else { continue }
                chapters[index].diagnostics.append(
                    Diagnostic(
                        "the \(content.kind.word.lowercased()) '\(content.id)' is made twice", at: cell.location,
                        remedy: "Rename one of them: the first is made at \(earlier.place)."))
            }
        }
        return chapters
    }
}

// MARK: - Choosing

extension BookPlan {
    /// The chapters that the command line names, by whole names or unambiguous beginnings such as `03`.
    private static func select(_ names: [String], from chapters: [String]) throws(Diagnostic) -> Set<String> {
        if names.isEmpty { return Set(chapters) }
        var selected: Set<String> = []
        for name in names {
            let matches = chapters.contains(name) ? [name] : chapters.filter { $0.hasPrefix(name) }
            guard matches.count == 1 else {
                throw Diagnostic(
                    matches.isEmpty
                        ? "there is no chapter '\(name)'" : "'\(name)' is the beginning of several chapters",
                    remedy: "The chapters are: \(chapters.joined(separator: ", ")).")
            }
            selected.insert(matches[0])
        }
        return selected
    }
}
