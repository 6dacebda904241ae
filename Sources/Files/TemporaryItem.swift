package import Foundation

/// A file or a folder that is being made beside its place, under a name that nobody else has: `.NAME.w2vbook-` and sixteen
/// hexadecimal digits.
///
/// Its maker holds a lock on it (`flock`), which the system frees when the maker dies. So what a killed process left is
/// told from what is still being made, and from everything that is not ours; it is removed when something is next made
/// for the same place, or by ``removeAbandoned(in:of:)``. It goes with this value unless it has taken its place.
package final class TemporaryItem {
    package enum Kind { case file, folder }

    /// Where it is until it takes its place.
    package let url: URL
    let descriptor: Int32
    private let kind: Kind
    private let place: URL
    private var isInPlace = false

    /// Begins an empty file or folder for a place, whose own folder must be there. Throws ``FileError``.
    package init(_ kind: Kind, for place: URL) throws {
        (self.kind, self.place) = (kind, place)
        let folder = place.deletingLastPathComponent()
        Self.removeAbandoned(in: folder, of: place.lastPathComponent)
        while true {
            let name = Self.prefix(of: place.lastPathComponent) + Self.digits(UInt64.random(in: .min ... .max))
            let url = folder.appending(path: name)
            guard let descriptor = try Self.create(kind, url, for: place) else { continue }
            // Somebody may have taken it for abandoned before it was locked.
            if flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK || !isSame(descriptor, url) {
                close(descriptor)
                continue
            }
            (self.url, self.descriptor) = (url, descriptor)
            return
        }
    }

    deinit {
        if !isInPlace { try? FileManager.default.removeItem(at: url) }
        close(descriptor)
    }

    /// Puts it in its place in one step: whoever looks there finds what was there before, or all of this. A link that is
    /// there is replaced, not followed. Throws ``FileError``; what was there before is then there still.
    package func takePlace() throws {
        switch kind {
        case .file:
            guard rename(url.path, place.path) == 0 else { throw FileError.fromErrno(errno, path: place.path) }
        case .folder: try putFolder(url, at: place)
        }
        isInPlace = true
    }

    /// Removes what processes that were killed have left unfinished in a folder, of one name or of all.
    package static func removeAbandoned(in folder: URL, of name: String? = nil) {
        guard !isLink(folder) else { return }
        for entry in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        where isUnfinished(entry, of: name) {
            let url = folder.appending(path: entry)
            let descriptor = open(url.path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            defer { close(descriptor) }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, isSame(descriptor, url) else { continue }
            try? FileManager.default.removeItem(at: url)
        }
    }

    /// Puts a folder back whose replacement was killed half-way (``putFolder(_:at:exchange:)``). The caller holds the lock
    /// under which folders are put there.
    package static func recover(_ place: URL) {
        let folder = place.deletingLastPathComponent()
        for entry in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        where entry.hasSuffix(".old") && isUnfinished(String(entry.dropLast(4)), of: place.lastPathComponent) {
            recoverFolder(place, from: folder.appending(path: entry))
        }
    }

    /// The descriptor of what was made; nil where the name is taken.
    private static func create(_ kind: Kind, _ url: URL, for place: URL) throws -> Int32? {
        var descriptor: Int32
        switch kind {
        case .file: descriptor = open(url.path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
        case .folder:
            descriptor = mkdir(url.path, 0o755)
            if descriptor == 0 {
                descriptor = open(url.path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
                if descriptor < 0, errno == ENOENT { return nil }
            }
        }
        if descriptor >= 0 { return descriptor }
        switch errno {
        case EEXIST: return nil
        // It is the folder that is not there.
        case ENOENT, ENOTDIR: throw FileError.missing(path: place.deletingLastPathComponent().path)
        default: throw FileError.fromErrno(errno, path: place.path)
        }
    }

    private static let mark = ".w2vbook-"

    /// Long names are cut, so that what is added to them fits.
    fileprivate static func prefix(of name: String) -> String {
        "." + String(decoding: name.utf8.prefix(200), as: UTF8.self) + mark
    }

    private static func digits(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private static func isUnfinished(_ entry: String, of name: String?) -> Bool {
        let start = entry.dropLast(16)
        guard entry.hasPrefix("."), start.hasSuffix(mark), name.map({ start == prefix(of: $0) }) ?? true else {
            return false
        }
        return entry.utf8.suffix(16).allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }
}

/// The lock that stands for a file which is not in a folder of our own: hidden beside it, under a name that no one else's
/// file has.
package func lockFile(of file: URL) -> URL {
    file.deletingLastPathComponent().appending(path: TemporaryItem.prefix(of: file.lastPathComponent) + "lock")
}

/// Whether a descriptor is of what is at the path now.
private func isSame(_ descriptor: Int32, _ url: URL) -> Bool {
    var held = stat()
    var present = stat()
    return fstat(descriptor, &held) == 0 && lstat(url.path, &present) == 0 && held.st_ino == present.st_ino
        && held.st_dev == present.st_dev
}
