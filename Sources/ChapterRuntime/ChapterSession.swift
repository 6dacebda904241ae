import BookModel
import Foundation
import Synchronization

/// The run of one chapter in its own process: which cell is being run, and the pipe on which the engine listens.
final class ChapterSession: Sendable {
    /// A process runs one chapter; the session is set before its code starts and never changes.
    static var current: ChapterSession { shared.withLock { $0! } }
    private static let shared = Mutex<ChapterSession?>(nil)

    private let pipe: FileHandle
    private let state = Mutex(State())

    private struct State {
        var cell = 0
    }

    init(pipe: FileHandle) { self.pipe = pipe }

    func makeCurrent() { ChapterSession.shared.withLock { $0 = self } }

    func begin(cell: Int) {
        state.withLock { $0.cell = cell }
        send(.began(cell: cell))
    }

    /// Reports what the current cell produced.
    func emit(echo: Echo, _ content: CellOutput.Content?) {
        send(.output(CellOutput(cell: state.withLock(\.cell), echo: echo, content: content)))
    }

    /// Says what the author should know of what the current cell produced.
    func warn(_ message: String, remedy: String?) {
        send(.warned(message: message, remedy: remedy, cell: state.withLock(\.cell)))
    }

    /// Writes one event as a line. Events may come from several threads.
    func send(_ event: RunEvent) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard var line = try? encoder.encode(event) else { return }
        line.append(UInt8(ascii: "\n"))
        // A broken pipe means that nobody listens any more; the process ends with its parent.
        state.withLock { _ in try? pipe.write(contentsOf: line) }
    }
}
