import Foundation
import ProgramRunner
import TestSupport
import Testing

/// A process that is killed at each of its system calls that change the file system, one after the other.
@Suite("Stores of processes that are killed") struct KilledProcessTests {
    /// The last number that a line with this beginning names.
    private func last(_ beginning: String, in output: String) -> Int? {
        output.split(separator: "\n").last { $0.hasPrefix(beginning) }.flatMap { Int($0.dropFirst(beginning.count)) }
    }

    @Test("No state that was kept is lost, and no result, wherever the process is killed")
    func states() async throws {
        try await withTemporaryFolder { folder in
            let keeper = Program.built("StateKeeper")
            let arguments = [folder.path, "3"]
            var number = 0
            var killed = 0
            var resumed: Set<Int> = []
            while true {
                number += 1
                try? FileManager.default.removeItem(at: folder)
                let first = try await Program.built("KillAtCall")
                    .run(["\(number)", folder.path, keeper.file.path] + arguments)
                let second = try await keeper.run(arguments)
                #expect(second.status == 0 && last("result ", in: second.output) == 3, "at call \(number): \(second)")
                if let start = last("begins at ", in: second.output) {
                    // What was said to be kept is there; what was about to be said may be.
                    #expect(start >= last("kept ", in: first.output) ?? 0, "at call \(number)")
                    resumed.insert(start)
                }
                let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
                #expect(left.count == 1 && left.first?.count == 64, "at call \(number): \(left)")
                if first.status == 0 { break }
                try #require(first.status == 128 + SIGKILL, "\(first)")
                killed += 1
            }
            #expect(killed > 30 && resumed == [0, 1, 2, 3])
        }
    }
}
