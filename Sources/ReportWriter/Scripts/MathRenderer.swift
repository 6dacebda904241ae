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
                    // What expansions may add up to does not depend on how the formula's length is shared among them.
                    const maxExpand = Math.min(1000, Math.max(50, 1e6 / tex.length));
                    return katex.renderToString(tex, {
                        displayMode: mode === "display", output: "htmlAndMathml", throwOnError: true,
                        strict: "ignore", trust: false, maxSize: 40, maxExpand
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

    /// How many characters a formula may have: pages of them.
    private static let longest = 20_000

    private func set(_ tex: String, _ mode: String) throws(Fault) -> String {
        guard tex.utf16.count <= Self.longest else {
            throw Fault(message: "it has more than \(Self.longest) characters", position: nil)
        }
        do {
            return try interpreter.call("renderFormula", [tex, mode])
        } catch let error as JavaScriptError {
            if error.isTimeout {
                throw Fault(message: "to set it takes too long", position: nil)
            }
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

    /// Lines beyond this length, in UTF-8, nobody reads for their colours; the patterns of some languages take a time
    /// that grows as its square: 9 s for 16 kB of C.
    static let longestLine = 500
    /// Likewise for the whole.
    static let mostCode = 200_000

    private static func isTooLong(_ code: String) -> Bool {
        code.utf8.count > mostCode
            || code.utf8.split(separator: UInt8(ascii: "\n")).contains { $0.count > longestLine }
    }

    /// The code, escaped; with marked tokens where the language is known and the code not too long.
    func render(_ code: String, language: String?) -> String {
        guard let language, !Self.isTooLong(code),
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
