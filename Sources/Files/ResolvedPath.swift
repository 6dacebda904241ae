package import Foundation

/// Where a path really leads: without symbolic links, as far as there is something.
package struct ResolvedPath: Sendable {
    /// The absolute path, without a slash at its end.
    package let text: String

    /// Follows the links of a path. What does not exist stays as it is named, below the last folder that does; a link that
    /// leads nowhere counts as what does not exist.
    package init(_ file: URL) {
        var existing = file.absoluteURL.standardizedFileURL
        var missing: [String] = []
        while existing.path != "/" {
            if let real = realpath(existing.path, nil) {
                defer { free(real) }
                text = ([String(cString: real)] + missing.reversed()).joined(separator: "/")
                return
            }
            missing.append(existing.lastPathComponent)
            existing.deleteLastPathComponent()
        }
        text = "/" + missing.reversed().joined(separator: "/")
    }

    /// Whether this is a folder or something in it.
    package func isInside(_ folder: ResolvedPath) -> Bool {
        text.utf8.elementsEqual(folder.text.utf8)
            || text.utf8.starts(with: (folder.text == "/" ? "/" : folder.text + "/").utf8)
    }
}
