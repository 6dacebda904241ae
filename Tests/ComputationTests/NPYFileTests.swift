import Files
import Computation
import Foundation
import TestSupport
import Testing

@Suite("NumPy files")
struct NPYFileTests {
    @Test("are laid out as NumPy lays them out")
    func layout() throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "array.npy")
            try NPYFile<Int32>([1, 2, 3, 4, 5, -6], shape: [2, 3]).write(to: file)
            let bytes = Array(try Data(contentsOf: file))
            #expect(Array(bytes[..<8]) == [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0])
            let headerLength = Int(bytes[8]) + 256 * Int(bytes[9])
            #expect((10 + headerLength) % 64 == 0)
            let header = String(decoding: bytes[10..<10 + headerLength], as: UTF8.self)
            #expect(header.hasPrefix("{'descr': '<i4', 'fortran_order': False, 'shape': (2, 3), }"))
            #expect(header.hasSuffix(" \n"))
            #expect(Array(bytes[(10 + headerLength)...].prefix(8)) == [1, 0, 0, 0, 2, 0, 0, 0])
            #expect(Array(bytes.suffix(4)) == [0xFA, 0xFF, 0xFF, 0xFF])
        }
    }

    @Test("write a vector's shape as a Python tuple of one, and a number's as the empty tuple")
    func shapes() throws {
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "array.npy")
            try NPYFile<UInt8>([7, 8]).write(to: file)
            #expect(String(decoding: try Data(contentsOf: file)[10..<70], as: UTF8.self).contains("'shape': (2,), }"))
            try NPYFile<UInt8>([7], shape: []).write(to: file)
            #expect(String(decoding: try Data(contentsOf: file)[10..<70], as: UTF8.self).contains("'shape': (), }"))
            #expect(try NPYFile<UInt8>(contentsOf: file).shape == [])
        }
    }

    @Test("give back what was written, for every type of number")
    func roundTrip() throws {
        func check<Element: NPYElement & Equatable>(_ elements: [Element], _ shape: [Int], in folder: URL) throws {
            let file = folder.appending(path: "array.npy")
            try NPYFile(elements, shape: shape).write(to: file)
            let read = try NPYFile<Element>(contentsOf: file)
            #expect(read.elements == elements && read.shape == shape)
        }
        try withTemporaryFolder { folder in
            try check([0, -1.5, .infinity, .greatestFiniteMagnitude] as [Double], [2, 2], in: folder)
            try check([0, 3.25, .leastNonzeroMagnitude] as [Float], [3, 1], in: folder)
            try check([.min, 0, .max] as [Int32], [1, 3], in: folder)
            try check([0, .max] as [UInt32], [2], in: folder)
            try check([.min, .max] as [Int64], [2], in: folder)
            try check([0, .max] as [UInt64], [1, 2, 1], in: folder)
            try check([0, 255] as [UInt8], [2], in: folder)
            try check([] as [Double], [0, 4], in: folder)
            // Longer than one block of reading.
            try check((0..<400_000).map(Double.init), [400, 1000], in: folder)
        }
    }

    @Test("that are something else are refused with what is wrong")
    func errors() throws {
        func header(_ text: String, version: UInt8 = 1) -> [UInt8] {
            [0x93] + Array("NUMPY".utf8) + [version, 0, UInt8(text.utf8.count), 0] + Array(text.utf8)
        }
        func dictionary(type: String = "<u4", fortran: Bool = false, shape: String = "(2,)") -> String {
            "{'descr': '\(type)', 'fortran_order': \(fortran ? "True" : "False"), 'shape': \(shape), }\n"
        }
        let numbers: [UInt8] = [1, 0, 0, 0, 2, 0, 0, 0]
        let cases: [([UInt8], String)] = [
            ([], "array.npy is not a NumPy .npy file"),
            (Array("PK a zip file".utf8), "array.npy is not a NumPy .npy file"),
            (
                header(dictionary(), version: 2) + numbers,
                "array.npy is a .npy file with format version 2.0, which is not supported"
            ),
            (
                header(dictionary(fortran: true)) + numbers,
                "array.npy is a .npy file with Fortran order, which is not supported"
            ),
            (header("{'descr': 3}") + numbers, "array.npy has a .npy header that cannot be read"),
            (header(dictionary(shape: "(9223372036854775807, 3)")), "array.npy has a .npy header that cannot be read"),
            (header(dictionary(shape: "(99999999999999999999,)")), "array.npy has a .npy header that cannot be read"),
            (header(dictionary(type: ">u4")) + numbers, "array.npy holds numbers of type >u4, not <u4"),
            (header(dictionary(type: "<f8")) + numbers, "array.npy holds numbers of type <f8, not <u4"),
            (header(dictionary()) + numbers.dropLast(), "array.npy ends before its last number"),
            // Four terabytes: more memory than the machine would give.
            (header(dictionary(shape: "(1099511627775,)")) + numbers, "array.npy ends before its last number"),
            (header(dictionary()) + numbers + [0], "array.npy goes on after its last number"),
        ]
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "array.npy")
            for (bytes, message) in cases {
                try Data(bytes).write(to: file)
                let error = #expect(throws: NPYError.self) { try NPYFile<UInt32>(contentsOf: file) }
                #expect(error?.description == folder.path + "/" + message)
                #expect(error?.remedy?.description.hasSuffix(".") == true)
            }
            try Data(header(dictionary()) + numbers).write(to: file)
            #expect(try NPYFile<UInt32>(contentsOf: file).elements == [1, 2])
        }
    }
}
