import CCrypto
public import Foundation

/// The SHA-256 of some content: equal fingerprints mean equal content.
public struct Fingerprint: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// 64 lower-case hexadecimal digits.
    public let description: String

    /// The first 12 digits, enough to tell results apart in a message.
    public var short: String { String(description.prefix(12)) }

    /// The sum's bytes in base64, as policies of web pages write it.
    package var base64: String {
        let digits = Array(description.utf8)
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
        }
        return Data(bytes).base64EncodedString()
    }

    /// A sum that is known from elsewhere: 64 hexadecimal digits, capital or small; nil for anything else.
    public init?(hexadecimal text: String) {
        let digits = text.lowercased()
        guard digits.utf8.count == 64,
            digits.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
        else { return nil }
        description = digits
    }

    /// The fingerprint of bytes.
    public init(of bytes: some DataProtocol) {
        let digest = MessageDigest()
        for region in bytes.regions { region.withUnsafeBytes(digest.update) }
        self = digest.finish()
    }

    /// The fingerprint of a text's UTF-8 bytes.
    public init(of text: String) {
        self.init(of: Array(text.utf8))
    }

    /// The fingerprint of a file's bytes, read in blocks. Throws ``FileError``.
    public init(ofFile file: URL) throws {
        self = try FileReader(file, isDigesting: true).fingerprint()
    }

    /// The key of a computation: what is done, with which parameters, to which inputs.
    ///
    /// Every field is preceded by its length, so no two different computations share a key, and the parameters
    /// are sorted by name, so their order does not matter. The order of the inputs does.
    public init(operation: String, parameters: KeyValuePairs<String, String>, inputs: [Fingerprint]) {
        let digest = MessageDigest()
        func add(_ field: String) {
            let bytes = Array(field.utf8)
            withUnsafeBytes(of: UInt64(bytes.count).littleEndian, digest.update)
            bytes.withUnsafeBytes(digest.update)
        }
        add(operation)
        add(String(parameters.count))
        for (name, value) in parameters.sorted(by: { ($0.key, $0.value) < ($1.key, $1.value) }) {
            add(name)
            add(value)
        }
        for input in inputs { add(input.description) }
        self = digest.finish()
    }

    fileprivate init(digest: some Sequence<UInt8>) {
        let digits = Array("0123456789abcdef".utf8)
        description = String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// Orders by the digits.
    public static func < (left: Fingerprint, right: Fingerprint) -> Bool { left.description < right.description }
}

extension Fingerprint: Codable {
    /// Reads the 64 digits, small as they are written, from a string; anything else is a decoding error.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let fingerprint = Fingerprint(hexadecimal: text), fingerprint.description == text else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a SHA-256 in hexadecimal")
        }
        self = fingerprint
    }

    /// Writes the 64 digits as a string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// A SHA-256 that takes its content in pieces; the owner of OpenSSL's context.
package final class MessageDigest {
    private let context: OpaquePointer

    package init() {
        // OpenSSL fails here only when no memory is left.
        context = EVP_MD_CTX_new()!
        let status = EVP_DigestInit_ex(context, EVP_sha256(), nil)
        precondition(status == 1, "OpenSSL offers no SHA-256")
    }

    deinit { EVP_MD_CTX_free(context) }

    package func update(_ bytes: UnsafeRawBufferPointer) {
        let status = EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
        precondition(status == 1, "OpenSSL cannot continue a SHA-256")
    }

    /// The fingerprint of everything so far; the digest must not be used afterwards.
    package func finish() -> Fingerprint {
        Fingerprint(
            digest: [UInt8](unsafeUninitializedCapacity: 32) { bytes, count in
                let status = EVP_DigestFinal_ex(context, bytes.baseAddress, nil)
                precondition(status == 1, "OpenSSL cannot finish a SHA-256")
                count = 32
            })
    }
}
