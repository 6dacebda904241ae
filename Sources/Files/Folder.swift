package import Foundation

/// Whether a folder, or a symbolic link to one, is at the path.
package func isFolder(_ path: URL) -> Bool {
    var status = stat()
    return stat(path.path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

/// The files of a folder and of the folders inside it that a corpus is made of.
///
/// What is hidden is left out (``isHidden(_:)``), and what is neither file nor folder. Symbolic links are followed;
/// each folder is visited once, so that links may form loops.
package struct Folder {
    /// One file.
    package struct File {
        /// Its path below the folder.
        package let path: String
        package let url: URL
        package let size: Int
        /// When it was last written, in seconds since 1970.
        package let date: Double
    }

    /// The files in the order of their paths' bytes.
    package let files: [File]

    /// Lists the files; nothing is opened.
    ///
    /// - Parameter isPatient: Whether what cannot be looked at, such as a link that leads nowhere, is left out instead of
    ///   being an error.
    /// - Throws: ``FileError``.
    package init(_ folder: URL, isPatient: Bool = false) throws {
        func attempt<Value>(_ body: () throws -> Value) throws -> Value? {
            do { return try body() } catch {
                if isPatient { return nil }
                throw error
            }
        }
        var files: [File] = []
        var visited: Set<FileIdentity> = [FileIdentity(try status(of: folder))]
        var pending = [""]
        while let path = pending.popLast() {
            var folders: [String] = []
            for name in try attempt({ try names(in: folder.appending(path: path)) }) ?? [] where !isHidden(name) {
                let inner = path.isEmpty ? name : path + "/" + name
                let url = folder.appending(path: inner)
                guard let status = try attempt({ try status(of: url) }) else { continue }
                switch status.st_mode & S_IFMT {
                case S_IFREG:
                    let time = status.st_mtim
                    let date = Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
                    files.append(File(path: inner, url: url, size: Int(status.st_size), date: date))
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

/// Whether a path inside a folder or an archive is hidden, by its own name or by that of a folder above it: names that
/// start with a dot, and `__MACOSX`, which macOS adds to archives.
package func isHidden(_ path: String) -> Bool {
    path.utf8.split(separator: UInt8(ascii: "/")).contains { name in
        name.elementsEqual("__MACOSX".utf8)
            || name.first == UInt8(ascii: ".") && !name.elementsEqual(".".utf8) && !name.elementsEqual("..".utf8)
    }
}

/// The order in which texts are read: by the bytes of their paths, whatever the language of the system.
package func precedes(_ left: String, _ right: String) -> Bool { left.utf8.lexicographicallyPrecedes(right.utf8) }

/// How many bytes a file has, or the files of a folder and of the folders in it; 0 where there is nothing.
package func sizeOnDisk(_ place: URL) -> Int {
    var status = stat()
    guard lstat(place.path, &status) == 0 else { return 0 }
    guard status.st_mode & S_IFMT == S_IFDIR else { return Int(status.st_size) }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
    return names.reduce(0) { $0 + sizeOnDisk(place.appending(path: $1)) }
}
