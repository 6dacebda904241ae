/// The names that prose refers to: `fig-spectrum`, `karkada2025`.
enum Label {
    /// What labels begin with, by what they name.
    static let prefixes = ["fig-", "tbl-", "eq-", "sec-", "claim-", "exr-"]

    /// Whether labels and citation keys may contain the byte.
    static func isKeyByte(_ byte: UInt8) -> Bool {
        SwiftSource.isIdentifierByte(byte) || byte == UInt8(ascii: "-")
    }

    /// The label of a cross-reference whose at sign has just been read, or `nil` where the bytes are none. Hyphens
    /// and underscores at its end belong to the text.
    static func reference(in bytes: some Collection<UInt8>) -> String? {
        var label = Array(bytes.prefix(while: isKeyByte))
        while let last = label.last, last == UInt8(ascii: "-") || last == UInt8(ascii: "_") { label.removeLast() }
        let text = String(decoding: label, as: UTF8.self)
        return prefixes.contains { text.hasPrefix($0) && text.utf8.count > $0.utf8.count } ? text : nil
    }
}
