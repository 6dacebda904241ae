public import BookModel
public import Files
public import Foundation

/// The code of chapters that the user has approved, for builds that run nothing else.
///
/// A chapter is a program with the user's rights. What is approved is its code to the letter, with what the book shares
/// among its chapters: a change of either has to be approved anew. Scripts and templates of the book's own theme run where
/// the report is printed and read, and are approved likewise. Prose, parameters and style sheets are not code, and a corpus
/// is only read.
public struct ApprovedCode: Sendable {
    /// A line for each approved code: its fingerprint.
    public let file: URL

    /// The user's own file: `w2vbook/approved` in `XDG_DATA_HOME`, by default `~/.local/share`. It is outside of all books,
    /// so that no book can approve itself.
    public init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        file = UserData.folder(environment: environment).appending(path: "approved")
    }

    /// Whether this code was approved; not where the file cannot be read.
    public func contains(_ code: Fingerprint) -> Bool { fingerprints.contains(code.description) }

    /// Approves code, beside what is approved already. The file is written in one piece; who approves at the same time
    /// waits, so that no approval is lost.
    ///
    /// - Throws: A ``Diagnostic`` where the file cannot be written, or is there and cannot be read.
    public func add(_ codes: [Fingerprint]) throws(Diagnostic) {
        do {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            let lock = try FileLock(lockFile(of: file)) {}
            defer { lock.release() }
            let isThere = FileManager.default.fileExists(atPath: file.path)
            let known = isThere ? Self.lines(of: try Data(contentsOf: file)) : []
            let lines = known.union(codes.map(\.description)).sorted()
            try FileWriter.replace(file, with: Array((lines.joined(separator: "\n") + "\n").utf8))
        } catch {
            throw Diagnostic(
                "cannot write \(file.path)",
                explanation: (error as? FileError).map { "\($0)" } ?? error.localizedDescription,
                remedy: "Make the folder writable, or name another in XDG_DATA_HOME.")
        }
    }

    private var fingerprints: Set<String> { (try? Data(contentsOf: file)).map(Self.lines) ?? [] }

    private static func lines(of content: Data) -> Set<String> {
        Set(String(decoding: content, as: UTF8.self).split(separator: "\n").map(String.init))
    }
}

extension BookPlan {
    /// The fingerprints of the code of the chapters that may run.
    var codes: [(chapter: Chapter, code: Fingerprint)] {
        sources.filter { $0.isRunnable && isWanted($0) }.map { source in
            (source.chapter, Fingerprint(of: ChapterCode.codeIdentity(of: source.chapter, shared: shared)))
        }
    }

    /// The scripts and templates of the book's own theme, as messages name them, and their fingerprint; `nil` where it has
    /// none.
    ///
    /// - Throws: A ``Diagnostic`` for one that cannot be read.
    func themeCode() throws(Diagnostic) -> (files: [String], code: Fingerprint)? {
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.theme.path)) ?? []).sorted()
            .filter { $0.hasSuffix(".js") || $0.hasSuffix(".mustache") }
        if names.isEmpty { return nil }
        var inputs: [Fingerprint] = []
        for name in names {
            let file = folder.theme.appending(path: name)
            do { inputs += [Fingerprint(of: name), try Fingerprint(ofFile: file)] } catch {
                throw Diagnostic("cannot read \(folder.name(of: file))", explanation: "\(error)")
            }
        }
        return (
            names.map { folder.name(of: folder.theme.appending(path: $0)) },
            Fingerprint(operation: "theme", parameters: [:], inputs: inputs)
        )
    }

    /// - Throws: A ``BuildFailure`` with an error for each chapter whose code was not approved, and one for the theme.
    func requireApproval(_ approved: ApprovedCode) throws {
        let unknown = codes.filter { !approved.contains($0.code) }
        var faults: [Diagnostic] = []
        if let theme = try themeCode(), !approved.contains(theme.code) {
            faults.append(
                Diagnostic(
                    "the code of the theme has not been approved",
                    at: SourceLocation(file: theme.files[0], line: 1),
                    explanation: "Scripts and templates run where the book is printed and read: "
                        + "\(theme.files.joined(separator: ", ")).",
                    remedy: "Read them, then approve them: w2vbook trust --theme"))
        }
        guard !(unknown.isEmpty && faults.isEmpty) else { return }
        throw BuildFailure(
            faults
                + unknown.map { chapter, _ in
                    Diagnostic(
                        "the code of \(chapter.name) has not been approved",
                        at: SourceLocation(file: chapter.file, line: 1),
                        explanation: "A chapter is a program with your rights; nothing was run.",
                        remedy: "Read its code, then approve it: w2vbook trust \(chapter.name)")
                })
    }
}
