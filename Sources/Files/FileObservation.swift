import Foundation

/// What is at a path at one moment: by its content, and by what shows without reading it whether that has changed.
package struct FileObservation: Hashable, Sendable {
    /// The SHA-256 of a file's content, or of those of a folder's files in the order of their paths, without what is
    /// hidden; nil where nothing is, where it may not be read, or where it is neither file nor folder.
    package let content: Fingerprint?
    /// Size, dates and number of the file, or of each of the folder's: as long as they are the same, so is the content.
    /// Nil where there is no content, and where a file was written so shortly before that another write might not show
    /// in its dates (what git calls racy); then only the content tells.
    package let stamp: String?

    /// Reads the content: some milliseconds for each 10 MB.
    ///
    /// - Parameter folder: Where the path must lead, links followed; what is outside of it counts as nothing.
    package init(_ path: String, within folder: String? = nil) {
        guard let files = FileObservation.files(path, within: folder) else {
            (content, stamp) = (nil, nil)
            return
        }
        let before = files.stamp
        content = files.content
        // A stamp belongs to a content only if it was the same all the while.
        let after = FileObservation.files(path, within: folder)
        stamp = content != nil && !files.isYoung && after?.stamp == before ? before : nil
    }

    /// The stamp alone, of however young a file; nothing is read.
    package static func stamp(of path: String, within folder: String? = nil) -> String? {
        files(path, within: folder)?.stamp
    }

    /// How long after a write another one may go unnoticed: some file systems keep dates to two seconds.
    private static let grain = 2.5

    private struct Files {
        var isFolder: Bool
        var files: [(url: URL, path: String, status: stat)]

        var stamp: String {
            let lines = files.map { file in
                let (written, changed) = (file.status.st_mtim, file.status.st_ctim)
                return "\(file.path) \(file.status.st_size) \(written.tv_sec).\(written.tv_nsec) "
                    + "\(changed.tv_sec).\(changed.tv_nsec) \(file.status.st_ino)"
            }
            return isFolder ? Fingerprint(of: lines.joined(separator: "\n")).description : lines[0]
        }

        var isYoung: Bool {
            var now = timespec()
            clock_gettime(CLOCK_REALTIME, &now)
            let newest = files.map { max($0.status.st_mtim.tv_sec, $0.status.st_ctim.tv_sec) }.max() ?? 0
            return Double(now.tv_sec) - Double(newest) < FileObservation.grain
        }

        var content: Fingerprint? {
            guard let sums = try? files.map({ try Fingerprint(ofFile: $0.url) }) else { return nil }
            return isFolder ? Fingerprint(operation: "folder", parameters: [:], inputs: sums) : sums[0]
        }
    }

    private static func files(_ path: String, within folder: String?) -> Files? {
        if let folder, resolvedPath(path, within: folder) == nil { return nil }
        let url = URL(filePath: path)
        guard let status = status(url) else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return Files(isFolder: false, files: [(url, "", status)])
        case S_IFDIR:
            guard let listed = try? Folder(url).files else { return nil }
            let files = listed.compactMap { file in Self.status(file.url).map { (file.url, file.path, $0) } }
            return files.count == listed.count ? Files(isFolder: true, files: files) : nil
        default: return nil
        }
    }

    private static func status(_ url: URL) -> stat? {
        var status = stat()
        return stat(url.path, &status) == 0 ? status : nil
    }
}

/// The path without links, of something that is there; nil where nothing is, and where it is not within the folder.
package func resolvedPath(_ path: String, within folder: String) -> String? {
    func resolved(_ path: String) -> String? {
        guard let pointer = realpath(path, nil) else { return nil }
        defer { free(pointer) }
        return String(cString: pointer)
    }
    guard let path = resolved(path), let folder = resolved(folder) else { return nil }
    return path.hasPrefix(folder == "/" ? folder : folder + "/") ? path : nil
}
