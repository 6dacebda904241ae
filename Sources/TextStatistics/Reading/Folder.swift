import Computation
import Foundation

/// Whether a folder, or a symbolic link to one, is at the path.
func isFolder(_ path: URL) -> Bool {
    var status = stat()
    return stat(path.path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

/// The files of a folder and of the folders inside it that a corpus is made of.
///
/// What is hidden is left out (``isHidden(_:)``), and what is neither file nor folder. Symbolic links are followed;
/// each folder is visited once, so that links may form loops.
struct Folder {
    /// One file.
    struct File {
        /// Its path below the folder.
        let path: String
        let url: URL
        let size: Int
    }

    /// The files in the order of their paths' bytes.
    let files: [File]

    /// Lists the files; nothing is opened. Throws ``FileError``.
    init(_ folder: URL) throws {
        var files: [File] = []
        var visited: Set<FileIdentity> = [FileIdentity(try status(of: folder))]
        var pending = [""]
        while let path = pending.popLast() {
            var folders: [String] = []
            for name in try names(in: folder.appending(path: path)) where !isHidden(name) {
                let inner = path.isEmpty ? name : path + "/" + name
                let url = folder.appending(path: inner)
                let status = try status(of: url)
                switch status.st_mode & S_IFMT {
                case S_IFREG: files.append(File(path: inner, url: url, size: Int(status.st_size)))
                case S_IFDIR where visited.insert(FileIdentity(status)).inserted: folders.append(inner)
                default: break
                }
            }
            pending += folders.reversed()
        }
        self.files = files.sorted { precedes($0.path, $1.path) }
    }
}

private struct FileIdentity: Hashable {
    let device: UInt
    let number: UInt

    init(_ status: stat) {
        device = status.st_dev
        number = status.st_ino
    }
}

private func status(of path: URL) throws -> stat {
    var status = stat()
    guard stat(path.path, &status) == 0 else { throw FileError.fromErrno(errno, path: path.path) }
    return status
}

/// The names in a folder, sorted.
private func names(in folder: URL) throws -> [String] {
    do {
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted(by: precedes)
    } catch {
        throw FileError.inaccessible(path: folder.path, reason: "its files cannot be listed")
    }
}
