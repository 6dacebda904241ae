import BookModel

/// The names that prose refers to: `fig-spectrum`, `karkada2025`.
enum Label {
    /// Whether labels and citation keys may contain the byte.
    static func isKeyByte(_ byte: UInt8) -> Bool { Numbering.isLabelByte(byte) }

    /// The label of a cross-reference whose at sign has just been read, or `nil` where the bytes are none. Hyphens
    /// and underscores at its end belong to the text.
    ///
    /// - Parameter own: the directives of the book's own whose outcome is numbered.
    static func reference(in bytes: some Collection<UInt8>, own: some Collection<String>) -> String? {
        var label = Array(bytes.prefix(while: isKeyByte))
        while let last = label.last, last == UInt8(ascii: "-") || last == UInt8(ascii: "_") { label.removeLast() }
        let text = String(decoding: label, as: UTF8.self)
        let prefixes = Numbering.Target.Kind.known.map(\.prefix) + own
        return prefixes.contains { text.hasPrefix($0 + "-") && text.utf8.count > $0.utf8.count + 1 } ? text : nil
    }
}
