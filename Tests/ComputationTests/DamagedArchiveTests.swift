import Computation
import Files
import Foundation
import Fuzzing
import TestSupport
import Testing

@Suite("Damaged stored results")
struct DamagedArchiveTests {
    private struct Counts: Storable, Equatable {
        var numbers: [Int32] = [1, 2, 3, 500]
        var values: [Double] = [0.5, .infinity, -3]
        var label = "counts"

        init() {}

        func store(in archive: inout Archive) throws {
            archive.store(numbers, as: "numbers")
            archive.store(values, as: "values")
            try archive.store(metadata: label)
        }

        init(restoring archive: Archive) throws {
            numbers = try archive.elements("numbers")
            values = try archive.elements("values")
            label = try archive.metadata()
        }
    }

    @Test("Whatever is done to a file of a stored result, what comes out is what went in, or it is computed again")
    func mutations() throws {
        var generator = SeededGenerator(seed: Fuzzing.seed(of: "stored results"))
        try withTemporaryFolder { folder in
            let store = ResultStore(folder: folder, codeFingerprint: Fingerprint(of: "code"))
            let key = Fingerprint(of: "key")
            let place = folder.appending(path: key.description)
            _ = try store.value(for: key) { Counts() }
            let originals = try ["numbers.npy", "values.npy", "metadata.json", "manifest.json"].map {
                (file: place.appending(path: $0), content: try [UInt8](Data(contentsOf: place.appending(path: $0))))
            }
            var recomputed = 0
            try Fuzzing.rounds(2000, of: "stored results") { round in
                let original = originals[Int.random(in: 0..<originals.count, using: &generator)]
                var bytes = original.content
                Fuzzing.damage(&bytes, using: &generator)
                try Data(bytes).write(to: original.file)
                let value = try store.value(for: key) { () -> Counts in
                    recomputed += 1
                    return Counts()
                }
                #expect(value == Counts(), "round \(round)")
                for original in originals { try Data(original.content).write(to: original.file) }
            }
            #expect(recomputed > Fuzzing.rounds(2000) / 2)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [key.description])
        }
    }

    @Test("Whatever is done to an array's file, reading it ends, in an array or in an error for people")
    func arrays() throws {
        var generator = SeededGenerator(seed: Fuzzing.seed(of: "arrays"))
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "a.npy")
            try NPYFile([1.5, 2, 3, 4, 5, 6] as [Double], shape: [2, 3]).write(to: file)
            let original = try [UInt8](Data(contentsOf: file))
            try Fuzzing.rounds(2000, of: "arrays") { round in
                var bytes = original
                Fuzzing.damage(&bytes, using: &generator)
                try Data(bytes).write(to: file)
                do {
                    let array = try NPYFile<Double>(contentsOf: file)
                    #expect(array.elements.count == array.shape.reduce(1, *), "round \(round)")
                } catch {
                    #expect(error is any UserFacingError, "round \(round): \(error)")
                }
            }
        }
    }
}
