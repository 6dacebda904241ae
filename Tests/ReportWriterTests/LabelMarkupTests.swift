import LightMarkup
import Testing

@testable import ReportWriter

@Suite("Light markup") struct LabelMarkupTests {
    @Test(
        "Marks become elements, and what is no mark stays as it is",
        arguments: [
            ("rank *k*", "rank <em>k</em>"), ("**most** of it", "<strong>most</strong> of it"),
            ("λ_{k}^{2}", "λ<sub>k</sub><sup>2</sup>"), ("M* and PMI*", "M* and PMI*"),
            ("2 * 3 * 4", "2 * 3 * 4"), ("a_b and x^2", "a_b and x^2"), ("*open", "*open"), ("_{open", "_{open"),
            ("\\*k\\*", "*k*"), ("*s_{k}*", "<em>s<sub>k</sub></em>"), ("<b> & \"q\"", "&lt;b&gt; &amp; &quot;q&quot;"),
            ("error $\\le 5\\%$", "error [\\le 5\\%]"), ("costs 5 $", "costs 5 $"), ("$$", "$$"), ("", ""), ("*", "*"),
            ("_", "_"), ("^{", "^{"), ("***", "***"), ("\\", "\\"),
        ])
    func markup(source: String, html: String) {
        #expect(Markup(source).html { "[\($0)]" } == html)
    }
}
