package import Foundation

/// A file opened for writing from its beginning; the owner of its descriptor.
package final class FileWriter {
    private let path: String
    private let descriptor: Int32

    /// Creates the file or empties it.
    package init(_ file: URL) throws {
        path = file.path
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw FileError.fromErrno(errno, path: path) }
    }

    deinit { close(descriptor) }

    package func write(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if count >= 0 {
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            } else if errno != EINTR {
                throw FileError.fromErrno(errno, path: path)
            }
        }
    }
}

extension FileWriter {
    /// Writes a file so that at no moment a half-written one is there: beside it first, then renamed.
    package static func replace(_ file: URL, with bytes: [UInt8]) throws {
        try replace(file) { try bytes.withUnsafeBytes($0.write) }
    }

    /// The same for a file that is written in pieces: it appears when `body` returns, and not at all where it throws.
    package static func replace(_ file: URL, writing body: (FileWriter) throws -> Void) throws {
        let replacement = Replacement(of: file)
        try replacement.write(body)
        try replacement.finish()
    }
}

/// A file that is to take the place of another, or of none; until it does, it stands beside it as `FILE.partial`, which
/// goes with this value.
package final class Replacement {
    private let file: URL
    private let partial: URL

    package init(of file: URL) {
        self.file = file
        partial = file.appendingPathExtension("partial")
    }

    deinit { unlink(partial.path) }

    /// Writes the file beside its place. Throws what `body` throws, and ``FileError``.
    package func write(_ body: (FileWriter) throws -> Void) throws { try body(FileWriter(partial)) }

    /// Puts what was written in its place, in one step.
    package func finish() throws {
        guard rename(partial.path, file.path) == 0 else { throw FileError.fromErrno(errno, path: file.path) }
    }
}
