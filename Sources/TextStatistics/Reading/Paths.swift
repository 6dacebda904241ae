/// Whether a path inside a folder or an archive is hidden, by its own name or by that of a folder above it: names that
/// start with a dot, and `__MACOSX`, which macOS adds to archives.
func isHidden(_ path: String) -> Bool {
    path.utf8.split(separator: UInt8(ascii: "/")).contains { name in
        name.elementsEqual("__MACOSX".utf8)
            || name.first == UInt8(ascii: ".") && !name.elementsEqual(".".utf8) && !name.elementsEqual("..".utf8)
    }
}

/// The order in which texts are read: by the bytes of their paths, whatever the language of the system.
func precedes(_ left: String, _ right: String) -> Bool { left.utf8.lexicographicallyPrecedes(right.utf8) }

/// A name for messages of one line: control characters become question marks.
func printable(_ name: String) -> String {
    String(String.UnicodeScalarView(name.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : $0 }))
}
