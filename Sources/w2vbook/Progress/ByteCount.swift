import NotebookEngine

extension Int {
    /// As a number of bytes with at most four digits: 512 bytes, 71 kB, 31.3 MB, 1.2 GB.
    var asBytes: String { ByteSize.text(self) }
}
