import Foundation
import TestSupport
import Testing

@testable import Computation
@testable import Files

@Suite("Files opened for reading")
struct FileReaderTests {
    @Test("are not disturbed by what cannot be read and is opened at the same time")
    func descriptors() throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "file")
            try Data([1, 2, 3]).write(to: file)
            // A descriptor that were closed twice would be another thread's the second time.
            try concurrentChunks(count: 4000, chunk: 1, threads: 4) { index in
                if index.lowerBound.isMultiple(of: 2) {
                    #expect(throws: FileError.isDirectory(path: folder.path)) { try FileReader(folder) }
                } else {
                    var bytes = [UInt8](repeating: 0, count: 10)
                    let reader = try FileReader(file)
                    #expect(try bytes.withUnsafeMutableBytes(reader.readFully) == 3)
                }
            }
        }
    }
}
