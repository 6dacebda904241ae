import BookModel
import Computation
import Foundation

/// Files that are written beside their places first, and put there together when all of them are whole: where one cannot
/// be written, none has changed.
final class StagedFiles {
    private let name: (URL) -> String
    private var replacements: [(file: URL, replacement: Replacement)] = []
    private var keptNames: [(folder: URL, names: Set<String>)] = []

    /// - Parameter name: What messages call a file.
    init(name: @escaping (URL) -> String) { self.name = name }

    /// Writes a file beside its place; its folder is made where there is none. One that has this content already is left
    /// alone.
    func stage(_ data: Data, for file: URL) throws(Diagnostic) {
        if FileManager.default.contents(atPath: file.path) == data { return }
        let replacement = Replacement(of: file)
        try guardingWrites(to: file) {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try replacement.write { writer in try data.withUnsafeBytes(writer.write) }
        }
        replacements.append((file, replacement))
    }

    /// Whatever else is in the folder goes when the files are put in their places.
    func keepOnly(_ names: Set<String>, in folder: URL) throws(Diagnostic) {
        try guardingWrites(to: folder) {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }
        keptNames.append((folder, names))
    }

    /// Puts all files in their places.
    func finish() throws(Diagnostic) {
        for (file, replacement) in replacements { try guardingWrites(to: file) { try replacement.finish() } }
        replacements = []
        for (folder, names) in keptNames {
            for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
            where !names.contains(name) {
                try? FileManager.default.removeItem(at: folder.appending(path: name))
            }
        }
        keptNames = []
    }

    private func guardingWrites(to file: URL, _ body: () throws -> Void) throws(Diagnostic) {
        do { try body() } catch {
            let reason =
                switch error {
                case FileError.inaccessible(_, let reason): reason
                case let error as FileError: "\(error)"
                default: error.localizedDescription
                }
            throw Diagnostic(
                "cannot write \(name(file))", explanation: reason,
                remedy: "Make the folder writable, or free some space.")
        }
    }
}
