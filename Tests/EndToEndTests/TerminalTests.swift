import Foundation
import ProgramRunner
import Testing

/// How the program behaves on a terminal, and what it says of itself.
@Suite("On a terminal") struct TerminalTests {
    /// Runs a command on a terminal of its own, whose output it returns; `nil` where there is no `script` to make one.
    private func onTerminal(_ command: String, in book: BookFixture) async throws -> String? {
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/script") else { return nil }
        return try await book.shell("export w2vbook; /usr/bin/script -qec '\(command)' /dev/null").output
    }

    @Test("messages are in colour on a terminal, unless NO_COLOR is set and not empty")
    func colours() async throws {
        let book = try BookFixture("small")
        // The test runner itself may have set it.
        guard let coloured = try await onTerminal("env -u NO_COLOR $w2vbook build --set windw=3", in: book) else {
            return
        }
        #expect(coloured.contains("\u{1B}[1;31merror: unknown parameter"), "\(coloured)")
        #expect(
            try #require(try await onTerminal("NO_COLOR= $w2vbook build --set windw=3", in: book)).contains(
                "\u{1B}[1;31m"))
        let plain = try #require(await onTerminal("NO_COLOR=1 $w2vbook build --set windw=3", in: book))
        #expect(plain.hasPrefix("error: unknown parameter"), "\(plain)")
        #expect(!plain.contains("\u{1B}"))
        #expect(try await !book.run("build", "--set", "windw=3").messages.contains("\u{1B}"))
    }

    @Test("a build draws its live lines on a terminal alone, and --quiet is silent")
    func progress() async throws {
        let book = try BookFixture("small")
        let build = "$w2vbook build --format html --no-cache"
        if let live = try await onTerminal(build, in: book) {
            #expect(live.contains("  01-numbers: compiling\r\n  02-training: compiling\r\n"), "\(live)")
            #expect(live.contains("\u{1B}[2A\r\u{1B}[J"))
        }
        let quiet = try await book.run("build", "--format", "html", "--no-cache", "--quiet")
        #expect(quiet.status == 0)
        #expect(quiet.messages == "" && quiet.output == "")
    }

    @Test(
        "control characters of words, titles, prints, names and messages are shown, never sent, on a terminal and off it"
    )
    func foreignText() async throws {
        let book = try BookFixture("small")
        // What would change the window's title, the colours, and the direction of the line.
        let evil = "\u{1B}]0;x\u{7}\u{9B}31m\u{202E}"
        let shown = "\\u001B]0;x\\u0007\\u009B31m\\u202E"
        try book.edit(
            "chapters/01-numbers.md", replace: "# Numbers", with: "# Numbers \(evil)\n\n@fig-\(evil) [^\(evil)]\n\n##")
        try book.write(
            "# Prints\n\n```swift @run\nprint(\"said \(evil)\")\nlet oops: Int = \"\(evil)\"\n```\n",
            to: "chapters/02-training.md")
        try book.write("3 2\nw\(evil) 1 0\nw 1 0.5\nv 0 1\n", to: "vectors\(evil).txt")
        for name in ["google-analogies", "men", "wordsim353", "simlex999"] {
            try book.write("# nothing\n", to: "\(name).tsv")
        }
        let commands = [
            "$w2vbook build --format html", "$w2vbook build --set \(evil)=1", "$w2vbook build \(evil)",
            "$w2vbook evaluate vectors* --benchmarks . --neighbours w", "$w2vbook evaluate none\(evil).txt",
            "$w2vbook \(evil)", "$w2vbook corpus info \(evil)", "$w2vbook train none\(evil) -o x.txt",
        ]
        for command in commands {
            let quoted = command.replacing(evil, with: "\"\(evil)\"")
            let outcome = try await book.shell(quoted)
            for text in [outcome.output, outcome.messages] {
                #expect(
                    !text.unicodeScalars.contains { "\u{1B}\u{7}\u{9B}\u{202E}".unicodeScalars.contains($0) },
                    "\(quoted)")
            }
            #expect((outcome.output + outcome.messages).contains(shown), "\(quoted): \(outcome.messages)")
            guard let live = try await onTerminal(quoted, in: book) else { continue }
            // Our own sequences are colours and the live lines.
            let foreign = live.replacing(/\u{1B}\[(1;3[136]m|0m|[0-9]+A\r\u{1B}\[J)/, with: "")
            #expect(
                !foreign.unicodeScalars.contains { "\u{1B}\u{7}\u{9B}\u{202E}".unicodeScalars.contains($0) },
                "\(foreign)")
        }
        let json = try await book.shell("\"$w2vbook\" evaluate vectors* --benchmarks . --neighbours w --json")
        #expect(!json.output.unicodeScalars.contains("\u{9B}"))
        #expect((try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]) != nil)
    }

    @Test("the manual page has every command and option that help shows")
    func manualPage() async throws {
        let book = try BookFixture("small")
        let page = try await book.run("man").output
        #expect(page.hasPrefix(".TH W2VBOOK 1 \"\" \"w2vbook "))
        let help = try await book.run("--help").output
        let commands = help.matches(of: /\n  ([a-z]+) +[A-Z]/).map { String($0.1) }
        #expect(commands.contains("serve") && commands.contains("corpus"))
        for command in commands where command != "help" {
            #expect(page.contains(".SS w2vbook \(command)"), "no \(command)")
        }
        let options = try await book.run("build", "--help").output.matches(of: /\n  --([a-z-]+)/).map { String($0.1) }
        for option in options where option != "version" {
            #expect(page.contains(".B \\-\\-\(option.replacing("-", with: "\\-"))"), "no --\(option)")
        }
        #expect(!page.contains("run\\-chapter"))
    }

    @Test("shells can complete commands and options", arguments: ["bash", "zsh", "fish"])
    func completions(shell: String) async throws {
        let outcome = try await BookFixture("small").run("--generate-completion-script", shell)
        #expect(outcome.status == 0)
        for word in ["serve", "why", "trust", "corpus", "untrusted"] { #expect(outcome.output.contains(word)) }
    }
}
