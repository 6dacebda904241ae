import BookModel
import Testing

@testable import ChapterRuntime

@Suite("Numbers in prose and tables") struct FormattingTests {
    @Test(
        "Significant digits, with commas and powers of ten where they help",
        arguments: [
            (878.4123, 4, "878.4"), (0.012345, 3, "0.0123"), (3000.0, 4, "3,000"), (999.96, 4, "1,000"),
            (999_999.9, 3, "1.00·10⁶"), (12345.678, 2, "12,346"), (-0.5, 1, "−0.5"), (1.2e-9, 2, "1.2·10⁻⁹"),
            (0.0001, 1, "0.0001"), (0.00009999, 1, "0.0001"), (0, 3, "0"), (.infinity, 3, "∞"),
            (.nan, 3, "not a number"),
        ] as [(Double, Int, String)])
    func significant(value: Double, digits: Int, text: String) {
        #expect(value.formatted(digits: digits) == text)
    }

    @Test(
        "Decimals, with no sign on a rounded zero",
        arguments: [
            (0.7642, 3, "0.764"), (-0.0004, 3, "0.000"), (-1.5, 1, "−1.5"), (1234567.891, 1, "1,234,567.9"),
        ] as [(Double, Int, String)])
    func decimals(value: Double, decimals: Int, text: String) { #expect(value.fixed(decimals) == text) }

    @Test("Per cent and whole numbers")
    func percentAndWhole() {
        #expect(0.742.percent() == "74.2%")
        #expect(1.0.percent(0) == "100%")
        #expect(24667.grouped == "24,667")
        #expect((-1000).grouped == "−1,000")
        #expect(7.grouped == "7")
    }

    @Test("Inline values have four digits and no zeros that say nothing")
    func inline() {
        #expect(inlineText(4.0) == "4")
        #expect(inlineText(0.25) == "0.25")
        #expect(inlineText(878.4123) == "878.4")
        #expect(inlineText(2_500_000.0) == "2.5·10⁶")
        #expect(inlineText(1e-6) == "10⁻⁶" && inlineText(-1e9) == "−10⁹" && inlineText(2.1e-6) == "2.1·10⁻⁶")
        #expect(inlineText(Float(0.5)) == "0.5")
        #expect(inlineText(3000) == "3,000")
        #expect(inlineText("word") == "word")
    }
}
