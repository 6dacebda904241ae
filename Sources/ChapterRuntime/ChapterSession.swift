import BookModel
import Files
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
        /// What was reported of each input.
        var inputs: [InputName: RunInput] = [:]
    }

    private struct InputName: Hashable {
        var kind: RunInput.Kind
        var name: String
    }

    init(pipe: FileHandle) { self.pipe = pipe }

    func makeCurrent() { ChapterSession.shared.withLock { $0 = self } }

    func begin(cell: Int) {
        state.withLock { $0.cell = cell }
        send(.began(cell: cell))
    }

    /// Reports what the current cell produced, whose id may be computed, and is to be one.
    func emit(echo: Echo, _ content: CellOutput.Content?) throws {
        if let content, !Numbering.isID(content.id) {
            throw BookError(
                "'\(content.id)' cannot be the id of a \(content.kind.word.lowercased())",
                remedy: "Make it of letters, digits, hyphens and underscores, so that a file can bear its name.")
        }
        send(.output(CellOutput(cell: state.withLock(\.cell), echo: echo, content: content)))
    }

    /// Says what the author should know of what the current cell produced.
    func warn(_ message: String, remedy: String?) {
        send(.warned(message: message, remedy: remedy, cell: state.withLock(\.cell)))
    }

    /// Reports an input of the chapter that is running as it is now, unless it was reported and is still the same; of
    /// large files, the content is read. Without a session, as in tests, nobody is told.
    static func note(_ kind: RunInput.Kind, _ name: String, of book: BookContents) {
        shared.withLock(\.self)?.note(kind, name, of: book)
    }

    private func note(_ kind: RunInput.Kind, _ name: String, of book: BookContents) {
        let key = InputName(kind: kind, name: name)
        let known = state.withLock { $0.inputs[key] }
        let input: RunInput
        // Values do not change while a chapter runs, and may be asked for in its inner loops.
        if known != nil, [.parameter, .bookCorpus, .registration].contains(kind) { return }
        switch book.place(of: kind, name) {
        case .value(let value):
            input = RunInput(kind: kind, name: name, content: value)
        case .path(let path, let folder):
            if let stamp = known?.stamp, stamp == FileObservation.stamp(of: path, within: folder) { return }
            let found = FileObservation(path, within: folder)
            if let known, known.content == found.content?.description, known.stamp == found.stamp { return }
            input = RunInput(kind: kind, name: name, content: found.content?.description, stamp: found.stamp)
        }
        state.withLock { $0.inputs[key] = input }
        send(.read(input))
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
