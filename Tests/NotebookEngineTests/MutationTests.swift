import BookModel
import NotebookEngine
import Testing

/// A generator with a fixed seed (SplitMix64, Steele, Lea and Flood 2014).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

@Suite("Damaged chapters")
struct MutationTests {
    private static let pieces = [
        "$", "$$", "`", "```", "```swift @run\n", "```swift @figure(\"a\", alt: \"b\")\n",
        "````markdown @exercise(\"a\")\n", "````markdown @solution(\"a\")\n", "````\n", "[", "]", "(", ")", "^[",
        "![",
        "[^fast]", "[^fast]: ", "@fig-a", "[@k]", "`= a`", "\n", "\n\n", "> ", "- ", "1. ", "    ", "\t", "|", "\\",
        "<",
        ">", "<a b=\"", "<!--", "{#eq-a}", "{#sec-b}", "# ", "=", "---", "*", "_", "~~", ": ", "é", "\u{100000}",
        "\r\n",
        "\u{0}", "https://a.b/c", "a@b.cd", "\"", "'", "$x$", "$$x$$", "[a](b)", "![a](b)",
    ]

    private func mutated(_ text: String, _ generator: inout SeededGenerator) -> String {
        var scalars = Array(text.unicodeScalars)
        for _ in 0..<Int.random(in: 1...8, using: &generator) {
            let place = Int.random(in: 0...scalars.count, using: &generator)
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: scalars.removeSubrange(place..<min(scalars.count, place + .random(in: 1...20, using: &generator)))
            case 1:
                let end = min(scalars.count, place + .random(in: 1...40, using: &generator))
                scalars.insert(contentsOf: scalars[place..<end], at: .random(in: 0...scalars.count, using: &generator))
            default:
                scalars.insert(
                    contentsOf: MutationTests.pieces.randomElement(using: &generator)!.unicodeScalars, at: place)
            }
        }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }

    @Test("Whatever is done to a chapter, it can be read, and what has a place stands there")
    func mutations() {
        var generator = SeededGenerator(state: 7)
        for round in 0..<3000 {
            let text = mutated(wholeChapter, &generator)
            let (chapter, diagnostics) = read(text)
            let program = ProgramGenerator.source(of: chapter, parameters: [])
            #expect(program.hasPrefix("import ChapterRuntime"))
            let lines = SourceText(text)
            for diagnostic in diagnostics {
                #expect(diagnostic.location.flatMap { lines.line($0.line) } != nil, "round \(round)")
            }
            // A null byte becomes a character of three bytes, and moves what follows it on its line.
            if !text.unicodeScalars.contains("\u{0}") {
                let wrong = misplaced(in: chapter, text: text)
                #expect(wrong == [], "round \(round): \(text.debugDescription)")
                if !wrong.isEmpty { return }
            }
        }
    }
}
