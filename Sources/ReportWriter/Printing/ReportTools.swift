import Foundation
import Subprocess
import SystemPackage

/// Something of the system that reports are made with, and where it is.
public struct ReportTool: Sendable {
    /// What it is called.
    public let name: String
    /// What it is for, as a half sentence.
    public let purpose: String
    /// The Debian package that brings it.
    public let package: String
    /// Where it was found; `nil` when it is missing.
    public let location: String?
    /// Whether there is no report without it; the others make it more beautiful.
    public let isNeeded: Bool
}

/// The programs, libraries and fonts of the system that reports are made with.
public enum ReportTools {
    /// All of them, where they are at this moment.
    public static var all: [ReportTool] {
        let libraries = Result { try JavaScriptLibraries.find() }
        let faces: [FontSubsets.Face] = [.text, .interface, .code]
        return [
            ReportTool(
                name: "KaTeX", purpose: "Sets formulas", package: "libjs-katex, fonts-katex",
                location: try? libraries.get().katex.path, isNeeded: true),
            ReportTool(
                name: "highlight.js", purpose: "Colours code", package: "libjs-highlight.js",
                location: try? libraries.get().highlight.path, isNeeded: true),
            ReportTool(
                name: "Chromium", purpose: "Prints the PDF", package: "chromium-headless-shell or chromium",
                location: PDFPrinter.find()?.browser.path, isNeeded: false),
            ReportTool(
                name: "hb-subset", purpose: "Makes fonts small enough to embed", package: "libharfbuzz-bin",
                location: ExternalTool.find("hb-subset")?.path, isNeeded: false),
            ReportTool(
                name: "woff2_compress", purpose: "Packs the fonts of the page", package: "woff2",
                location: ExternalTool.find("woff2_compress")?.path, isNeeded: false),
        ]
            + faces.map { face in
                ReportTool(
                    name: face.family, purpose: "A font of the page", package: face.package,
                    location: FontSubsets.find(face.file)?.path, isNeeded: false)
            }
    }
}

/// Programs that the writer runs.
enum ExternalTool {
    enum Failure: Error, Hashable {
        /// The time was over; the program and all that it started were killed.
        case timedOut
        /// What the program wrote to its standard error, when it did not end well.
        case failed(message: String)
    }

    /// The program's file in the folders of a search path; by default the environment's.
    static func find(_ name: String, in path: String? = nil) -> URL? {
        let path = path ?? ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return path.split(separator: ":").map { URL(filePath: String($0)).appending(path: name) }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }

    /// Runs a program to its end, in a session of its own so that the processes it starts can be ended with it.
    /// A cancelled task kills it too. Returns what it wrote to its standard output, which may be 16 MiB.
    @discardableResult
    static func run(_ program: URL, _ arguments: [String], timeout: Duration) async throws -> String {
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = [
            .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .milliseconds(100))
        ]
        return try await withThrowingTaskGroup(of: String.self) { [options] group in
            group.addTask {
                let result = try await Subprocess.run(
                    .path(FilePath(program.path)), arguments: Arguments(arguments), platformOptions: options,
                    output: .string(limit: 16 << 20), error: .string(limit: 1 << 20))
                guard result.terminationStatus.isSuccess else {
                    throw Failure.failed(message: result.standardError)
                }
                return result.standardOutput
            }
            group.addTask {
                try await Task.sleep(for: timeout)
                throw Failure.timedOut
            }
            defer { group.cancelAll() }
            return try await group.next()!
        }
    }
}
