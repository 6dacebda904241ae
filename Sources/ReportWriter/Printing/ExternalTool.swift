import Foundation
import Subprocess
import SystemPackage

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
