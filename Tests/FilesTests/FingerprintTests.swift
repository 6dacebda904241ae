import Foundation
import TestSupport
import Testing
@testable import Files

@Suite("Fingerprints")
struct FingerprintTests {
    @Test("are SHA-256: the examples of FIPS 180-4")
    func knownDigests() {
        #expect(
            Fingerprint(of: "abc").description == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(Fingerprint(of: "").description == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(Fingerprint(of: "abc").short == "ba7816bf8f01")
    }

    @Test("of a file, which is longer than one block, and of its bytes are the same")
    func file() throws {
        try withTemporaryFolder { folder in
            let bytes = Data((0..<3_000_001).map { UInt8(truncatingIfNeeded: $0 &* 31) })
            let file = folder.appending(path: "bytes")
            try bytes.write(to: file)
            #expect(try Fingerprint(ofFile: file) == Fingerprint(of: bytes))
        }
    }

    @Test("of what is no file are errors that name it")
    func noFile() throws {
        try withTemporaryFolder { folder in
            let missing = folder.appending(path: "missing")
            #expect(throws: FileError.missing(path: missing.path)) { try Fingerprint(ofFile: missing) }
            #expect(throws: FileError.isDirectory(path: folder.path)) { try Fingerprint(ofFile: folder) }
            let error = FileError.isDirectory(path: "/texts")
            #expect(error.description == "/texts is a directory, not a file")
            #expect(error.remedy == "Name a file inside it.")
            #expect(FileError.missing(path: "/texts").description == "/texts does not exist")
        }
    }

    @Test("of computations do not depend on the order of parameters")
    func parameterOrder() {
        let input = Fingerprint(of: "input")
        #expect(
            Fingerprint(operation: "count", parameters: ["a": "1", "b": "2"], inputs: [input])
                == Fingerprint(operation: "count", parameters: ["b": "2", "a": "1"], inputs: [input]))
    }

    @Test("of different computations differ, also where their fields run together alike")
    func differentComputations() {
        let (x, y) = (Fingerprint(of: "x"), Fingerprint(of: "y"))
        let all = [
            Fingerprint(operation: "f", parameters: [:], inputs: []),
            Fingerprint(operation: "g", parameters: [:], inputs: []),
            Fingerprint(operation: "f", parameters: ["a": "bc"], inputs: []),
            Fingerprint(operation: "f", parameters: ["ab": "c"], inputs: []),
            Fingerprint(operation: "f", parameters: ["a": "b", "c": ""], inputs: []),
            Fingerprint(operation: "f", parameters: [:], inputs: [x]),
            Fingerprint(operation: "f", parameters: [:], inputs: [x, y]),
            Fingerprint(operation: "f", parameters: [:], inputs: [y, x]),
        ]
        #expect(Set(all).count == all.count)
    }

    @Test("survive JSON, and anything else than 64 digits is refused")
    func coding() throws {
        let fingerprint = Fingerprint(of: "abc")
        let json = try JSONEncoder().encode([fingerprint])
        #expect(try JSONDecoder().decode([Fingerprint].self, from: json) == [fingerprint])
        for text in ["", "abc", String(repeating: "g", count: 64), String(repeating: "A", count: 64)] {
            #expect(throws: DecodingError.self) {
                try JSONDecoder().decode([Fingerprint].self, from: Data("[\"\(text)\"]".utf8))
            }
        }
    }

    @Test("are taken from 64 digits, capital or small, and from nothing else")
    func hexadecimal() {
        let fingerprint = Fingerprint(of: "abc")
        #expect(Fingerprint(hexadecimal: fingerprint.description) == fingerprint)
        #expect(Fingerprint(hexadecimal: fingerprint.description.uppercased()) == fingerprint)
        for text in ["", "abc", String(repeating: "g", count: 64), String(repeating: "1", count: 65), " " + "1"] {
            #expect(Fingerprint(hexadecimal: text) == nil)
        }
    }

    @Test("of code change with a module's objects, and are the program's where a module has none")
    func code() throws {
        try withTemporaryFolder { folder in
            let program = folder.appending(path: "program")
            try Data("program".utf8).write(to: program)
            let module = folder.appending(path: "Science.build")
            try FileManager.default.createDirectory(at: module, withIntermediateDirectories: true)
            try Data("one".utf8).write(to: module.appending(path: "One.swift.o"))
            let before = fingerprint(["Science"], program)
            try Data("text".utf8).write(to: module.appending(path: "One.d"))
            #expect(fingerprint(["Science"], program) == before)
            let whole = fingerprint(["Science", "Absent"], program)
            #expect(whole != before)

            // The objects of C files stand in folders as their sources do.
            let nested = module.appending(path: "kernels/fast.c.o")
            try FileManager.default.createDirectory(
                at: nested.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data("kernel".utf8).write(to: nested)
            let withKernel = fingerprint(["Science"], program)
            try Data("better kernel".utf8).write(to: nested)
            #expect(Set([before, withKernel, fingerprint(["Science"], program)]).count == 3)

            try Data("two".utf8).write(to: module.appending(path: "One.swift.o"))
            #expect(fingerprint(["Science"], program) != before)
            #expect(fingerprint(["Science", "Absent"], program) == whole)
            try Data("program 2".utf8).write(to: program)
            #expect(fingerprint(["Science", "Absent"], program) != whole)
        }
    }

    private func fingerprint(_ modules: [String], _ program: URL) -> Fingerprint {
        codeFingerprint(ofModules: modules, executable: program)
    }
}
