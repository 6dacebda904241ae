import ArgumentParser
import BookModel
import Files
import Foundation
import NotebookEngine

#if canImport(Glibc)
    import Glibc
#endif

/// Where messages go: standard error, with colour where a person reads it.
enum Terminal {
    static let isInteractive = isatty(STDERR_FILENO) == 1
    private static let usesColour =
        isInteractive && ProcessInfo.processInfo.environment["NO_COLOR"].map(\.isEmpty) ?? true

    /// How many columns the terminal has; 80 where it does not say.
    static var width: Int {
        var size = winsize()
        return ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
    }

    /// Writes a message, of which nothing is obeyed by the terminal: it may quote anybody. When nobody reads any more,
    /// as in `w2vbook build 2>&1 | head`, the build goes on.
    static func write(_ text: String) { send(text.printable) }

    /// Writes a message in the place of the last lines, and of all below them.
    ///
    /// - Parameter lines: How many lines; without one the message is added.
    static func write(_ text: String, overLast lines: Int) {
        send((lines == 0 ? "" : "\u{1B}[\(lines)A\r\u{1B}[J") + text.printable)
    }

    /// Writes a message in the place of the line that the cursor is in, and leaves the cursor behind it.
    static func rewriteLine(_ text: String) { send("\r\u{1B}[K" + text.printable) }

    private static func send(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }

    /// Prints a diagnostic, its first line in the colour of its severity.
    static func show(_ diagnostic: Diagnostic) {
        let text = diagnostic.rendered
        guard usesColour else { return write(text + "\n") }
        let colour =
            switch diagnostic.severity {
            case .error: "31"
            case .warning: "33"
            case .note: "36"
            }
        let end = text.firstIndex(of: "\n") ?? text.endIndex
        send("\u{1B}[1;\(colour)m\(text[..<end].printable)\u{1B}[0m\(text[end...].printable)\n")
    }
}

/// Prints on standard output. It hides Swift's own `print` from this program, which would let a terminal obey what words,
/// names and titles of other people hold.
func print(_ text: String, terminator: String = "\n") { Swift.print(text.printable, terminator: terminator) }

extension Int {
    /// As a number of bytes with at most four digits: 512 bytes, 71 kB, 31.3 MB, 1.2 GB.
    var asBytes: String { ByteSize.text(self) }
}
