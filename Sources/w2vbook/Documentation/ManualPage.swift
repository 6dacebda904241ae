import ArgumentParser
import Foundation

/// Prints the manual page.
struct Man: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the manual page: w2vbook man | man -l -",
        discussion: "It says what --help says of each command, on one page.")

    func run() throws { print(try ManualPage(W2VBook.self).text, terminator: "") }
}

/// The manual page of a program, in the language of `man`, made from what its commands say of themselves.
struct ManualPage {
    private let program: Command

    /// What the argument parser knows of a command, as it writes it in JSON.
    private struct Command: Decodable {
        var commandName: String
        var shouldDisplay: Bool
        var abstract: String?
        var discussion: String?
        var subcommands: [Command]?
        var arguments: [Argument]?
    }

    fileprivate struct Argument: Decodable {
        struct Name: Decodable {
            var kind: String
            var name: String

            var text: String { (kind == "long" ? "--" : "-") + name }
        }
        var kind: String
        var shouldDisplay: Bool
        var isOptional: Bool
        var isRepeating: Bool
        var names: [Name]?
        var valueName: String?
        var defaultValue: String?
        var abstract: String?
    }

    init(_ program: any ParsableCommand.Type) throws {
        struct Dump: Decodable { var command: Command }
        self.program = try JSONDecoder().decode(Dump.self, from: Data(program._dumpHelp().utf8)).command
    }

    /// The page. It does not depend on the day.
    var text: String {
        let name = program.commandName
        return """
            .TH \(name.uppercased()) 1 "" "\(name) \(Program.version)" "User commands"
            .SH NAME
            \(name) \\- \(Self.escaped(program.abstract ?? ""))
            .SH SYNOPSIS
            .B \(name)
            .I command
            [options]
            .SH COMMANDS

            """ + commands(of: program, path: [name]) + """
                .SH EXIT STATUS
                0 when all is well, 1 when a claim does not hold or a figure differs, 2 when something could not be done, 64
                when the command line makes no sense, 130 when the user stopped it.
                .SH ENVIRONMENT
                .TP
                .B NO_COLOR
                When set and not empty, messages have no colours.

                """
    }

    private func commands(of command: Command, path: [String]) -> String {
        (command.subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" }.map { inner in
            let path = path + [inner.commandName]
            if let subcommands = inner.subcommands, !subcommands.isEmpty { return commands(of: inner, path: path) }
            let arguments = (inner.arguments ?? []).filter { $0.shouldDisplay && $0.isOfCommand }
            let usage = arguments.filter { $0.kind == "positional" }.map(\.usage)
            let options = arguments.contains { $0.kind != "positional" } ? ["[options]"] : []
            let heading = (path + usage + options).joined(separator: " ")
            return ".SS \(Self.escaped(heading))\n"
                + [inner.abstract, inner.discussion].compactMap { $0 }.map { Self.escaped($0) + "\n.PP\n" }.joined()
                + arguments.map { Self.entry($0) }.joined()
        }.joined()
    }

    private static func entry(_ argument: Argument) -> String {
        let names = (argument.names ?? []).map(\.text)
        let value = argument.kind == "flag" ? "" : "<\(argument.valueName ?? "value")>"
        let term =
            argument.kind == "positional" ? value : names.joined(separator: ", ") + (value.isEmpty ? "" : " " + value)
        let usual = argument.defaultValue.map { $0.isEmpty ? "" : " (by default \($0))" } ?? ""
        return ".TP\n.B \(escaped(term))\n\(escaped((argument.abstract ?? "") + usual))\n"
    }

    /// A text as `man` shows it: hyphens of options can be copied, and nothing is taken for a request.
    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
            .split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.hasPrefix(".") || $0.hasPrefix("'") ? "\\&" + $0 : String($0) }
            .map { $0.isEmpty ? ".PP" : $0 }
            .joined(separator: "\n")
    }
}

extension ManualPage.Argument {
    /// Whether the command itself declares it; each one has the other two.
    fileprivate var isOfCommand: Bool { !(names ?? []).contains { ["help", "version"].contains($0.name) } }

    fileprivate var usage: String {
        let name = "<\(valueName ?? "value")>" + (isRepeating ? "..." : "")
        return isOptional ? "[\(name)]" : name
    }
}
