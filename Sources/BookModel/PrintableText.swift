extension StringProtocol {
    /// The text as it may go to a terminal: what a terminal would obey instead of showing it is written as in JSON,
    /// `\u001B`.
    ///
    /// That is control characters but for tabs and line feeds, and what turns the direction of the text around it, which
    /// makes a line read otherwise than it is. In a JSON text they stand within strings, where this is how they are
    /// written, so that JSON stays the same value. Text without them is unchanged.
    public var printable: String {
        guard unicodeScalars.contains(where: \.isObeyedByTerminals) else { return String(self) }
        var text = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            if scalar.isObeyedByTerminals {
                let digits = String(scalar.value, radix: 16, uppercase: true)
                text.append(contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".unicodeScalars)
            } else {
                text.append(scalar)
            }
        }
        return String(text)
    }
}

extension Unicode.Scalar {
    fileprivate var isObeyedByTerminals: Bool {
        switch value {
        case 0x09, 0x0A: false
        // C0, DEL and C1.
        case 0..<0x20, 0x7F..<0xA0: true
        // Separators of lines and paragraphs, embeddings, overrides and isolates.
        case 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
