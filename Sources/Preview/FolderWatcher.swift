import Files
public import Foundation

/// Notices when files are saved, by their dates and sizes.
///
/// Looking costs a few system calls a file ten times a second, and holds nothing open. Hidden files do not count, nor do
/// the copies that editors keep under a name with `~` at its end.
public struct FolderWatcher: Sendable {
    /// The files of the folders as they were at one moment.
    public struct Snapshot: Hashable, Sendable {
        private var files: [String: Moment] = [:]

        private struct Moment: Hashable {
            var size: Int
            var date: Double
        }

        fileprivate init(_ folders: [URL]) {
            for folder in folders {
                // A folder may be missing. A file may go while it is looked at, and a link lead nowhere, as Emacs's locks
                // do: that must not hide the others.
                for file in (try? Folder(folder, isPatient: true))?.files ?? [] where !file.path.hasSuffix("~") {
                    files[file.url.path] = Moment(size: file.size, date: file.date)
                }
            }
        }
    }

    private let folders: [URL]

    /// Watches folders with all that is in them; they need not exist.
    public init(_ folders: [URL]) { self.folders = folders }

    /// The files as they are now.
    public var snapshot: Snapshot { Snapshot(folders) }

    /// Waits until the files are not as they were, and a save that takes several writes is over.
    ///
    /// - Throws: A `CancellationError`.
    public func change(since known: Snapshot) async throws -> Snapshot {
        while true {
            try await Task.sleep(for: .milliseconds(100))
            var next = snapshot
            guard next != known else { continue }
            while true {
                try await Task.sleep(for: .milliseconds(30))
                let latest = snapshot
                if latest == next { break }
                next = latest
            }
            if next != known { return next }
        }
    }
}
