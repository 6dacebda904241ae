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
