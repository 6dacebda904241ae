import Files

/// What a browser may load and run for a page, as a Content-Security-Policy.
///
/// A page needs nothing but itself, so everything is forbidden that is not listed: one script and one style sheet by the
/// SHA-256 of their text, images and fonts as `data:` addresses. Script and style attributes are forbidden too. Forms
/// lead nowhere and no `<base>` can bend the links. Links and downloads are the reader's own steps and are not covered.
struct ContentPolicy {
    /// The texts of the page's `<script>` elements, exactly as they stand between the tags.
    var scripts: [String]
    /// The texts of the page's `<style>` elements, likewise.
    var styles: [String]

    /// The value for `<meta http-equiv="Content-Security-Policy">`.
    var text: String {
        [
            "default-src 'none'", "script-src \(Self.sources(of: scripts))", "style-src \(Self.sources(of: styles))",
            "img-src data:", "font-src data:", "base-uri 'none'", "form-action 'none'",
        ].joined(separator: "; ")
    }

    /// The policy of a page whose script and style sheet are files beside it.
    static let ofSite = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src data:", "font-src data:",
        "base-uri 'none'", "form-action 'none'",
    ].joined(separator: "; ")

    private static func sources(of texts: [String]) -> String {
        texts.isEmpty ? "'none'" : texts.map { "'sha256-\(Fingerprint(of: $0).base64)'" }.joined(separator: " ")
    }
}
