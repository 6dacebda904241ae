import BookModel
import Foundation
import NotebookEngine

/// The articles of the DocC catalogue, which the program carries along.
struct ArticleLibrary {
    /// All articles, by their names.
    let articles: [Article]

    /// Reads the catalogue.
    init(_ catalogue: URL = Bundle.module.bundleURL.appending(path: "w2vbook.docc")) throws {
        articles = try FileManager.default.contentsOfDirectory(at: catalogue, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "md" }
            .map { file in
                try Article(
                    file.deletingPathExtension().lastPathComponent, source: String(contentsOf: file, encoding: .utf8))
            }
            .sorted { $0.name < $1.name }
    }

    /// The article of this name, or the only one whose name begins so; capital letters and hyphens do not count.
    func article(named name: String) throws(Diagnostic) -> Article {
        func letters(_ name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }
        let wanted = letters(name)
        if let article = articles.first(where: { letters($0.name) == wanted }) { return article }
        let names = articles.map(\.name)
        let candidates = wanted.isEmpty ? [] : articles.filter { letters($0.name).hasPrefix(wanted) }
        switch candidates.count {
        case 1: return candidates[0]
        case 0:
            throw Diagnostic(
                "there is no article '\(name)'",
                remedy: nearestName(to: name, in: names).map { "Did you mean '\($0)'?" }
                    ?? "The articles are: \(names.joined(separator: ", ")).")
        default:
            throw Diagnostic(
                "more than one article begins with '\(name)'",
                remedy: "Name one: \(candidates.map(\.name).joined(separator: ", ")).")
        }
    }

    /// The sections in which a word begins like this one, each below the article's name.
    ///
    /// - Parameter article: The one to look in; `nil`: all of them.
    func sections(with word: String, in article: Article?) throws(Diagnostic) -> String {
        let found = (article.map { [$0] } ?? articles).flatMap { article in
            article.sections.filter { $0.hasWord(beginningWith: word) }.map { "\(article.name):\n\n\($0)" }
        }
        if found.isEmpty {
            throw Diagnostic(
                "no section of \(article.map { "the article '\($0.name)'" } ?? "the articles") has '\(word)'",
                remedy: article == nil ? "Search for less of the word." : "Search in all articles.")
        }
        return found.joined(separator: "\n\n")
    }
}

extension String {
    /// Whether this stands in it where no letter or digit is before, in whatever case.
    fileprivate func hasWord(beginningWith word: String) -> Bool {
        var rest = self[...]
        while let range = rest.range(of: word, options: .caseInsensitive) {
            let before = range.lowerBound > startIndex ? self[index(before: range.lowerBound)] : " "
            if !before.isLetter && !before.isNumber { return true }
            rest = self[range.upperBound...]
        }
        return false
    }
}
