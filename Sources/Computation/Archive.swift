public import Files
public import Foundation

/// A value that can be written down and read back without loss.
public protocol Storable {
    /// Puts everything that ``init(restoring:)`` needs into the archive.
    func store(in archive: inout Archive) throws
    /// The value that was stored; throws where the archive does not hold one.
    init(restoring archive: Archive) throws
}

/// Named arrays and one Codable value: what a ``Storable`` value is made of.
///
/// On disk an archive is a folder: `NAME.npy` for each array, `metadata.json` for the value, and `manifest.json`
/// with the SHA-256 of each of those files, which is checked whenever one is read.
public struct Archive {
    private enum Entry {
        case memory(any NPYWritable)
        case file(Fingerprint)
    }

    private var entries: [String: Entry] = [:]
    private var metadata: Data?
    private var folder: URL?

    /// An empty archive, to store into.
    public init() {}

    /// Adds an array. Names are file names: letters, digits, hyphens; a name used before is replaced.
    public mutating func store<Element: NPYElement>(
        _ elements: [Element], shape: [Int]? = nil, as name: String
    ) {
        entries[name] = .memory(NPYFile(elements, shape: shape))
    }

    /// Sets the Codable value. Infinities and NaN in it survive.
    public mutating func store(metadata value: some Encodable) throws {
        metadata = try Self.encoder.encode(value)
    }

    /// The array of this name, with its shape. Throws ``ArchiveError``, ``FileError`` or ``NPYError``.
    public func array<Element: NPYElement>(_ name: String, of type: Element.Type = Element.self) throws
        -> NPYFile<Element>
    {
        switch entries[name] {
        case .memory(let array as NPYFile<Element>):
            return array
        case .file(let expected):
            guard let folder else { throw ArchiveError.missing(name) }
            let digest = MessageDigest()
            let array = try NPYFile<Element>(
                from: FileReader(Self.file(name, in: folder)), digest: digest)
            guard digest.finish() == expected else { throw ArchiveError.damaged(name) }
            return array
        case .memory, nil:
            throw ArchiveError.missing(name)
        }
    }

    /// The elements of the array of this name, whatever its shape.
    public func elements<Element: NPYElement>(_ name: String, of type: Element.Type = Element.self) throws -> [Element]
    {
        try array(name, of: type).elements
    }

    /// The Codable value.
    public func metadata<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value {
        guard let metadata else { throw ArchiveError.missing(Self.metadataName) }
        return try Self.decoder.decode(type, from: metadata)
    }

    /// Writes the archive into a new folder; `key` says whose result it is.
    public func write(to folder: URL, key: Fingerprint) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var manifest = Manifest(key: key, files: [:])
        for name in entries.keys.sorted() {
            let digest = MessageDigest()
            switch entries[name] {
            case .memory(let array): try array.write(to: Self.file(name, in: folder), digest: digest)
            case .file, nil: throw ArchiveError.missing(name)
            }
            manifest.files[name] = digest.finish()
        }
        if let metadata {
            try metadata.write(to: folder.appending(path: Self.metadataName))
            manifest.metadata = Fingerprint(of: metadata)
        }
        try Self.encoder.encode(manifest).write(to: folder.appending(path: Self.manifestName))
    }

    /// Opens the archive in a folder. The arrays are read, and checked, when they are asked for.
    public init(folder: URL, key: Fingerprint) throws {
        let manifest = try Self.decoder.decode(
            Manifest.self, from: Data(contentsOf: folder.appending(path: Self.manifestName)))
        guard manifest.key == key else { throw ArchiveError.foreign(manifest.key) }
        self.folder = folder
        entries = manifest.files.mapValues(Entry.file)
        if let expected = manifest.metadata {
            let data = try Data(contentsOf: folder.appending(path: Self.metadataName))
            guard Fingerprint(of: data) == expected else { throw ArchiveError.damaged(Self.metadataName) }
            metadata = data
        }
    }

    private struct Manifest: Codable {
        var key: Fingerprint
        var files: [String: Fingerprint]
        var metadata: Fingerprint?
    }

    private static let manifestName = "manifest.json"
    private static let metadataName = "metadata.json"

    private static func file(_ name: String, in folder: URL) -> URL { folder.appending(path: name + ".npy") }

    private static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return encoder
    }

    private static var decoder: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return decoder
    }
}

/// An array of any element type, as ``Archive`` writes it.
private protocol NPYWritable: Sendable {
    func write(to file: URL, digest: MessageDigest?) throws
}

extension NPYFile: NPYWritable {}

/// An archive that does not hold what is asked of it.
public enum ArchiveError: UserFacingError, Equatable {
    /// No array of this name and type, or no metadata.
    case missing(String)
    /// The file's content is not what was written.
    case damaged(String)
    /// The folder holds the result of another key.
    case foreign(Fingerprint)

    /// One line that names what is wrong.
    public var description: String {
        switch self {
        case .missing(let name): "the stored result has no \(name) of the expected type"
        case .damaged(let name): "the stored result's \(name) is damaged"
        case .foreign(let key): "the stored result belongs to the key \(key.short)"
        }
    }

    /// What to do about it.
    public var remedy: Remedy? { "Remove the stored result; it will be computed again." }
}

extension Double: Storable {
    /// Stores the number as an array of one element.
    public func store(in archive: inout Archive) throws { archive.store([self], as: "value") }

    /// The number that was stored.
    public init(restoring archive: Archive) throws {
        let values: [Double] = try archive.elements("value")
        guard values.count == 1 else { throw ArchiveError.missing("value") }
        self = values[0]
    }
}

extension Array: Storable where Element: NPYElement {
    /// Stores the numbers as one array.
    public func store(in archive: inout Archive) throws { archive.store(self, as: "values") }

    /// The numbers that were stored.
    public init(restoring archive: Archive) throws { self = try archive.elements("values") }
}
