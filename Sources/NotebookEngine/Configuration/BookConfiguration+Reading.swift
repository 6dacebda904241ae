public import BookModel
import Yams

extension BookConfiguration {
    private static let keys = [
        "title", "subtitle", "authors", "language", "chapters", "corpus", "parameters", "profiles", "corpora", "limits",
        "directives",
        "raw-html", "date", "url", "licence", "source",
    ]

    /// Reads `book.yml`. What is wrong becomes diagnostics, and the configuration is as complete as possible.
    ///
    /// - Parameters:
    ///   - text: the file's text.
    ///   - file: the file as diagnostics name it: `chapters/book.yml`.
    ///   - chapterNames: the names of the Markdown files beside it, without their ending. A book that lists no
    ///     chapters consists of those that begin with two digits and a hyphen, sorted.
    public static func read(
        text: String, file: String, chapterNames: [String]
    ) -> (configuration: BookConfiguration, diagnostics: [Diagnostic]) {
        var reader = YAMLReader(text: text, file: file)
        let entries = reader.root()
        let isReadable = reader.diagnostics.isEmpty
        let fields = reader.fields(of: entries, known: keys, what: "the book")
        var book = BookConfiguration(title: reader.string(fields["title"], "title")?.onOneLine ?? "")
        if book.title.isEmpty, isReadable {
            reader.report("the book has no title", at: nil, remedy: "Add a line such as 'title: My book'.")
        }
        book.subtitle = reader.string(fields["subtitle"], "subtitle")?.onOneLine
        book.authors = reader.strings(fields["authors"], "authors").map(\.text.onOneLine)
        book.language = reader.language(fields["language"]) ?? book.language
        let corpus = reader.string(fields["corpus"], "corpus") ?? defaultCorpus
        book.corpus = corpus == noCorpus ? nil : corpus
        book.chapters = chapters(fields["chapters"], chapterNames, &reader)
        book.parameters = defaults(fields["parameters"], &reader)
        book.directiveWords = directiveWords(fields["directives"], &reader)
        book.corpora = overridesByName(fields["corpora"], book.parameters, &reader)
        for entry in fields["profiles"].map({ reader.entries(of: $0, what: "'profiles'") }) ?? [] {
            book.profiles[entry.key] = profile(entry, book.parameters, &reader)
        }
        book.allowsRawHTML = reader.boolean(fields["raw-html"], "raw-html") ?? false
        book.publication = reader.publication(fields)
        if let limits = fields["limits"] {
            let entries = reader.entries(of: limits, what: "'limits'")
            let limits = reader.fields(of: entries, known: ["seconds", "memory", "cache"], what: "'limits'")
            book.secondsPerChapter = reader.positiveNumber(limits["seconds"], "seconds") ?? defaultSecondsPerChapter
            book.memoryPerChapter = reader.byteSize(limits["memory"], "memory")
            book.cacheLimit = reader.byteSize(limits["cache"], "cache") ?? defaultCacheLimit
        }
        return (book, reader.finished())
    }

    private static func chapters(_ node: Node?, _ present: [String], _ reader: inout YAMLReader) -> [String] {
        guard let node else {
            return present.filter { name in
                let lead = Array(name.utf8.prefix(3))
                return lead.count == 3 && lead[0...1].allSatisfy { (0x30...0x39).contains($0) } && lead[2] == 0x2D
            }.sorted()
        }
        var names: [String] = []
        for (text, item) in reader.strings(node, "chapters") {
            let name = text.hasSuffix(".md") ? String(text.dropLast(3)) : text
            if names.contains(name) {
                reader.report("the chapter '\(name)' is listed twice", at: item, remedy: "Keep one of the lines.")
            } else if present.contains(name) {
                names.append(name)
            } else {
                let remedy = nearestName(to: name, in: present).map { "Did you mean '\($0)'?" }
                reader.report(
                    "there is no chapter '\(name)'", at: item,
                    remedy: remedy ?? "Write the file \(name).md beside book.yml, or take the line out.")
            }
        }
        return names
    }

    private static func defaults(_ node: Node?, _ reader: inout YAMLReader) -> Overrides {
        var defaults: Overrides = [:]
        for entry in node.map({ reader.entries(of: $0, what: "'parameters'") }) ?? [] {
            guard SwiftSource.isIdentifier(entry.key), entry.key != "corpora" else {
                reader.report(
                    "'\(entry.key)' cannot be a parameter's name", at: entry.keyNode,
                    remedy: "Chapters read parameters as 'book.name': take letters, digits and underscores, and no "
                        + "word of the language.")
                continue
            }
            defaults[entry.key] = reader.parameterValue(entry.value, entry.key)
        }
        return defaults
    }

    /// Of directives that the book declares, what is in front of their numbers.
    private static func directiveWords(_ node: Node?, _ reader: inout YAMLReader) -> [String: String] {
        var words: [String: String] = [:]
        let prefixes = Numbering.Target.Kind.known.map(\.prefix)
        for entry in node.map({ reader.entries(of: $0, what: "'directives'") }) ?? [] {
            guard let word = reader.string(entry.value, entry.key)?.onOneLine else { continue }
            if !SwiftSource.isIdentifier(entry.key) || Directive(entry.key) != .own(entry.key)
                || prefixes.contains(entry.key)
            {
                reader.report(
                    "'\(entry.key)' cannot be the name of a directive of the book's own", at: entry.keyNode,
                    remedy: "It is the name of a Swift function in chapters/, and neither one of "
                        + "\(Directive.known.map(\.name).joined(separator: ", ")) nor what other labels begin with: "
                        + "\(prefixes.joined(separator: ", ")).")
            } else if word.isEmpty {
                reader.report(
                    "the directive '\(entry.key)' has no word", at: entry.value,
                    remedy: "Give the word in front of its numbers, such as '\(entry.key): Experiment'.")
            } else {
                words[entry.key] = word
            }
        }
        return words
    }

    private static func profile(_ entry: YAMLReader.Entry, _ defaults: Overrides, _ reader: inout YAMLReader) -> Profile
    {
        let entries = reader.entries(of: entry.value, what: "the profile '\(entry.key)'")
        var profile = Profile()
        profile.parameters = overrides(entries.filter { $0.key != "corpora" }, defaults, &reader)
        if let corpora = entries.first(where: { $0.key == "corpora" })?.value {
            profile.corpora = overridesByName(corpora, defaults, &reader)
        }
        return profile
    }

    private static func overridesByName(
        _ node: Node?, _ defaults: Overrides, _ reader: inout YAMLReader
    ) -> [String: Overrides] {
        var result: [String: Overrides] = [:]
        for entry in node.map({ reader.entries(of: $0, what: "'corpora'") }) ?? [] {
            let entries = reader.entries(of: entry.value, what: "the corpus '\(entry.key)'")
            result[entry.key] = overrides(entries, defaults, &reader)
        }
        return result
    }

    private static func overrides(
        _ entries: [YAMLReader.Entry], _ defaults: Overrides, _ reader: inout YAMLReader
    ) -> Overrides {
        var overrides: Overrides = [:]
        for entry in entries {
            guard let type = defaults[entry.key] else {
                reader.report(
                    "unknown parameter '\(entry.key)'", at: entry.keyNode,
                    remedy: suggestion(
                        for: entry.key, among: defaults.keys.sorted(), what: "parameters of this book"))
                continue
            }
            guard let value = reader.parameterValue(entry.value, entry.key) else { continue }
            switch (type, value) {
            case (.real, .integer(let whole)): overrides[entry.key] = .real(Double(whole))
            case (.integer, .integer), (.real, .real), (.boolean, .boolean), (.text, .text):
                overrides[entry.key] = value
            default:
                reader.report(
                    "'\(entry.key)' takes \(type.kind), not '\(value)'", at: entry.value,
                    remedy: "Its default is \(type): give a value of this kind.")
            }
        }
        return overrides
    }
}

extension YAMLReader {
    /// The keys `date`, `url`, `licence` and `source` of a book.
    mutating func publication(_ fields: [String: Node]) -> Publication {
        Publication(
            date: date(fields["date"]), url: address(fields["url"], "url"),
            licence: string(fields["licence"], "licence")?.onOneLine,
            source: address(fields["source"], "source").map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 })
    }

    /// A date as `2026`, `2026-11` or `2026-11-23`.
    private mutating func date(_ node: Node?) -> Publication.Date? {
        guard let node, let text = string(node, "date") else { return nil }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let numbers = zip(parts, [4, 2, 2]).compactMap { part, length in
            part.utf8.count == length && part.utf8.allSatisfy(SwiftSource.isDigit) ? Int(part) : nil
        }
        guard numbers.count == parts.count, Self.isDate(numbers) else {
            report(
                "'\(text)' is no date", at: node,
                remedy: "Write a year, a month or a day of the calendar: 2026, 2026-11 or 2026-11-23.")
            return nil
        }
        return Publication.Date(
            year: numbers[0], month: numbers.count > 1 ? numbers[1] : nil, day: numbers.count > 2 ? numbers[2] : nil)
    }

    /// Whether a year, a month and a day, as many as are given, are in the Gregorian calendar.
    private static func isDate(_ numbers: [Int]) -> Bool {
        guard let year = numbers.first, year > 0 else { return false }
        guard numbers.count > 1 else { return true }
        guard (1...12).contains(numbers[1]) else { return false }
        guard numbers.count > 2 else { return true }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return (1...days[numbers[1] - 1]).contains(numbers[2])
    }

    /// An address of the web, which also BibTeX can take as it is.
    private mutating func address(_ node: Node?, _ name: String) -> String? {
        guard let node, let text = string(node, name) else { return nil }
        let isWhole = ["http://", "https://"].contains { text.hasPrefix($0) && text.utf8.count > $0.utf8.count }
        guard isWhole, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"{}\"<>\\".utf8.contains($0) }) else {
            report(
                "'\(name)' is no address of the web: '\(text)'", at: node,
                remedy: "Write all of it, as https://example.org/book, with other characters than letters, digits and "
                    + "signs of addresses percent-encoded.")
            return nil
        }
        return text
    }
}
