import Files
import Foundation

/// The beginning of a file that is being downloaded, `.FILE.w2vbook-download`, and what it is the beginning of, the same
/// with `.origin`; the owner of its descriptor. No file of anybody else has these names, and links are not followed.
///
/// The caller holds the download's lock, so nobody else writes here.
final class PartialFile {
    /// What tells this version of the file from others: an entity tag, or the date of the last change.
    private(set) var validator: String?
    /// How many bytes there are.
    private(set) var count = 0

    private let destination: URL
    private let partial: URL
    private let origin: URL
    private let address: String
    private let descriptor: Int32
    private var digest = MessageDigest()

    private struct Origin: Codable {
        var address: String
        var validator: String
    }

    /// Opens what an earlier attempt left, or an empty file. What is left of another address, or of an unknown version
    /// of the file, is not taken up. Reads what is there, for its sum.
    init(of destination: URL, address: String) throws {
        self.destination = destination
        self.address = address
        partial = Self.place(of: destination)
        origin = partial.appendingPathExtension("origin")
        descriptor = open(partial.path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw errno == ELOOP
                ? FileError.symbolicLink(path: partial.path) : FileError.fromErrno(errno, path: destination.path)
        }
        let known = FileManager.default.contents(atPath: origin.path)
            .flatMap { try? JSONDecoder().decode(Origin.self, from: $0) }
        if let known, known.address == address {
            validator = known.validator
            try digestExisting()
        } else {
            try startAnew(validator: nil)
        }
    }

    deinit { close(descriptor) }

    static func place(of destination: URL) -> URL {
        destination.deletingLastPathComponent().appending(path: ".\(destination.lastPathComponent).w2vbook-download")
    }

    /// Whether a later attempt can go on from here.
    var canBeContinued: Bool { count > 0 && validator != nil }

    /// Empties the file, to be filled with the version that `validator` names.
    func startAnew(validator: String?) throws {
        guard ftruncate(descriptor, 0) == 0, lseek(descriptor, 0, SEEK_SET) == 0 else {
            throw FileError.fromErrno(errno, path: destination.path)
        }
        count = 0
        digest = MessageDigest()
        self.validator = validator
        if let validator {
            try FileWriter.replace(
                origin, with: Array(JSONEncoder().encode(Origin(address: address, validator: validator))))
        } else {
            unlink(origin.path)
        }
    }

    /// Adds bytes at the end.
    func append(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes
        while !rest.isEmpty {
            let written = write(descriptor, rest.baseAddress, rest.count)
            if written >= 0 {
                let part = UnsafeRawBufferPointer(rebasing: rest[..<written])
                digest.update(part)
                count += written
                rest = UnsafeRawBufferPointer(rebasing: rest[written...])
            } else if errno != EINTR {
                throw FileError.fromErrno(errno, path: destination.path)
            }
        }
    }

    /// The sum of the whole; nothing may be added afterwards.
    func finish() -> Fingerprint { digest.finish() }

    /// Puts the file in its place, replacing one that is there.
    func moveIntoPlace() throws {
        guard rename(partial.path, destination.path) == 0 else {
            throw FileError.fromErrno(errno, path: destination.path)
        }
        unlink(origin.path)
    }

    /// Removes the file.
    func discard() {
        unlink(partial.path)
        unlink(origin.path)
        count = 0
    }

    /// Reads through the descriptor, which then stands at the end.
    private func digestExisting() throws {
        try withUnsafeTemporaryAllocation(byteCount: 1 << 18, alignment: 16) { block in
            while true {
                let got = read(descriptor, block.baseAddress, block.count)
                if got == 0 { return }
                if got < 0 {
                    if errno == EINTR { continue }
                    throw FileError.fromErrno(errno, path: destination.path)
                }
                digest.update(UnsafeRawBufferPointer(rebasing: block[..<got]))
                count += got
            }
        }
    }
}
