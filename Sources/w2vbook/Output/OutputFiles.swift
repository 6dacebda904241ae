import BookModel
import ChapterRuntime
import Files
import Foundation
import NotebookEngine

/// The files that builds write to an output folder.
///
/// They are written in a folder beside their places first, and put there together when all of them are whole: where one
/// cannot be written, none has changed. Whatever else is in the folder is somebody's: only a file that this user's builds
/// wrote (``OutputRecord``), and that nobody has changed since, is ever removed. Links below what the user named are not
/// followed. One process at a time has these files: it holds the lock "report" of ``BuildLocks``.
final class OutputFiles {
    /// What is known to be in the folder.
    var record: OutputRecord
    private let folder: BookFolder
    private let recordFile: URL
    private var staging: TemporaryItem?
    private var staged: [(path: String, file: URL)] = []
    private var contents: [String: Fingerprint] = [:]
    private var stale: Set<String> = []

    /// The files of a book's output folder, which need not exist.
    init(of folder: BookFolder) {
        self.folder = folder
        recordFile = OutputRecord.file(of: folder.output, in: folder.cache)
        record = OutputRecord(recordFile)
    }

    private func place(_ path: String) -> URL { folder.output.appending(path: path) }

    /// Whether a file is in its place.
    func exists(_ path: String) -> Bool { isFile(place(path)) }

    /// Writes a file beside its place. One that has this content already is left alone.
    ///
    /// - Parameter path: Its path below the output folder, whose folders are made where there are none.
    func stage(_ data: Data, as path: String) throws(Diagnostic) {
        let place = place(path)
        try guardingWrites(to: place) {
            try requireFolders(from: folder.outputTop, to: place.deletingLastPathComponent())
            if isFile(place), FileManager.default.contents(atPath: place.path) == data { return }
            guard isLink(place) || !isFolder(place) else { throw FileError.isDirectory(path: place.path) }
            try makeFolders(from: folder.outputTop, to: place.deletingLastPathComponent())
            let staging = try staging ?? TemporaryItem(.folder, for: folder.output.appending(path: "report"))
            self.staging = staging
            let file = staging.url.appending(path: "\(staged.count)")
            try data.withUnsafeBytes(FileWriter(file).write)
            staged.append((path, file))
        }
        contents[path] = Fingerprint(of: data)
        stale.remove(path)
    }

    /// Of the files in a folder whose path begins like this, those that are not named go when the staged files are put in
    /// their places.
    func keepOnly(_ paths: Set<String>, in folder: String) {
        stale.formUnion(record.files.keys.filter { $0.hasPrefix(folder) && !paths.contains($0) })
    }

    /// Puts the staged files in their places and removes what is no longer wanted.
    func finish() throws(Diagnostic) {
        // Killed from here on, it has written what the record says: a page that may be either is made again.
        var ahead = record
        for (path, content) in contents { ahead.files[path, default: []].insert(content) }
        for (path, _) in staged {
            if path == OutputFolder.page { ahead.page = nil }
            if path == OutputFolder.print { ahead.print = nil }
        }
        try save(ahead)
        for (path, file) in staged {
            try guardingWrites(to: place(path)) {
                guard rename(file.path, place(path).path) == 0 else {
                    throw FileError.fromErrno(errno, path: place(path).path)
                }
            }
        }
        for path in stale { _ = remove(path) }
        for (path, content) in contents { record.files[path] = [content] }
        try save(record)
        (staging, staged, contents, stale) = (nil, [], [:], [])
    }

    /// Removes all files that builds wrote, and folders that are empty then.
    ///
    /// - Returns: What was removed, and what was left because somebody has changed it since, sorted.
    func removeAll() throws(Diagnostic) -> (removed: [String], changed: [String]) {
        var (removed, changed): ([String], [String]) = ([], [])
        for path in record.files.keys.sorted() {
            switch remove(path) {
            case true?: removed.append(path)
            case false?: changed.append(path)
            case nil: break
            }
        }
        for parent in Set(removed.map { ($0 as NSString).deletingLastPathComponent }) where !parent.isEmpty {
            // Only an empty folder goes.
            rmdir(place(parent).path)
        }
        (record.page, record.print) = (nil, nil)
        try save(record)
        return (removed, changed)
    }

    /// Removes a file if it is as it was written, and forgets it.
    ///
    /// - Returns: Whether it was removed; nil where there is no such file.
    private func remove(_ path: String) -> Bool? {
        let place = place(path)
        let known = record.files.removeValue(forKey: path) ?? []
        guard (try? requireFolders(from: folder.outputTop, to: place.deletingLastPathComponent())) != nil,
            isFile(place)
        else { return nil }
        guard let content = try? Fingerprint(ofFile: place), known.contains(content) else { return false }
        return unlink(place.path) == 0
    }

    private func save(_ record: OutputRecord) throws(Diagnostic) {
        try guardingWrites(to: recordFile) { try record.save(to: recordFile) }
    }

    private func guardingWrites(to file: URL, _ body: () throws -> Void) throws(Diagnostic) {
        do { try body() } catch { throw Diagnostic(cannotWrite: folder.name(of: file), error) }
    }
}

extension Diagnostic {
    /// A file that could not be written.
    ///
    /// - Parameter file: The file as messages name it.
    init(cannotWrite file: String, _ error: any Error) {
        let (reason, remedy): (String, String?) =
            switch error {
            case FileError.inaccessible(_, let reason): (reason, nil)
            case let error as FileError: ("\(error)", error.remedy?.text(for: .command))
            default: (error.localizedDescription, nil)
            }
        self.init(
            "cannot write \(file)", explanation: reason,
            remedy: remedy ?? "Make the folder writable, or free some space.")
    }
}
