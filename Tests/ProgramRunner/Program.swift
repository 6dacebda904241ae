public import Foundation
import NotebookEngine

/// A program for tests to run to its end, or beside them.
public struct Program: Sendable {
    /// What a run left.
    public struct Outcome: Sendable {
        /// The exit status, or the number of the signal that ended it.
        public var status: Int32
        /// What it wrote on standard output.
        public var output: String
        /// What it wrote on standard error.
        public var messages: String
    }

    /// After how many seconds a program that does not end is killed, so that no test waits for ever.
    private static let patience = 600

    private static let turns = AsyncSemaphore(ProcessInfo.processInfo.activeProcessorCount)

    /// Its file.
    public let file: URL

    private let variables: [String: String]
    private let first: [String]

    /// The program in this file; these variables are in its environment besides what is in the tests'.
    public init(_ file: URL, variables: [String: String] = [:]) { self.init(file, variables: variables, first: []) }

    /// The program that the system finds under this name.
    public init(named name: String, variables: [String: String] = [:]) {
        self.init(URL(filePath: "/usr/bin/env"), variables: variables, first: [name])
    }

    /// The program of this package that has this name, built beside the tests.
    public static func built(_ name: String) -> Program {
        let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        return Program(tests.deletingLastPathComponent().appending(path: name))
    }

    private init(_ file: URL, variables: [String: String], first: [String]) {
        self.file = file
        self.variables = variables
        self.first = first
    }

    /// Runs it in its turn, and waits for its end.
    ///
    /// As many programs run at once as there are processors: more would starve each other, and some have time limits.
    /// No thread waits, for tests share that many, too: a few that waited would stop all others, among them the servers
    /// that tests start within their own process.
    ///
    /// - Parameter folder: Where it runs; by default where the tests do.
    public func run(_ arguments: [String], in folder: URL? = nil) async throws -> Outcome {
        try await Program.turns.run { try await finish(arguments, in: folder) }
    }

    private func finish(_ arguments: [String], in folder: URL?) async throws -> Outcome {
        // Files, not pipes: a pipe that nobody reads while the program runs would fill up and stop it.
        let files = try (0..<2).map { _ in try TemporaryFile() }
        let (ends, end) = AsyncStream.makeStream(of: Void.self)
        let process = try start(arguments, in: folder, output: files[0].handle, messages: files[1].handle) {
            end.finish()
        }
        let killing = DispatchWorkItem { kill(process.processIdentifier, SIGKILL) }
        DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(Program.patience), execute: killing)
        for await _ in ends {}
        killing.cancel()
        return Outcome(
            status: process.terminationStatus, output: try files[0].content, messages: try files[1].content)
    }

    /// What the program finds in its environment: what the tests found in theirs, but for what tells that they run in
    /// CI, where `w2vbook check` behaves differently. A test of that says so itself.
    private static var environment: [String: String] {
        ProcessInfo.processInfo.environment.filter { !["CI", "GITHUB_ACTIONS"].contains($0.key) }
    }

    /// Starts it, and goes on.
    ///
    /// The threads that tests run on block most signals, which programs would inherit; a shell that waits for its
    /// children would then never hear of their end.
    public func start(
        _ arguments: [String], in folder: URL? = nil, output: FileHandle = .nullDevice, messages: FileHandle,
        whenEnded: (@Sendable () -> Void)? = nil
    ) throws -> Process {
        let process = Process()
        if let whenEnded { process.terminationHandler = { _ in whenEnded() } }
        process.executableURL = file
        process.arguments = first + arguments
        process.currentDirectoryURL = folder
        process.environment = Program.environment.merging(variables) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = messages
        var none = sigset_t()
        sigemptyset(&none)
        var blocked = sigset_t()
        pthread_sigmask(SIG_SETMASK, &none, &blocked)
        defer { pthread_sigmask(SIG_SETMASK, &blocked, nil) }
        try process.run()
        return process
    }
}

/// A file that is removed with its owner.
public final class TemporaryFile {
    private let url = FileManager.default.temporaryDirectory.appending(path: "w2vbook-program-\(UUID().uuidString)")
    /// For writing.
    public let handle: FileHandle

    /// An empty file.
    public init() throws {
        try Data().write(to: url)
        handle = try FileHandle(forWritingTo: url)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// What was written so far.
    public var content: String {
        get throws { String(decoding: try Data(contentsOf: url), as: UTF8.self) }
    }
}
