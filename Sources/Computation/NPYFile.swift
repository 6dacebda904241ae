public import Files
public import Foundation

/// A number that a `.npy` file can hold.
public protocol NPYElement: BitwiseCopyable, Sendable {
    /// NumPy's name of the type in little-endian order, as `<f8` for Double.
    static var npyType: String { get }
}

extension Float: NPYElement {
    /// `<f4`.
    public static let npyType = "<f4"
}
extension Double: NPYElement {
    /// `<f8`.
    public static let npyType = "<f8"
}
extension Int32: NPYElement {
    /// `<i4`.
    public static let npyType = "<i4"
}
extension UInt32: NPYElement {
    /// `<u4`.
    public static let npyType = "<u4"
}
extension Int64: NPYElement {
    /// `<i8`.
    public static let npyType = "<i8"
}
extension UInt64: NPYElement {
    /// `<u8`.
    public static let npyType = "<u8"
}
extension UInt8: NPYElement {
    /// `|u1`.
    public static let npyType = "|u1"
}

/// An array as NumPy's `.npy` format (version 1.0, C order, little endian) keeps it.
///
/// Source: NumPy Enhancement Proposal 1, "A simple file format for NumPy arrays".
public struct NPYFile<Element: NPYElement>: Sendable {
    /// The bytes that every such file begins with.
    package static var magic: [UInt8] { NPYHeader.magic }
    /// The length of each axis; empty for a single number.
    public let shape: [Int]
    /// The numbers, the last axis running fastest.
    public let elements: [Element]

    /// An array of this shape; without a shape, a vector. The shape's product must be the number of elements.
    public init(_ elements: [Element], shape: [Int]? = nil) {
        self.shape = shape ?? [elements.count]
        self.elements = elements
        precondition(self.shape.reduce(1, *) == elements.count, "the shape does not fit the number of elements")
    }

    /// Reads a file. Throws ``FileError`` or ``NPYError``.
    public init(contentsOf file: URL) throws {
        try self.init(from: FileReader(file), digest: nil)
    }

    /// Reads a stream that holds one array and nothing after it. Memory is taken as bytes arrive, so a header that
    /// promises more than the stream has costs nothing.
    package init(from source: any ByteSource) throws {
        try self.init(from: source, digest: nil)
    }

    /// Writes the file, replacing one that is there. Throws ``FileError``.
    public func write(to file: URL) throws {
        try write(to: file, digest: nil)
    }

    init(from source: any ByteSource, digest: MessageDigest?) throws {
        let header = try NPYHeader(from: source, digest: digest)
        guard header.type == Element.npyType else {
            throw NPYError(name: source.name, problem: .otherType(found: header.type, expected: Element.npyType))
        }
        let count = try header.elementCount(name: source.name)
        let size = MemoryLayout<Element>.stride
        var elements: [Element] = []
        // The header may promise anything; all memory is taken at once only where the file is as long as that.
        if source.expectedRemainder / size >= count { elements.reserveCapacity(count) }
        // Blocks small enough to be hashed and copied while they are still in the processor's cache.
        let block = max(1, (1 << 20) / size)
        try withUnsafeTemporaryAllocation(of: Element.self, capacity: min(block, count)) { buffer in
            while elements.count < count {
                let part = UnsafeMutableBufferPointer(rebasing: buffer[..<min(block, count - elements.count)])
                let bytes = UnsafeMutableRawBufferPointer(part)
                guard try source.readFully(into: bytes) == bytes.count else {
                    throw NPYError(name: source.name, problem: .truncated)
                }
                digest?.update(UnsafeRawBufferPointer(bytes))
                elements.append(contentsOf: part)
            }
        }
        self.elements = elements
        shape = header.shape
        var extra: UInt8 = 0
        guard try withUnsafeMutableBytes(of: &extra, source.read(into:)) == 0 else {
            throw NPYError(name: source.name, problem: .trailingBytes)
        }
    }

    func write(to file: URL, digest: MessageDigest?) throws {
        try FileWriter.replace(file) { try write(to: $0, digest: digest) }
    }

    /// Writes the array behind what was written before.
    package func write(to writer: FileWriter) throws { try write(to: writer, digest: nil) }

    private func write(to writer: FileWriter, digest: MessageDigest?) throws {
        func write(_ bytes: UnsafeRawBufferPointer) throws {
            digest?.update(bytes)
            try writer.write(bytes)
        }
        try NPYHeader(type: Element.npyType, shape: shape).bytes.withUnsafeBytes(write)
        try elements.withUnsafeBytes(write)
    }
}

/// A file that is not a `.npy` array of the expected kind.
public struct NPYError: UserFacingError, Equatable {
    /// What is wrong with it.
    public enum Problem: Equatable, Sendable {
        /// It does not begin as one.
        case notNPY
        /// Its header cannot be read.
        case malformedHeader
        /// It is of a kind that is not read, as Fortran order.
        case unsupported(String)
        /// Its numbers are of another type.
        case otherType(found: String, expected: String)
        /// It ends too early.
        case truncated
        /// Something follows the array.
        case trailingBytes
    }
    /// The file's path.
    public let name: String
    /// What is wrong with it.
    public let problem: Problem

    /// One line that names what is wrong.
    public var description: String {
        switch problem {
        case .notNPY: "\(name) is not a NumPy .npy file"
        case .malformedHeader: "\(name) has a .npy header that cannot be read"
        case .unsupported(let what): "\(name) is a .npy file with \(what), which is not supported"
        case .otherType(let found, let expected): "\(name) holds numbers of type \(found), not \(expected)"
        case .truncated: "\(name) ends before its last number"
        case .trailingBytes: "\(name) goes on after its last number"
        }
    }

    /// What to do about it.
    public var remedy: Remedy? {
        switch problem {
        case .unsupported, .otherType:
            "Save the array with NumPy in C order, little endian, as one of f4, f8, i4, u4, i8, u8, u1."
        case .notNPY, .malformedHeader, .truncated, .trailingBytes: "Make the file again."
        }
    }
}
