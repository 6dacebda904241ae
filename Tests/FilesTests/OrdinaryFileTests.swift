import Files
import Foundation
import TestSupport
import Testing

@Suite("What is no ordinary file")
struct OrdinaryFileTests {
    private func expect(_ file: URL, _ description: String) {
        let error = #expect(throws: FileError.self) { try FileReader(file) }
        #expect(error?.description == "\(file.path) is \(description), not a file")
        #expect(error?.remedy == "Name an ordinary file; what comes from a pipe can be written to one first.")
        #expect(throws: FileError.self) { try Fingerprint(ofFile: file) }
    }

    @Test("is refused by name, without waiting for anybody to write to it")
    func kinds() throws {
        try withTemporaryFolder { folder in
            let pipe = folder.appending(path: "pipe")
            try #require(mkfifo(pipe.path, 0o600) == 0)
            expect(pipe, "a pipe")
            let link = folder.appending(path: "link")
            try FileManager.default.createSymbolicLink(at: link, withDestinationURL: pipe)
            expect(link, "a pipe")
            let place = folder.appending(path: "socket")
            let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            defer { close(descriptor) }
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            let path = Array(place.path.utf8) + [0]
            try #require(path.count <= MemoryLayout.size(ofValue: address.sun_path))
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
            let status = withUnsafePointer(to: &address) { address in
                address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
            try #require(status == 0)
            expect(place, "a socket or a device")
            expect(URL(filePath: "/dev/zero"), "a device")
        }
    }

    @Test("Fingerprints of readers are those of the bytes that were read, with the rest of the file")
    func digests() throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "file")
            let bytes = (0..<600_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
            try Data(bytes).write(to: file)
            for count in [0, 1, 1000, 600_000] {
                let reader = try FileReader(file, isDigesting: true)
                var buffer = [UInt8](repeating: 0, count: count)
                #expect(try buffer.withUnsafeMutableBytes(reader.readFully) == count)
                #expect(try reader.fingerprint() == Fingerprint(of: bytes))
            }
            let reader = try FileReader(file, isDigesting: true)
            // Another file takes its place.
            try Data("other".utf8).write(to: file, options: .atomic)
            #expect(try reader.fingerprintOfWhole() == Fingerprint(of: bytes))
            #expect(try reader.fingerprint() == Fingerprint(of: bytes))
        }
    }
}
