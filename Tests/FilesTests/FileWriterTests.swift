import Files
import Foundation
import TestSupport
import Testing

/// Writes that fail for real: the system's own full device, a terminal that was hung up, a limit on the size of files.
@Suite("Writing files")
struct FileWriterTests {
    private func write(_ count: Int, to writer: FileWriter) throws {
        try [UInt8](repeating: 7, count: count).withUnsafeBytes(writer.write)
    }

    @Test("A full disk is said to be one")
    func fullDisk() throws {
        let writer = try FileWriter(URL(filePath: "/dev/full"))
        let error = FileError.inaccessible(path: "/dev/full", reason: "no space left on device")
        #expect(throws: error) { try write(1, to: writer) }
        #expect("\(error)" == "/dev/full cannot be used: no space left on device")
        #expect(error.remedy == "Check the file's permissions and the space on its disk.")
    }

    @Test("A device that fails is said to fail")
    func failingDevice() throws {
        // A terminal whose other end is closed answers writes with EIO, as a broken disk does.
        let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        var number: Int32 = 0
        var isLocked: Int32 = 0
        // TIOCGPTN and TIOCSPTLCK: which it is, and that it may be opened.
        try #require(ioctl(terminal, 0x8004_5430, &number) == 0 && ioctl(terminal, 0x4004_5431, &isLocked) == 0)
        let name = "/dev/pts/\(number)"
        let writer = try FileWriter(URL(filePath: name))
        close(terminal)
        #expect(throws: FileError.inaccessible(path: name, reason: "input/output error")) {
            try write(1, to: writer)
        }
    }

    @Test("Where a file cannot be written whole, the earlier one stays, and nothing beside it")
    func earlierFileStays() throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "file")
            try FileWriter.replace(file, with: [1, 2, 3])
            struct Failure: Error {}
            #expect(throws: Failure.self) {
                try FileWriter.replace(file) { writer in
                    try write(10_000, to: writer)
                    throw Failure()
                }
            }
            #expect(try Data(contentsOf: file) == Data([1, 2, 3]))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["file"])
        }
    }

    @Test("A file that cannot take its place leaves nothing behind")
    func occupiedPlace() throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "file")
            try FileManager.default.createDirectory(
                at: file.appending(path: "inner"), withIntermediateDirectories: true)
            #expect(throws: FileError.isDirectory(path: file.path)) { try FileWriter.replace(file, with: [1]) }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["file"])
        }
    }
}
