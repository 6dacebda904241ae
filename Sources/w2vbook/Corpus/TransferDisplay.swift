import BookModel
import Downloads
import Foundation

/// Shows a download while it runs: one live line on a terminal, a plain line every few seconds elsewhere.
final class TransferDisplay {
    private let name: String
    private let style: ProgressDisplay.Style
    private var hasLiveLine = false
    private var lastLine = ContinuousClock.now

    init(name: String, style: ProgressDisplay.Style) {
        self.name = name
        self.style = style
    }

    func receive(_ event: Download.Event) {
        switch event {
        case .waiting:
            if style != .quiet { Terminal.write("  \(name): waiting for another process that downloads it\n") }
        case .receiving(let received, let size, let speed):
            let text = "  \(name): " + Self.describe(received: received, size: size, bytesPerSecond: speed)
            // A terminal is redrawn five times a second; every few seconds is enough for a log.
            let pause: Duration = style == .live ? .milliseconds(200) : .seconds(5)
            guard style != .quiet, received > 0, ContinuousClock.now - lastLine > pause else { return }
            lastLine = .now
            if style == .live {
                Terminal.rewriteLine(String(text.printable.prefix(110)))
            } else {
                Terminal.write(text + "\n")
            }
            hasLiveLine = style == .live
        }
    }

    /// Ends the live line.
    func finish() {
        if hasLiveLine { Terminal.rewriteLine("") }
        hasLiveLine = false
    }

    /// `12.3 MB of 31.3 MB, 39%, 2.1 MB/s, about 9 s left`; what is not known is left out.
    private static func describe(received: Int, size: Int?, bytesPerSecond: Double) -> String {
        var parts = [received.asBytes]
        if let size, size > 0 {
            parts[0] += " of \(size.asBytes)"
            parts.append("\(100 * received / size)%")
        }
        guard bytesPerSecond >= 1 else { return parts.joined(separator: ", ") }
        parts.append("\(Int(bytesPerSecond).asBytes)/s")
        if let size, case let rest = Double(size - received) / bytesPerSecond, rest >= 2 {
            parts.append(rest < 120 ? "about \(Int(rest)) s left" : "about \(Int(rest / 60)) min left")
        }
        return parts.joined(separator: ", ")
    }
}
