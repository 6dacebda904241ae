import Computation
import Dispatch
import Files
import Foundation
import Synchronization
import TestSupport
import Testing

/// A result of both kinds of parts.
private struct Spectrum: Storable, Equatable {
    var values: [Double]
    var label: String
    var offset: Double

    init(_ values: [Double], label: String = "spectrum", offset: Double = 0.1) {
        (self.values, self.label, self.offset) = (values, label, offset)
    }

    private struct Metadata: Codable {
        var label: String
        var offset: Double
    }

    func store(in archive: inout Archive) throws {
        archive.store(values, as: "values")
        try archive.store(metadata: Metadata(label: label, offset: offset))
    }

    init(restoring archive: Archive) throws {
        let metadata: Metadata = try archive.metadata()
        self.init(try archive.elements("values"), label: metadata.label, offset: metadata.offset)
    }
}

/// What a context was told.
private final class Listener: Sendable {
    let steps = Mutex<[String]>([])
    let reuses = Mutex<[Bool]>([])

    func context(_ store: ResultStore?) -> ComputeContext {
        ComputeContext(
            store: store, progress: { step, _ in self.steps.withLock { $0.append(step) } },
            timing: { _, _, reused in self.reuses.withLock { $0.append(reused) } })
    }
}

@Suite("The store of results")
struct ResultStoreTests {
    private let key = Fingerprint(of: "key")
    private let code = Fingerprint(of: "code")

    @Test("computes once and recalls afterwards, also in another process's store")
    func recalls() throws {
        try withTemporaryFolder { folder in
            var computed = 0
            func value() throws -> Spectrum {
                try ResultStore(folder: folder.appending(path: "store"), codeFingerprint: code).value(for: key) {
                    computed += 1
                    return Spectrum([3, 2, .infinity], offset: .nan)
                }
            }
            for _ in 0..<3 {
                let spectrum = try value()
                #expect(spectrum.values == [3, 2, .infinity] && spectrum.label == "spectrum")
                #expect(spectrum.offset.isNaN)
            }
            #expect(computed == 1)
            #expect(try names(in: folder.appending(path: "store")) == [key.description])
            #expect(
                try names(in: folder.appending(path: "store/\(key)"))
                    == ["manifest.json", "metadata.json", "values.npy"])
        }
    }

    @Test("throws what the computation throws, keeps nothing of it and lets the next one try")
    func failure() throws {
        struct Failure: Error {}
        func fail() throws -> Spectrum { throw Failure() }
        try withTemporaryFolder { folder in
            let store = ResultStore(folder: folder, codeFingerprint: code)
            #expect(throws: Failure.self) { try store.value(for: key, compute: fail) }
            let left = try names(in: folder)
            #expect(left == [])
            let value = try recall(store, otherwise: [1])
            #expect(value == Spectrum([1]))
        }
    }

    @Test(
        "computes again, and says so, when an entry is damaged",
        arguments: ["values.npy", "metadata.json", "manifest.json"], ["altered", "cut", "gone"])
    func damage(file: String, how: String) throws {
        try withTemporaryFolder { folder in
            let store = ResultStore(folder: folder, codeFingerprint: code)
            _ = try store.value(for: key) { Spectrum([1, 2]) }
            let path = folder.appending(path: "\(key)/\(file)")
            var bytes = try Data(contentsOf: path)
            switch how {
            case "altered":
                let place = bytes.count - 3
                bytes[place] ^= 1
                try bytes.write(to: path)
            case "cut":
                try bytes.dropLast(5).write(to: path)
            default:
                try FileManager.default.removeItem(at: path)
            }
            let listener = Listener()
            let again = try ComputeContext.$current.withValue(listener.context(nil)) {
                try store.value(for: key) { Spectrum([7]) }
            }
            #expect(again == Spectrum([7]))
            let reports = listener.steps.withLock { $0 }
            #expect(reports.count == 1)
            #expect(
                reports[0].hasPrefix("\(key.short): the stored result is damaged and is computed again ("))
            #expect(try recall(store, otherwise: [8]) == Spectrum([7]))
        }
    }

    @Test("computes again when the entry belongs to another key or another type")
    func foreign() throws {
        try withTemporaryFolder { folder in
            let store = ResultStore(folder: folder, codeFingerprint: code)
            _ = try store.value(for: key) { Spectrum([1]) }
            let other = Fingerprint(of: "other")
            try FileManager.default.copyItem(
                at: folder.appending(path: key.description), to: folder.appending(path: other.description))
            let value = try store.value(for: other) { Spectrum([2]) }
            #expect(value == Spectrum([2]))

            struct Numbers: Storable {
                var numbers: [Int32] = [5]
                init() {}
                func store(in archive: inout Archive) throws { archive.store(numbers, as: "values") }
                init(restoring archive: Archive) throws { numbers = try archive.elements("values") }
            }
            let numbers = try store.value(for: key) { Numbers() }
            #expect(numbers.numbers == [5])
        }
    }

    @Test("removes what killed processes left behind, but not what is being computed")
    func leftovers() throws {
        try withTemporaryFolder { folder in
            let busy = Fingerprint(of: "busy")
            let partial = folder.appending(path: "\(key).partial")
            try FileManager.default.createDirectory(at: partial, withIntermediateDirectories: true)
            try Data("half".utf8).write(to: partial.appending(path: "values.npy"))
            try Data().write(to: folder.appending(path: "\(key).lock"))
            let store = ResultStore(folder: folder, codeFingerprint: code)
            #expect(try names(in: folder) == [])

            _ = try store.value(for: busy) {
                let half = folder.appending(path: "\(busy).partial")
                try FileManager.default.createDirectory(at: half, withIntermediateDirectories: true)
                _ = ResultStore(folder: folder, codeFingerprint: code)
                #expect(try names(in: folder) == ["\(busy).lock", "\(busy).partial"])
                return Spectrum([1])
            }
            #expect(try names(in: folder) == [busy.description])
        }
    }

    @Test("lets only one of many compute what they all want")
    func once() throws {
        try withTemporaryFolder { folder in
            let computed = Mutex(0)
            let (key, code) = (key, code)
            let results = try concurrentChunks(count: 8, chunk: 1, threads: 8) { _ throws -> [Double] in
                let store = ResultStore(folder: folder, codeFingerprint: code)
                let spectrum = try store.value(for: key) {
                    Thread.sleep(forTimeInterval: 0.05)
                    computed.withLock { $0 += 1 }
                    return Spectrum([4])
                }
                return spectrum.values
            }
            #expect(results == Array(repeating: [4], count: 8))
            #expect(computed.withLock { $0 } == 1)
            #expect(try names(in: folder) == [key.description])
        }
    }

    @Test("returns the result, and says so, where nothing can be written")
    func unwritable() throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "file")
            try Data().write(to: file)
            let listener = Listener()
            let store = ResultStore(folder: file.appending(path: "store"), codeFingerprint: code)
            let value = try ComputeContext.$current.withValue(listener.context(nil)) {
                try store.value(for: key) { Spectrum([6]) }
            }
            #expect(value == Spectrum([6]))
            let reports = listener.steps.withLock { $0 }
            #expect(reports.count == 1)
            #expect(reports[0].hasPrefix("\(key.short): cannot be remembered in \(file.path)/store ("))
        }
    }

    @Test("is asked by remembered operations: same everything is recalled, other parameters, inputs or code are not")
    func rememberedOperations() throws {
        try withTemporaryFolder { folder in
            var computed = 0
            let listener = Listener()
            func run(size: String = "1", input: String = "x", code: String = "code") throws {
                let store = ResultStore(folder: folder, codeFingerprint: Fingerprint(of: code))
                try ComputeContext.$current.withValue(listener.context(store)) {
                    _ = try remembered("counting", ["size": size], from: [Fingerprint(of: input)]) {
                        computed += 1
                        return Spectrum([1])
                    }
                }
            }
            try run()
            try run()
            #expect(computed == 1)
            try run(size: "2")
            try run(input: "y")
            try run(code: "newer")
            #expect(computed == 4)
            #expect(listener.reuses.withLock { $0 } == [false, true, false, false, false])
            #expect(listener.steps.withLock { $0 } == Array(repeating: "counting", count: 4))
        }
    }

    @Test("is not needed: without one, remembered operations compute")
    func withoutStore() throws {
        let listener = Listener()
        let value = try ComputeContext.$current.withValue(listener.context(nil)) {
            try remembered("counting", from: []) { Spectrum([2]) }
        }
        #expect(value == Spectrum([2]))
        #expect(listener.reuses.withLock { $0 } == [false])
    }

    private func recall(_ store: ResultStore, otherwise values: [Double]) throws -> Spectrum {
        try store.value(for: key) { Spectrum(values) }
    }

    private func names(in folder: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }
}
