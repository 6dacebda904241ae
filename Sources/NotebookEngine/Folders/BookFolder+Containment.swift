import BookModel
import Files
import Foundation

extension BookFolder {
    /// Makes sure that nothing of what the book is made of leads out of it, by whatever link, and that all of it are files
    /// and folders: a book may come from anybody, and what it reads is published with it.
    ///
    /// Looks at the names in `chapters/`, `data/`, `theme/` and `assets/` and opens no file: some milliseconds. A link that
    /// leads nowhere is left to whoever wants to read it, for editors lock files by such links.
    ///
    /// - Throws: A ``Diagnostic`` for the first that is not in order.
    func requireContained() throws(Diagnostic) { try requireContained([chapters, data, theme, assetsOfBook]) }

    /// Makes sure of the same for these places, which need not exist, and for all that is in them.
    func requireContained(_ places: [URL]) throws(Diagnostic) {
        let book = ResolvedPath(root)
        for place in places { try requireContained(place, in: book) }
        var visited: Set<[UInt]> = []
        var pending = Array(places.reversed())
        while let place = pending.popLast() {
            var status = stat()
            guard lstat(place.path, &status) == 0 else { continue }
            if status.st_mode & S_IFMT == S_IFLNK {
                try requireContained(place, in: book)
                guard stat(place.path, &status) == 0 else { continue }
            }
            switch status.st_mode & S_IFMT {
            case S_IFREG: break
            // Links within the book may lead round in a circle.
            case S_IFDIR where visited.insert([UInt(status.st_dev), UInt(status.st_ino)]).inserted:
                let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
                pending += names.sorted().reversed().map { place.appending(path: $0) }
            case S_IFDIR: break
            default:
                throw Diagnostic(
                    "\(name(of: place)) is neither a file nor a folder",
                    explanation: "It is a pipe, a socket or a device, for which a build might wait for ever.",
                    remedy: "Take it out of the book.")
            }
        }
    }

    private func requireContained(_ place: URL, in book: ResolvedPath) throws(Diagnostic) {
        let real = ResolvedPath(place)
        if real.isInside(book) { return }
        throw Diagnostic(
            "\(name(of: place)) leads out of the book",
            explanation: "It is \(real.text), and what is read there could be published with the book.",
            remedy: "Put a copy of it in the book.")
    }
}
