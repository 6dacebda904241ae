import BookModel
import Yams

/// A YAML file on its way to a value: what is wrong becomes diagnostics with lines, and reading goes on.
struct YAMLReader {
    /// A key of a mapping with its value.
    struct Entry {
        var key: String
        var keyNode: Node
        var value: Node
    }

    let text: String
    let file: String
    private(set) var diagnostics: [Diagnostic] = []

    init(text: String, file: String) {
        self.text = text
        self.file = file
    }

    /// The file's mapping; empty where the file is empty, malformed or something else.
    mutating func root() -> [Entry] {
        do {
            guard let node = try Yams.compose(yaml: text) else { return [] }
            return entries(of: node, what: "the file")
        } catch let error as YamlError {
            diagnostics.append(diagnostic(for: error))
        } catch {
            diagnostics.append(Diagnostic("the file is not readable YAML: \(error)", at: location(of: nil)))
        }
        return []
    }

    /// The keys and values of a mapping, in their order.
    mutating func entries(of node: Node, what: String) -> [Entry] {
        if isEmpty(node) { return [] }
        guard let mapping = node.mapping else {
            report("\(what) is not a list of 'key: value' lines", at: node)
            return []
        }
        var entries: [Entry] = []
        for (key, value) in mapping {
            guard let name = key.scalar?.string else {
                report("\(what) has a key that is not a word", at: key)
                continue
            }
            entries.append(Entry(key: name, keyNode: key, value: value))
        }
        return entries
    }

    /// The entries by their keys, once every key is known to be one of `known`.
    mutating func fields(of entries: [Entry], known: [String], what: String) -> [String: Node] {
        var fields: [String: Node] = [:]
        for entry in entries {
            if known.contains(entry.key) {
                fields[entry.key] = entry.value
            } else {
                let remedy =
                    nearestName(to: entry.key, in: known).map { "Did you mean '\($0)'?" }
                    ?? "The keys of \(what) are: \(known.joined(separator: ", "))."
                report("unknown key '\(entry.key)' in \(what)", at: entry.keyNode, remedy: remedy)
            }
        }
        return fields
    }

    /// A text. Numbers and dates are taken as they are written.
    mutating func string(_ node: Node?, _ name: String) -> String? {
        guard let node, !isEmpty(node) else { return nil }
        guard let scalar = node.scalar else {
            report("'\(name)' is not a text", at: node)
            return nil
        }
        return scalar.string
    }

    /// A BCP 47 tag such as `en-GB`.
    mutating func language(_ node: Node?) -> String? {
        guard let node, let tag = string(node, "language") else { return nil }
        guard tag.wholeMatch(of: /[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*/) != nil else {
            report("'\(tag)' is no language", at: node, remedy: "Write a tag of BCP 47, such as en, de-CH or ar.")
            return nil
        }
        return tag
    }

    /// A list of texts; one text alone is a list of one.
    mutating func strings(_ node: Node?, _ name: String) -> [(text: String, node: Node)] {
        guard let node, !isEmpty(node) else { return [] }
        guard let sequence = node.sequence else {
            return string(node, name).map { [($0, node)] } ?? []
        }
        return sequence.compactMap { item in string(item, name).map { ($0, item) } }
    }

    /// One of the words of an enumeration.
    mutating func choice<Choice: RawRepresentable<String>>(
        of choices: [Choice], _ node: Node?, _ name: String
    ) -> Choice? {
        guard let node, let word = string(node, name) else { return nil }
        guard let choice = Choice(rawValue: word) else {
            let words = choices.map(\.rawValue).joined(separator: ", ")
            report("unknown \(name) '\(word)'", at: node, remedy: "Give one of: \(words).")
            return nil
        }
        return choice
    }

    /// `true` or `false`.
    mutating func boolean(_ node: Node?, _ name: String) -> Bool? {
        guard let node, !isEmpty(node) else { return nil }
        guard let value = node.bool else {
            report("'\(name)' is neither true nor false", at: node)
            return nil
        }
        checkReading(node, name, as: "\(value)")
        return value
    }

    /// A number above zero.
    mutating func positiveNumber(_ node: Node?, _ name: String) -> Double? {
        guard let node, !isEmpty(node) else { return nil }
        guard let number = node.float, number > 0, number.isFinite else {
            report("'\(name)' is not a number above zero", at: node)
            return nil
        }
        checkReading(node, name, as: node.int.map { "\($0)" } ?? "\(number)")
        return number
    }

    /// A number of bytes such as `2GB`, above zero.
    mutating func byteSize(_ node: Node?, _ name: String) -> Int? {
        guard let node, let text = string(node, name) else { return nil }
        guard let bytes = ByteSize.bytes(text) else {
            report("'\(name)' is not a size", at: node, remedy: "Give a size such as 500MB or 4GB.")
            return nil
        }
        return bytes
    }

    /// A whole number of at least zero.
    mutating func wholeNumber(_ node: Node?, _ name: String, remedy: String? = nil) -> Int? {
        guard let node, !isEmpty(node) else { return nil }
        guard let number = node.int, number >= 0 else {
            report("'\(name)' is not a whole number", at: node, remedy: remedy)
            return nil
        }
        checkReading(node, name, as: "\(number)")
        return number
    }

    /// The value of a parameter with the type that it is written in.
    mutating func parameterValue(_ node: Node, _ name: String) -> ParameterValue? {
        if let scalar = node.scalar {
            switch node.tag {
            case Tag(.int):
                if let value = node.int {
                    checkReading(node, name, as: "\(value)")
                    return .integer(value)
                }
            case Tag(.float):
                if let value = node.float, value.isFinite {
                    checkReading(node, name, as: "\(value)")
                    return .real(value)
                }
            case Tag(.bool):
                if let value = node.bool {
                    checkReading(node, name, as: "\(value)")
                    return .boolean(value)
                }
            case Tag(.str), Tag(.timestamp): return .text(scalar.string)
            default: break
            }
        }
        report(
            "the value of '\(name)' is none that a parameter can have", at: node,
            remedy: "Give a whole number, a number, true or false, or a text.")
        return nil
    }

    /// Warns of what YAML reads as something else than it says: numbers of base 8 and 60, words for true and false.
    private mutating func checkReading(_ node: Node, _ name: String, as value: String) {
        guard let text = node.scalar?.string,
            text.wholeMatch(of: /[-+]?0[0-9_]+/) != nil || text.contains(":")
                || text.wholeMatch(of: /(?i)yes|no|on|off|y|n/) != nil
        else { return }
        report(
            "'\(text)' is read as \(value)", as: .warning, at: node,
            remedy: "Write \(name): \(value), or for the text itself \(name): \"\(text)\".")
    }

    /// Notes a fault at the place of a node.
    mutating func report(
        _ summary: String, as severity: Diagnostic.Severity = .error, at node: Node?, remedy: String? = nil
    ) {
        diagnostics.append(Diagnostic(severity, summary, at: location(of: node?.mark), remedy: remedy))
    }

    /// The diagnostics in the order of their places, each with its line of the file.
    func finished() -> [Diagnostic] {
        let file = SourceText(text)
        return
            diagnostics
            .map { file.quoting($0) }
            .sorted { ($0.location ?? .init(file: "", line: 0)) < ($1.location ?? .init(file: "", line: 0)) }
    }

    private func isEmpty(_ node: Node) -> Bool { node.scalar != nil && node.tag == Tag(.null) }

    /// The place of a mark, whose column counts Unicode scalars, with the column in bytes.
    private func location(of mark: Mark?) -> SourceLocation {
        guard let mark else { return SourceLocation(file: file, line: 1) }
        let line = SourceText(text).line(mark.line) ?? ""
        let lead = line.unicodeScalars.prefix(max(0, mark.column - 1))
        return SourceLocation(file: file, line: max(1, mark.line), column: String(lead).utf8.count + 1)
    }

    private func diagnostic(for error: YamlError) -> Diagnostic {
        let remedy = "Check the indentation, the colons and the quotes up to this line."
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            return Diagnostic(
                "malformed YAML: \(problem)", at: location(of: mark),
                explanation: context.map { "This was \($0.text), which began on line \($0.mark.line)." },
                remedy: remedy)
        case .duplicatedKeysInMapping(let duplicates, let context):
            let names = duplicates.map { "'\($0)'" }.joined(separator: ", ")
            return Diagnostic(
                "a key is given twice: \(names)", at: location(of: context.mark), remedy: "Keep one of them.")
        case .reader(let problem, _, _, _):
            return Diagnostic("malformed YAML: \(problem)", at: location(of: nil), remedy: remedy)
        case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
            return Diagnostic("the file is not readable YAML: \(error)", at: location(of: nil))
        }
    }
}

extension String {
    /// The text on one line, as titles are set: YAML keeps the ends of lines in texts over several.
    var onOneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}
