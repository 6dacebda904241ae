import BookModel
import Foundation
import Mustache

/// How pages look and what they do beyond being read: a template, style sheets and scripts, each of one idea.
struct Theme: Sendable {
    /// The page with holes for a `PageModel`.
    let template: MustacheTemplate
    /// All style sheets in a fixed order: `base` first, since others build upon it; then by their names; `narrow` and
    /// `print` last, since they change what the others say.
    let style: String
    /// All scripts by their names. Each is a closed function that works without the others.
    let script: String

    private static let templateName = "page.mustache"

    /// The theme that comes with the program, with a book's own files in the place of those of the same names.
    ///
    /// - Throws: A `Diagnostic` for a file of the book that takes no place, cannot be read as UTF-8, is a template that
    ///   does not parse, or is a script that would end its own element.
    init(overriddenBy book: URL? = nil) throws {
        let shipped = Bundle.module.bundleURL.appending(path: "Theme")
        let names = try FileManager.default.contentsOfDirectory(atPath: shipped.path)
        let own = try book.map { try Self.files(in: $0, inPlaceOf: names) } ?? []
        func text(_ name: String) throws -> String {
            guard let book, own.contains(name) else {
                return try String(contentsOf: shipped.appending(path: name), encoding: .utf8)
            }
            let text: String
            do {
                // Browsers read line ends of any kind as line feeds, and take the sums of the policy from that.
                text = try String(contentsOf: book.appending(path: name), encoding: .utf8)
                    .replacing("\r\n", with: "\n").replacing("\r", with: "\n")
            } catch {
                throw Diagnostic(
                    "the file '\(name)' of the book's theme cannot be read", explanation: error.localizedDescription,
                    remedy: "Save it as a text in UTF-8.")
            }
            if name.hasSuffix(".js"), let fault = Self.fault(ofScript: text, name) { throw fault }
            // As the page will have it, for the policy knows it by its sum.
            return permitted(text)
        }
        let source = try text(Self.templateName)
        do {
            template = try MustacheTemplate(string: source)
        } catch {
            throw Diagnostic(
                "the template '\(Self.templateName)' of the book's theme does not parse", explanation: "\(error)",
                remedy: "Close every section with the name that opened it, innermost first.")
        }
        style = try Self.ordered(names.filter { $0.hasSuffix(".css") }).map(text).joined(separator: "\n")
        script = try Self.ordered(names.filter { $0.hasSuffix(".js") }).map(text).joined(separator: "\n")
    }

    /// The names in a book's folder, each of which must be one of the program's; hidden files do not count.
    private static func files(in folder: URL, inPlaceOf names: [String]) throws -> Set<String> {
        let found = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
            .filter { !$0.hasPrefix(".") }
        if let unknown = found.sorted().first(where: { !names.contains($0) }) {
            throw Diagnostic(
                "the book's theme has the file '\(unknown)', which takes no place",
                explanation: "A theme may have: \(ordered(names).joined(separator: ", ")).",
                remedy: "Rename it to the file that it is meant to replace, or move it out of \(folder.path).")
        }
        return Set(found)
    }

    /// What is wrong with a script that HTML would not take as a whole: it ends at its end tag, even in a string, and
    /// `<!--` can hide that tag.
    ///
    /// Nothing is changed, since what `<\/` means depends on where it stands. Style sheets know such tags in strings
    /// alone, and are escaped when they are written.
    private static func fault(ofScript text: String, _ name: String) -> Diagnostic? {
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            for mark in ["</script", "<!--"] where line.lowercased().contains(mark) {
                return Diagnostic(
                    "the script '\(name)' of the book's theme has '\(mark)' in line \(index + 1)",
                    explanation: "It stands inside the page, where a browser takes that for markup of the page.",
                    remedy: "Write '<\\\(mark.dropFirst())' where it is in a string; else take it out.")
            }
        }
        return nil
    }

    /// File names in the order in which the page has them.
    static func ordered(_ names: [String]) -> [String] {
        func rank(_ name: String) -> Int {
            switch name {
            case "base.css": 0
            case "narrow.css": 2
            case "print.css": 3
            default: 1
            }
        }
        return names.sorted { (rank($0), $0) < (rank($1), $1) }
    }
}
