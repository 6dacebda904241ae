public import Files
import Foundation
import Synchronization

/// Bytes on disk that did not fit in memory; the owner of a file without a name, which vanishes with its descriptor,
/// however the process ends.
final class SpillFile: Sendable {
    /// Where the file is, for messages.
    private let folder: String
    private let descriptor: Int32
    private let size = Atomic(0)

    /// Creates the file, by default in the folder for temporary files (`TMPDIR`). Throws ``SpillError``.
    convenience init(folder: URL = FileManager.default.temporaryDirectory) throws {
        let folder = folder.path
        var template = Array((folder + "/w2vbook-XXXXXX").utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw SpillError.fromErrno(errno, folder: folder) }
        unlink(template)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        self.init(descriptor: descriptor, folder: folder)
    }

    /// Takes over a descriptor.
    init(descriptor: Int32, folder: String) {
        self.descriptor = descriptor
        self.folder = folder
    }

    deinit { close(descriptor) }

    /// Takes so many bytes at the end for the caller to write, and returns where they begin. From any thread.
    func reserve(_ count: Int) -> Int { size.wrappingAdd(count, ordering: .relaxed).oldValue }

    /// Writes all bytes at an offset. Throws ``SpillError``.
    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws {
        var done = 0
        while done < bytes.count {
            let count = pwrite(descriptor, bytes.baseAddress! + done, bytes.count - done, off_t(offset + done))
            if count >= 0 {
                done += count
            } else if errno != EINTR {
                throw SpillError.fromErrno(errno, folder: folder)
            }
        }
    }

    /// Fills the buffer with the bytes at an offset, which have been written. Throws ``SpillError``.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws {
        var done = 0
        while done < buffer.count {
            let count = pread(descriptor, buffer.baseAddress! + done, buffer.count - done, off_t(offset + done))
            if count > 0 {
                done += count
            } else if count == 0 {
                throw SpillError.inaccessible(folder: folder, reason: "bytes that were written are not there")
            } else if errno != EINTR {
                throw SpillError.fromErrno(errno, folder: folder)
            }
        }
    }
}

/// What does not fit in memory cannot be kept on disk either.
public enum SpillError: UserFacingError, Equatable {
    /// No room is left on the disk of the folder for temporary files.
    case full(folder: String)
    /// The system refuses; `reason` is its own message.
    case inaccessible(folder: String, reason: String)

    static func fromErrno(_ code: Int32, folder: String) -> SpillError {
        [ENOSPC, EDQUOT, EFBIG].contains(code)
            ? .full(folder: folder)
            : .inaccessible(folder: folder, reason: String(cString: strerror(code)).lowercased())
    }

    /// One line that names what is wrong.
    public var description: String {
        switch self {
        case .full(let folder): "\(folder) has no room left for what does not fit in memory"
        case .inaccessible(let folder, let reason):
            "\(folder) cannot hold what does not fit in memory: \(reason)"
        }
    }

    /// What to do about it.
    public var remedy: Remedy? {
        "Free space there, set TMPDIR to a folder on another disk, or allow more memory with \(.memory)."
    }
}
