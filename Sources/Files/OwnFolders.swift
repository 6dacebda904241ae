import CRenaming
package import Foundation

/// Whether a symbolic link is at the path, wherever it leads.
package func isLink(_ path: URL) -> Bool { kind(of: path) == S_IFLNK }

/// Whether a file is at the path itself: no link to one, no folder, no device.
package func isFile(_ path: URL) -> Bool { kind(of: path) == S_IFREG }

/// What is at a path, a link being one; nil where there is nothing.
private func kind(of path: URL) -> mode_t? {
    var status = stat()
    return lstat(path.path, &status) == 0 ? status.st_mode & S_IFMT : nil
}

/// Makes the folders that lead from `top` to `folder`, a path below it, where they are missing.
///
/// `top` is what the user named and may be a link; what is below it may have come with somebody else's files, and where
/// a link stands for a folder there, writing would go astray.
///
/// - Throws: ``FileError/symbolicLink(path:)`` or ``FileError/notDirectory(path:)`` for the first thing below `top` that
///   is no folder, and for a `top` that is a file; others where a folder cannot be made.
package func makeFolders(from top: URL, to folder: URL) throws {
    do { try FileManager.default.createDirectory(at: top, withIntermediateDirectories: true) } catch {
        if kind(of: top).map({ $0 != S_IFDIR && $0 != S_IFLNK }) ?? false {
            throw FileError.notDirectory(path: top.path)
        }
        throw FileError.inaccessible(path: top.path, reason: "the folder cannot be made")
    }
    for place in try folders(from: top, to: folder) {
        if mkdir(place.path, 0o755) == 0 { continue }
        let code = errno
        guard code == EEXIST else { throw FileError.fromErrno(code, path: place.path) }
        try requireFolder(place)
    }
}

/// Makes sure that no folder on the way from `top` to `folder` is a link or a file; any of them may be missing. Throws as
/// ``makeFolders(from:to:)``.
package func requireFolders(from top: URL, to folder: URL) throws {
    for place in try folders(from: top, to: folder) where kind(of: place) != nil { try requireFolder(place) }
}

private func requireFolder(_ place: URL) throws {
    switch kind(of: place) {
    case S_IFDIR: return
    case S_IFLNK: throw FileError.symbolicLink(path: place.path)
    default: throw FileError.notDirectory(path: place.path)
    }
}

private func folders(from top: URL, to folder: URL) throws -> [URL] {
    let (start, end) = (top.standardizedFileURL.pathComponents, folder.standardizedFileURL.pathComponents)
    guard end.starts(with: start) else {
        throw FileError.inaccessible(path: folder.path, reason: "it is outside of \(top.path)")
    }
    var place = top.standardizedFileURL
    return end.dropFirst(start.count).map { name in
        place.append(path: name, directoryHint: .isDirectory)
        return place
    }
}

/// Puts a folder in the place of another, or of none, in one step: whoever looks there finds the old one or the new one,
/// whole. The old one is then removed.
///
/// Where the file system cannot exchange two names (some network file systems), it takes two renamings. A process that is
/// killed between them leaves the old folder beside the new one under its name and `.old`; ``recoverFolder(_:from:)`` puts
/// it back.
///
/// - Parameter exchange: Exchanges two names, as `renameat2` does; tests give one that cannot.
/// - Throws: ``FileError``; what was in the place is then there still. A link or a file is not replaced.
package func putFolder(
    _ new: URL, at place: URL, exchange: (_ one: String, _ other: String) -> Bool = exchangeNames
) throws {
    let manager = FileManager.default
    func move(_ from: URL, _ to: URL) throws {
        guard rename(from.path, to.path) == 0 else { throw FileError.fromErrno(errno, path: place.path) }
    }
    guard kind(of: place) != nil else { return try move(new, place) }
    try requireFolder(place)
    if exchange(new.path, place.path) {
        try? manager.removeItem(at: new)
        return
    }
    let code = errno
    guard [EINVAL, ENOSYS, EOPNOTSUPP, EXDEV].contains(code) else { throw FileError.fromErrno(code, path: place.path) }
    let old = new.appendingPathExtension("old")
    // Copies where it has to, as for folders of an image's layer in a container.
    do { try manager.moveItem(at: place, to: old) } catch {
        throw FileError.inaccessible(path: place.path, reason: error.localizedDescription)
    }
    do { try move(new, place) } catch {
        try manager.moveItem(at: old, to: place)
        throw error
    }
    try? manager.removeItem(at: old)
}

/// Puts back a folder that ``putFolder(_:at:exchange:)`` was killed over, or removes it where its successor is in place.
/// The caller holds the lock under which folders are put there.
///
/// - Parameter old: Where the new folder was, with `.old`.
package func recoverFolder(_ place: URL, from old: URL) {
    guard kind(of: old) == S_IFDIR else { return }
    if kind(of: place) == nil, rename(old.path, place.path) == 0 { return }
    try? FileManager.default.removeItem(at: old)
}

/// Exchanges what two names stand for, in one step; errno says why not.
package func exchangeNames(_ one: String, _ other: String) -> Bool {
    exchange_names(one, other) == 0
}

/// A folder that is held open, so that one that takes its place can be told from it.
package final class OpenFolder {
    private let url: URL
    private let descriptor: Int32

    /// Opens the folder; nil where there is none.
    package init?(_ url: URL) {
        self.url = url
        descriptor = open(url.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor < 0 { return nil }
    }

    deinit { close(descriptor) }

    /// Whether the path leads to the same folder still.
    package var isInPlace: Bool {
        var held = stat()
        var present = stat()
        return fstat(descriptor, &held) == 0 && stat(url.path, &present) == 0 && held.st_ino == present.st_ino
            && held.st_dev == present.st_dev
    }
}
