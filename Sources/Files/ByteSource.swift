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

/// An ordinary file opened for reading; the owner of its descriptor. Whatever takes the file's place meanwhile, these
/// are the bytes of the one that was opened.
package final class FileReader: ByteSource {
    package let name: String
    /// How many bytes the file had when it was opened.
    package let size: Int
    /// How many of them have been read.
    package private(set) var position = 0
    private let descriptor: Int32
    private let digest: MessageDigest?

    /// Opens the file; with `isDigesting`, its bytes are summed up as they are read, for ``fingerprint()``. Throws
    /// ``FileError`` for what is missing, unreadable or no ordinary file: a pipe, which would be waited for, among them.
    package init(_ file: URL, isDigesting: Bool = false) throws {
        name = file.path
        digest = isDigesting ? MessageDigest() : nil
        // Not to wait for the other end of a pipe; of ordinary files it changes nothing.
        descriptor = open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            // So a socket is refused, and a device without a driver.
            throw errno == ENXIO
                ? .notOrdinary(path: name, kind: "a socket or a device") : FileError.fromErrno(errno, path: name)
        }
        var status = stat()
        let failure = fstat(descriptor, &status) == 0 ? 0 : errno
        size = Int(status.st_size)
        // All properties are set, so where this throws, deinit closes the descriptor. To close it here too would close
        // what another thread has opened meanwhile.
        guard failure == 0 else { throw FileError.fromErrno(failure, path: name) }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw FileError.isDirectory(path: name)
        case S_IFIFO: throw FileError.notOrdinary(path: name, kind: "a pipe")
        default: throw FileError.notOrdinary(path: name, kind: "a device")
        }
    }

    deinit { close(descriptor) }

    package var expectedRemainder: Int { max(0, size - position) }

    package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 {
                position += count
                if count > 0 { digest?.update(UnsafeRawBufferPointer(rebasing: buffer[..<count])) }
                return count
            }
            guard errno == EINTR else { throw FileError.fromErrno(errno, path: name) }
        }
    }

    /// The fingerprint of all bytes of the file: of those that were read, as they were then, and of the rest, which is
    /// read now. Once, and only of a reader that is digesting. Throws ``FileError``.
    package func fingerprint() throws -> Fingerprint {
        guard let digest else { preconditionFailure("the bytes were not summed up") }
        try withUnsafeTemporaryAllocation(byteCount: 1 << 18, alignment: 16) { block in
            while try read(into: block) > 0 {}
        }
        return digest.finish()
    }

    /// The fingerprint of the file's bytes as they are now, for who reads them by ``duplicatedDescriptor()``; what was read
    /// here does not matter. Throws ``FileError``.
    package func fingerprintOfWhole() throws -> Fingerprint {
        let digest = MessageDigest()
        var offset = 0
        try withUnsafeTemporaryAllocation(byteCount: 1 << 18, alignment: 16) { block in
            while true {
                let count = pread(descriptor, block.baseAddress, block.count, off_t(offset))
                if count == 0 { return }
                if count > 0 {
                    digest.update(UnsafeRawBufferPointer(rebasing: block[..<count]))
                    offset += count
                } else if errno != EINTR {
                    throw FileError.fromErrno(errno, path: name)
                }
            }
        }
        return digest.finish()
    }

    /// Another descriptor of the open file, at its beginning, which the caller closes. Nothing must be read here
    /// afterwards: both have one place in the file. Throws ``FileError``.
    package func duplicatedDescriptor() throws -> Int32 {
        let duplicate = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        guard duplicate >= 0, lseek(duplicate, 0, SEEK_SET) == 0 else { throw FileError.fromErrno(errno, path: name) }
        return duplicate
    }
}
