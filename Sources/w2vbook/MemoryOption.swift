import ArgumentParser
import Foundation

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

    /// The bytes of a size: a number, which may have a decimal point, and a unit of thousands. At least one byte.
    static func bytes(_ text: String) throws -> Int {
        let units = ["": 1.0, "b": 1, "kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12]
        guard let match = text.wholeMatch(of: /([0-9]+(?:\.[0-9]+)?) ?([A-Za-z]*)/),
            let number = Double(match.1), let unit = units[match.2.lowercased()]
        else { throw ValidationError("give a number of bytes, or a size such as 500MB, 2GB or 1.5GB.") }
        guard case let bytes = (number * unit).rounded(.down), bytes >= 1, let size = Int(exactly: bytes) else {
            throw ValidationError("give at least one byte, and less than 9 million TB.")
        }
        return size
    }
}
