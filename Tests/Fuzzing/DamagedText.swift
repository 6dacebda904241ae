extension Fuzzing {
    /// A text that is damaged at up to eight places: pieces of it are removed or stand elsewhere too, and `pieces` come in
    /// between. All of it is still characters.
    public static func damaged(
        _ text: String, with pieces: [String], using generator: inout some RandomNumberGenerator
    ) -> String {
        var scalars = Array(text.unicodeScalars)
        for _ in 0..<Int.random(in: 1...8, using: &generator) {
            let place = Int.random(in: 0...scalars.count, using: &generator)
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: scalars.removeSubrange(place..<min(scalars.count, place + .random(in: 1...20, using: &generator)))
            case 1:
                let end = min(scalars.count, place + .random(in: 1...40, using: &generator))
                scalars.insert(contentsOf: scalars[place..<end], at: .random(in: 0...scalars.count, using: &generator))
            default:
                scalars.insert(contentsOf: pieces.randomElement(using: &generator)!.unicodeScalars, at: place)
            }
        }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }

    /// What has a meaning in chapters.
    public static let chapterPieces = [
        "$", "$$", "`", "```", "```swift @run\n", "```swift @figure(\"a\", alt: \"b\")\n",
        "````markdown @exercise(\"a\")\n", "````markdown @solution(\"a\")\n", "````\n", "[", "]", "(", ")", "^[",
        "![",
        "[^fast]", "[^fast]: ", "@fig-a", "[@k]", "`= a`", "\n", "\n\n", "> ", "- ", "1. ", "    ", "\t", "|", "\\",
        "<",
        ">", "<a b=\"", "<!--", "{#eq-a}", "{#sec-b}", "# ", "=", "---", "*", "_", "~~", ": ", "é", "\u{100000}",
        "\r\n",
        "\u{0}", "https://a.b/c", "a@b.cd", "\"", "'", "$x$", "$$x$$", "[a](b)", "![a](b)",
    ]
}
