package import Foundation

/// A stream of bytes that is read once, from its beginning to its end.
package protocol ByteSource: AnyObject {
    /// What messages call the stream: usually its path.
    var name: String { get }
    /// How many more bytes are expected; 0 where nothing is known, as of a compressed stream.
    var expectedRemainder: Int { get }
    /// Fills the front of `buffer` and returns how many bytes were written; 0 means the end (for a non-empty buffer).
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}

extension ByteSource {
    package var expectedRemainder: Int { 0 }

    /// Reads until `buffer` is full or the stream ends, and returns how many bytes were written.
    package func readFully(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        var filled = 0
        while filled < buffer.count {
            let count = try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
            if count == 0 { break }
            filled += count
        }
        return filled
    }
}

/// A file opened for reading; the owner of its descriptor.
package final class FileReader: ByteSource {
    package let name: String
    /// How many bytes the file had when it was opened.
    package let size: Int
    /// How many of them have been read.
    package private(set) var position = 0
    private let descriptor: Int32

    /// Opens the file. Throws ``FileError`` for what is missing, unreadable or a directory.
    package init(_ file: URL) throws {
        name = file.path
        descriptor = open(name, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError.fromErrno(errno, path: name) }
        var status = stat()
        let failure = fstat(descriptor, &status) == 0 ? 0 : errno
        size = Int(status.st_size)
        // All properties are set, so where this throws, deinit closes the descriptor. To close it here too would close
        // what another thread has opened meanwhile.
        guard failure == 0 else { throw FileError.fromErrno(failure, path: name) }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw FileError.isDirectory(path: name) }
    }

    deinit { close(descriptor) }

    package var expectedRemainder: Int { max(0, size - position) }

    package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 {
                position += count
                return count
            }
            guard errno == EINTR else { throw FileError.fromErrno(errno, path: name) }
        }
    }
}
