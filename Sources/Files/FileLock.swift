package import Foundation

/// An exclusive lock between processes and threads: `flock` on a file that exists while somebody holds it.
///
/// The system frees the lock when its holder dies. A link in the file's place is an error.
package final class FileLock {
    private let path: String
    private let descriptor: Int32

    /// Waits until the lock is free; `willWait` is called once if it is not free at once. Throws ``FileError``.
    package init(_ file: URL, willWait: () -> Void) throws {
        path = file.path
        var descriptor = try Self.lock(path, LOCK_EX | LOCK_NB)
        if descriptor == nil {
            willWait()
            descriptor = try Self.lock(path, LOCK_EX)
        }
        guard let descriptor else { throw FileError.inaccessible(path: path, reason: "it cannot be locked") }
        self.descriptor = descriptor
    }

    /// Takes the lock if nobody holds it; nil otherwise.
    package init?(ifFree file: URL) throws {
        path = file.path
        guard let descriptor = try Self.lock(path, LOCK_EX | LOCK_NB) else { return nil }
        self.descriptor = descriptor
    }

    /// Removes the file and lets the next one in.
    package func release() { unlink(path) }

    deinit { close(descriptor) }

    /// The descriptor of the locked file; nil if it is held elsewhere and `operation` does not wait.
    private static func lock(_ path: String, _ operation: Int32) throws -> Int32? {
        while true {
            let descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o644)
            guard descriptor >= 0 else {
                throw errno == ELOOP ? FileError.symbolicLink(path: path) : FileError.fromErrno(errno, path: path)
            }
            while flock(descriptor, operation) != 0 {
                let code = errno
                if code == EINTR { continue }
                close(descriptor)
                if code == EWOULDBLOCK { return nil }
                throw FileError.fromErrno(code, path: path)
            }
            // The previous holder may have removed the file between our opening and our locking of it.
            var held = stat()
            var present = stat()
            if fstat(descriptor, &held) == 0, lstat(path, &present) == 0, held.st_ino == present.st_ino {
                return descriptor
            }
            close(descriptor)
        }
    }
}
