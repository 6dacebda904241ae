import ArgumentParser
import BookModel
import Foundation
import NotebookEngine

/// Makes a small book that builds at once and explains itself.
struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a small book of your own, which builds at once and explains itself.")

    @Argument(help: "The folder of the book; it must not exist yet, or be empty.", completion: .directory)
    var folder: String

    func run() throws {
        let target = URL(filePath: folder)
        let template = try BookFolder.assets().appending(path: "new/chapters")
        let manager = FileManager.default
        let present = try? manager.contentsOfDirectory(atPath: target.path)
        guard present?.isEmpty ?? !manager.fileExists(atPath: target.path) else {
            throw Diagnostic(
                "\(folder) is there already", explanation: "Nothing was written.",
                remedy: "Name a folder that does not exist yet, or an empty one.")
        }
        do {
            try manager.createDirectory(at: target, withIntermediateDirectories: true)
            try manager.copyItem(at: template, to: target.appending(path: "chapters"))
            try Data("/output/\n".utf8).write(to: target.appending(path: ".gitignore"))
        } catch {
            throw Diagnostic(
                "cannot write \(folder)", explanation: error.localizedDescription,
                remedy: "Make the folder writable, or free some space.")
        }
        print("made \(folder); build it with: cd \(folder) && w2vbook build")
    }
}
