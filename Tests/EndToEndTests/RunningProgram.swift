import Foundation
import ProgramRunner
import Testing

/// `w2vbook` while it runs in a book's folder; killed with its owner.
final class RunningProgram {
    private let process: Process
    private let log: TemporaryFile
    private let folder: URL

    init(_ program: Program, _ arguments: [String], in folder: URL) throws {
        self.folder = folder
        log = try TemporaryFile()
        process = try program.start(arguments, in: folder, messages: log.handle)
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    /// What it wrote on standard error so far.
    var messages: String { (try? log.content) ?? "" }

    /// Waits until the condition holds, at most for a minute.
    func wait(_ what: String, until condition: () async throws -> Bool) async throws {
        for _ in 0..<2400 {
            if (try? await condition()) == true { return }
            try await Task.sleep(for: .milliseconds(25))
        }
        Issue.record("this did not happen: \(what)\n\(messages)")
    }

    /// Asks it to stop, as Ctrl-C does, and returns its status.
    func interrupt() async throws -> Int32 {
        kill(process.processIdentifier, SIGINT)
        try await wait("the end after SIGINT") { !process.isRunning }
        return process.isRunning ? -1 : process.terminationStatus
    }

    /// The processes that run in the book's folder, by their command lines: it and all that it started.
    var processes: [String] {
        let path = folder.resolvingSymlinksInPath().path
        return ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { name in
            guard Int(name) != nil,
                (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(name)/cwd")) == path,
                let line = FileManager.default.contents(atPath: "/proc/\(name)/cmdline"), !line.isEmpty
            else { return nil }
            return String(decoding: line, as: UTF8.self).replacing("\0", with: " ")
        }
    }
}
