import Files
import Foundation

/// The front of a `.npy` file: magic, version, length, and a Python dictionary padded to a multiple of 64 bytes.
struct NPYHeader {
    static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

    let type: String
    let shape: [Int]

    init(type: String, shape: [Int]) {
        self.type = type
        self.shape = shape
    }

    /// The header as NumPy writes it, ending in a line feed.
    var bytes: [UInt8] {
        // A Python tuple of one element keeps its comma.
        let axes = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
        let dictionary = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(axes)), }"
        let unpadded = Self.magic.count + 4 + dictionary.utf8.count + 1
        let padding = (64 - unpadded % 64) % 64
        let length = UInt16(dictionary.utf8.count + padding + 1)
        return Self.magic + [1, 0, UInt8(length & 255), UInt8(length >> 8)] + Array(dictionary.utf8)
            + Array(repeating: UInt8(ascii: " "), count: padding) + [UInt8(ascii: "\n")]
    }

    init(from source: any ByteSource, digest: MessageDigest?) throws {
        func bytes(_ count: Int, otherwise problem: NPYError.Problem) throws -> [UInt8] {
            var bytes = [UInt8](repeating: 0, count: count)
            guard try bytes.withUnsafeMutableBytes(source.readFully) == count else {
                throw NPYError(name: source.name, problem: problem)
            }
            bytes.withUnsafeBytes { digest?.update($0) }
            return bytes
        }
        let start = try bytes(Self.magic.count + 2, otherwise: .notNPY)
        guard start.starts(with: Self.magic) else { throw NPYError(name: source.name, problem: .notNPY) }
        let version = (start[6], start[7])
        guard version == (1, 0) else {
            throw NPYError(name: source.name, problem: .unsupported("format version \(version.0).\(version.1)"))
        }
        let length = try bytes(2, otherwise: .malformedHeader)
        let text = String(
            decoding: try bytes(Int(length[0]) | Int(length[1]) << 8, otherwise: .malformedHeader), as: UTF8.self)
        guard let order = text.firstMatch(of: /'fortran_order':\s*(True|False)/)?.1 else {
            throw NPYError(name: source.name, problem: .malformedHeader)
        }
        guard order == "False" else { throw NPYError(name: source.name, problem: .unsupported("Fortran order")) }
        guard let type = text.firstMatch(of: /'descr':\s*'([^']+)'/)?.1,
            let axes = text.firstMatch(of: /'shape':\s*\(([0-9, ]*)\)/)?.1
        else { throw NPYError(name: source.name, problem: .malformedHeader) }
        self.type = String(type)
        shape = try axes.split(whereSeparator: { $0 == "," || $0 == " " }).map { digits in
            guard let axis = Int(digits) else { throw NPYError(name: source.name, problem: .malformedHeader) }
            return axis
        }
    }

    /// The product of the axes; a product beyond what a file can hold is an error, not a trap.
    func elementCount(name: String) throws -> Int {
        try shape.reduce(1) { product, axis in
            let (result, overflow) = product.multipliedReportingOverflow(by: axis)
            guard !overflow, result < 1 << 40 else { throw NPYError(name: name, problem: .malformedHeader) }
            return result
        }
    }
}
