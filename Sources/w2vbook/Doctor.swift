import ArgumentParser
import BookModel
import Foundation
import NotebookEngine
import ReportWriter

/// Says what is installed, what is missing, and how to get it.
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say what is installed, what is missing, and how to get it.")

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let checks = compilerChecks() + [cacheCheck()] + toolChecks()
        if json {
            try printJSON(checks)
        } else {
            show(checks)
        }
        if checks.contains(where: { $0.found == nil && $0.isNeeded }) { throw Status.buildFailed }
    }

    private func show(_ checks: [Check]) {
        let width = checks.map(\.name.count).max() ?? 0
        for check in checks {
            let mark = check.found != nil ? "ok     " : check.isNeeded ? "MISSING" : "absent "
            print(
                "\(mark)  \(check.name.padding(toLength: width, withPad: " ", startingAt: 0))  "
                    + (check.found ?? "\(check.purpose). \(check.remedy)"))
        }
    }

    private struct Check: Encodable {
        var name: String
        /// Where it is, or `nil`.
        var found: String?
        var purpose: String
        var remedy: String
        /// Whether `build` fails without it.
        var isNeeded = false
    }

    /// The remedy for what the system's packages have.
    private var setup: String {
        let script = (try? BookFolder.assets())?.appending(path: "setup.sh").path
        return "Run: sh \(script ?? "assets/setup.sh")"
    }

    private func compilerChecks() -> [Check] {
        var checks: [Check] = []
        do throws(Diagnostic) {
            let toolchain = try Toolchain()
            checks.append(
                Check(name: "Swift compiler", found: toolchain.compiler.path, purpose: "", remedy: "", isNeeded: true))
        } catch {
            checks.append(
                Check(
                    name: "Swift compiler", found: nil, purpose: "Compiles chapters: \(error.summary)",
                    remedy: error.remedy ?? setup, isNeeded: true))
        }
        return checks
    }

    private func cacheCheck() -> Check {
        let name = "cache"
        do throws(Diagnostic) {
            return Check(name: name, found: try UserCache().folder.path, purpose: "", remedy: "", isNeeded: true)
        } catch {
            return Check(
                name: name, found: nil, purpose: "Programs and results are kept there: \(error.summary)",
                remedy: error.remedy ?? "", isNeeded: true)
        }
    }

    private func toolChecks() -> [Check] {
        return ReportTools.all.map { tool in
            Check(
                name: tool.name, found: tool.location, purpose: tool.purpose, remedy: "\(setup) (\(tool.package))",
                isNeeded: tool.isNeeded)
        }
            + [
                Check(
                    name: "gcide dictionary", found: existing("/usr/share/dictd/gcide.dict.dz"),
                    purpose: "The corpus gcide", remedy: "\(setup) (dict-gcide)")
            ]
    }

    private func existing(_ path: String) -> String? { FileManager.default.fileExists(atPath: path) ? path : nil }
}
