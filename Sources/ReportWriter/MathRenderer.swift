import BookModel
import Foundation

/// TeX to HTML with MathML, by KaTeX. A formula takes about half a millisecond.
final class MathRenderer: Sendable {
    /// Why a formula cannot be set.
    struct Fault: Error {
        /// KaTeX's words, without its preamble and its own excerpt: "Undefined control sequence: \foo".
        var message: String
        /// Where the fault stands in the TeX, in UTF-16 units, where KaTeX knows.
        var position: Int?
    }

    let style: KaTeXStyle
    private let interpreter: LazyInterpreter
    private let cache: SnippetCache

    init(library: JavaScriptLibraries, cache: SnippetCache) throws {
        // Untrusted input: no links, no raw HTML, bounded sizes and expansions.
        interpreter = LazyInterpreter(
            library: library.katex,
            script: """
                function renderFormula(tex, mode) {
                    return katex.renderToString(tex, {
                        displayMode: mode === "display", output: "htmlAndMathml", throwOnError: true,
                        strict: "ignore", trust: false, maxSize: 40, maxExpand: 1000
                    });
                }
                """)
        self.cache = cache
        style = try KaTeXStyle(
            sheet: String(contentsOf: library.katexStyle, encoding: .utf8), fonts: library.katexFonts)
    }

    func render(_ tex: String, display: Bool) throws(Fault) -> String {
        let mode = display ? "display" : "inline"
        return try cache.snippet("\(mode) \(tex)") { () throws(Fault) in try set(tex, mode) }
    }

    private func set(_ tex: String, _ mode: String) throws(Fault) -> String {
        do {
            return try interpreter.call("renderFormula", [tex, mode])
        } catch let error as JavaScriptError {
            var message = error.message
            if message.hasPrefix("KaTeX parse error: ") { message.removeFirst("KaTeX parse error: ".count) }
            for marker in [" at position ", " at end of input: "] {
                if let range = message.range(of: marker) { message = String(message[..<range.lowerBound]) }
            }
            throw Fault(message: message, position: error.position)
        } catch {
            throw Fault(message: "\(error)", position: nil)
        }
    }
}

/// Source code to HTML with its tokens marked, by highlight.js.
final class Highlighter: Sendable {
    private let interpreter: LazyInterpreter
    private let cache: SnippetCache

    init(library: JavaScriptLibraries, cache: SnippetCache) {
        interpreter = LazyInterpreter(
            library: library.highlight,
            script: """
                function highlightCode(code, language) {
                    return hljs.getLanguage(language) ? hljs.highlight(language, code, true).value : "";
                }
                """)
        self.cache = cache
    }

    /// The code, escaped; with marked tokens where the language is known.
    func render(_ code: String, language: String?) -> String {
        guard let language,
            let marked = try? cache.snippet(
                "code \(language) \(code)", make: { try interpreter.call("highlightCode", [code, language]) }),
            !marked.isEmpty
        else { return escaped(code) }
        return marked
    }
}

/// Where the system keeps the JavaScript libraries.
struct JavaScriptLibraries: Sendable {
    let katex: URL
    let katexStyle: URL
    let katexFonts: URL
    let highlight: URL

    /// The libraries of the system, or a `Diagnostic` that names the package to install.
    static func find(in root: URL = URL(filePath: "/usr/share/javascript")) throws -> JavaScriptLibraries {
        func file(_ path: String, package: String) throws -> URL {
            let url = root.appending(path: path)
            guard FileManager.default.isReadableFile(atPath: url.path) else {
                throw Diagnostic(
                    "\(url.path) is missing", remedy: "Install it: apt-get install \(package) (assets/setup.sh does).")
            }
            return url
        }
        return JavaScriptLibraries(
            katex: try file("katex/katex.min.js", package: "libjs-katex"),
            katexStyle: try file("katex/katex.min.css", package: "libjs-katex"),
            katexFonts: try file("katex/fonts", package: "fonts-katex"),
            highlight: try file("highlight.js/highlight.min.js", package: "libjs-highlight.js"))
    }
}
