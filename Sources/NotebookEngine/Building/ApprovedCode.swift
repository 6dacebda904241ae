public import BookModel
public import Computation
public import Foundation

/// The code of chapters that the user has approved, for builds that run nothing else.
///
/// A chapter is a program with the user's rights. What is approved is its code to the letter, with what the book shares
/// among its chapters: a change of either has to be approved anew. Prose, parameters and the look of the report are not
/// code that runs here, and a corpus is only read.
public struct ApprovedCode: Sendable {
    /// A line for each approved code: its fingerprint.
    public let file: URL

    /// The user's own file: `w2vbook/approved` in `XDG_DATA_HOME`, by default `~/.local/share`. It is outside of all books,
    /// so that no book can approve itself.
    public init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        let data = environment["XDG_DATA_HOME"].flatMap { $0.hasPrefix("/") ? URL(filePath: $0) : nil }
        let home = environment["HOME"].map { URL(filePath: $0) } ?? FileManager.default.homeDirectoryForCurrentUser
        file = (data ?? home.appending(path: ".local/share")).appending(path: "w2vbook/approved")
    }

    /// Whether this code was approved; not where the file cannot be read.
    public func contains(_ code: Fingerprint) -> Bool { fingerprints.contains(code.description) }

    /// Approves code, beside what is approved already. The file is written in one piece.
    ///
    /// - Throws: A ``Diagnostic`` where the file cannot be written.
    public func add(_ codes: [Fingerprint]) throws(Diagnostic) {
        let lines = fingerprints.union(codes.map(\.description)).sorted()
        do {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file, options: .atomic)
        } catch {
            throw Diagnostic(
                "cannot write \(file.path)", explanation: error.localizedDescription,
                remedy: "Make the folder writable, or name another in XDG_DATA_HOME.")
        }
    }

    private var fingerprints: Set<String> {
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return Set(text.split(separator: "\n").map(String.init))
    }
}

extension BookPlan {
    /// The fingerprints of the code of the chapters that may run.
    var codes: [(chapter: Chapter, code: Fingerprint)] {
        sources.filter { $0.isRunnable && isWanted($0) }.map { source in
            (source.chapter, Fingerprint(of: ChapterCode.codeIdentity(of: source.chapter, shared: shared)))
        }
    }

    /// - Throws: A ``BuildFailure`` with an error for each chapter whose code was not approved.
    func requireApproval(_ approved: ApprovedCode) throws {
        let unknown = codes.filter { !approved.contains($0.code) }
        guard !unknown.isEmpty else { return }
        throw BuildFailure(
            unknown.map { chapter, _ in
                Diagnostic(
                    "the code of \(chapter.name) has not been approved",
                    at: SourceLocation(file: chapter.file, line: 1),
                    explanation: "A chapter is a program with your rights; nothing was run.",
                    remedy: "Read its code, then approve it: w2vbook trust \(chapter.name)")
            })
    }
}
