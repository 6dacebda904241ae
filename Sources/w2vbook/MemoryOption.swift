import ArgumentParser
import NotebookEngine

/// How much memory a command may use.
struct MemoryOption: ParsableArguments {
    @Option(
        name: .customLong("memory"),
        help: ArgumentHelp(
            """
            How much memory counting may use, such as 2GB or 500MB; what is more goes to files in TMPDIR. By default \
            half of the machine's. No result depends on it.
            """, valueName: "size"),
        transform: MemoryOption.bytes)
    var bytes: Int?

    /// The bytes of a size, see ``ByteSize/bytes(_:)``.
    static func bytes(_ text: String) throws -> Int {
        guard let bytes = ByteSize.bytes(text) else {
            throw ValidationError("give a number of bytes, or a size such as 500MB, 2GB or 1.5GB, at least one byte.")
        }
        return bytes
    }
}
