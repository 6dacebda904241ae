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

    /// Writes what an unfinished file is to hold; errors name the file that it is to become.
    package init(_ unfinished: TemporaryItem, calledBy file: URL) throws {
        path = file.path
        descriptor = fcntl(unfinished.descriptor, F_DUPFD_CLOEXEC, 0)
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
    ///
    /// Whoever writes the same file at the same time writes another one beside it; the last to finish stays. A link in its
    /// place is replaced, not followed.
    package static func replace(_ file: URL, writing body: (FileWriter) throws -> Void) throws {
        let unfinished = try TemporaryItem(.file, for: file)
        try body(FileWriter(unfinished, calledBy: file))
        try unfinished.takePlace()
    }
}
