import BookModel
import Files
import Foundation
import NotebookEngine
import TestSupport
import Testing

@Suite("Approved code in its file")
struct ApprovedCodeTests {
    private func withApprovals(_ body: (ApprovedCode) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            try await body(ApprovedCode(environment: ["XDG_DATA_HOME": folder.path]))
        }
    }

    @Test("of approvals at the same time none is lost")
    func concurrency() async throws {
        try await withApprovals { approvals async throws in
            let codes = (0..<50).map { Fingerprint(of: "code \($0)") }
            await withTaskGroup(of: Void.self) { group in
                for code in codes { group.addTask { #expect(throws: Never.self) { try approvals.add([code]) } } }
            }
            for code in codes { #expect(approvals.contains(code)) }
            let folder = approvals.file.deletingLastPathComponent()
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["approved"])
        }
    }

    @Test("approvals that are there and cannot be read are not written over")
    func unreadable() async throws {
        try await withApprovals { approvals async throws in
            try FileManager.default.createDirectory(at: approvals.file, withIntermediateDirectories: true)
            #expect {
                try approvals.add([Fingerprint(of: "code")])
            } throws: {
                ($0 as? Diagnostic)?.summary == "cannot write \(approvals.file.path)"
            }
            #expect(isFolder(approvals.file))
        }
    }
}
