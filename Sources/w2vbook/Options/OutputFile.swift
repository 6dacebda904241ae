import ArgumentParser
import BookModel
import Embeddings
import Files
import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// The file that vectors are written to.
struct OutputFile: ParsableArguments {
    @Option(
        name: [.customLong("output"), .customShort("o")],
        help: ArgumentHelp(
            """
            The file to write: .txt or .vec for word2vec's text format, .bin for its binary format, .npy for a NumPy \
            array with its words in .words.tsv beside it.
            """, valueName: "file"),
        completion: .file())
    var path: String

    var url: URL { URL(filePath: path) }

    /// What is wrong with the name or its folder, before anything is computed.
    func check() throws {
        _ = try VectorFormat(of: url)
        let folder = url.deletingLastPathComponent()
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder), isFolder.boolValue else {
            throw Diagnostic("there is no folder \(folder.path)", remedy: "Make it first: mkdir -p \(folder.path)")
        }
        guard access(folder.path, W_OK) == 0 else { throw FileError.fromErrno(errno, path: folder.path) }
        if FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder), isFolder.boolValue {
            throw FileError.isDirectory(path: url.path)
        }
    }

    /// Writes the vectors and returns what was written, for people.
    func write(_ embedding: WordEmbedding) throws -> String {
        try embedding.write(to: url)
        let size = (try? url.resourceValues(forKeys: [.fileSizeKey]))?.fileSize ?? 0
        let words =
            try VectorFormat(of: url) == .npy ? ", and \(WordEmbedding.wordsFile(of: url).lastPathComponent)" : ""
        return "\(path), \(size.asBytes)\(words)"
    }
}
