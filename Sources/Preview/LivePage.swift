import Files
import Foundation

/// A page with the preview's script, which its policy allows by the script's sum.
enum LivePage {
    private static let script =
        (try? String(contentsOf: Bundle.module.bundleURL.appending(path: "live.js"), encoding: .utf8)) ?? ""
    private static let source = "'sha256-\(Fingerprint(of: script).base64)'"

    /// - Parameters:
    ///   - html: A page of a book. One without a policy stays without.
    ///   - page: By what name the script knows the page.
    static func adding(to html: String, page: String) -> String {
        var html = html
        let element = "<script data-page=\"\(page)\">\(script)</script>"
        if let end = html.range(of: "</body>", options: .backwards) {
            html.insert(contentsOf: element + "\n", at: end.lowerBound)
        } else {
            html += element
        }
        // The policy stands in the head; what the text says of policies is not meant.
        guard let policy = html.range(of: "<meta http-equiv=\"Content-Security-Policy\" content=\""),
            let scripts = html.range(of: "script-src ", range: policy.upperBound..<html.endIndex)
        else { return html }
        html.insert(contentsOf: "\(source) ", at: scripts.upperBound)
        html.insert(contentsOf: "connect-src 'self'; ", at: policy.upperBound)
        return html
    }

    /// What is shown until there is a page.
    static func waiting(page: String) -> String {
        adding(
            to: """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src ">
                <meta name="color-scheme" content="light dark">
                <title>The book is being built</title>
                </head>
                <body>
                <p>The book is being built; it appears here by itself.</p>
                </body>
                </html>

                """, page: page)
    }
}
