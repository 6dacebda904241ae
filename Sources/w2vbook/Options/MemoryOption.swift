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
        if let bytes = ByteSize.bytes(text) { return bytes }
        throw ValidationError(
            ByteSize.isSize(text)
                ? "give at least one byte, and less than 9 million TB."
                : "give a number of bytes, or a size such as 500MB, 2GB or 1.5GB.")
    }
}
