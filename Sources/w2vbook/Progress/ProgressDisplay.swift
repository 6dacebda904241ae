import BookModel
import Foundation
import NotebookEngine
import Synchronization

/// Shows a build while it runs: a live line for each chapter on a terminal, plain lines every few seconds elsewhere.
final class ProgressDisplay: Sendable {
    /// What is shown.
    enum Style {
        case live, plain, quiet

        /// What suits standard error.
        static var ofTerminal: Style { Terminal.isInteractive ? .live : .plain }
    }

    private let style: Style
    private let mentionsReused: Bool
    private let showsTimings: Bool
    private let start = ContinuousClock.now
    private let state = Mutex(State())

    private struct State {
        var board = ProgressBoard()
        /// How many live lines stand on the terminal.
        var drawn = 0
        var lastDrawing = 0.0
        var timings: [Timing] = []
    }

    private struct Timing {
        var chapter: String
        var step: String
        var seconds: Double
        var reused: Bool
    }

    /// - Parameter mentionsReused: Whether chapters that did not have to run are told.
    init(style: Style, mentionsReused: Bool = true, showsTimings: Bool = false) {
        self.style = style
        self.mentionsReused = mentionsReused
        self.showsTimings = showsTimings
    }

    func receive(_ event: BuildEvent) {
        let now = seconds
        state.withLock { state in
            switch event {
            case .compiling(let chapter): draw(&state, isNew: state.board.move(chapter, to: "compiling", at: now))
            case .waiting(let chapter):
                state.board.wait(chapter)
                draw(&state, isNew: true)
            case .running(let chapter): draw(&state, isNew: state.board.move(chapter, to: "running", at: now))
            case .progress(let chapter, let step, let fraction):
                draw(&state, isNew: state.board.move(chapter, to: step, fraction: fraction, at: now))
            case .timing(let chapter, let step, let seconds, let reused):
                state.timings.append(Timing(chapter: chapter, step: step, seconds: seconds, reused: reused))
            case .printed(let chapter, let line): say(&state, "  [\(chapter)] \(line)")
            case .done(let chapter, let status, let seconds, let isReused):
                state.board.end(chapter)
                let outcome =
                    switch status {
                    case .failed: "failed"
                    case .skipped: "left out"
                    case .complete: isReused ? "unchanged" : String(format: "built in %.1f s", seconds)
                    }
                if mentionsReused || !isReused { say(&state, "  \(chapter): \(outcome)") }
                draw(&state, isNew: true)
            }
        }
    }

    /// A line of its own, such as "writing output/book.html".
    func say(_ line: String) { state.withLock { say(&$0, line) } }

    /// Ends the live lines and prints the timings, the longest first.
    func finish() {
        state.withLock { state in
            erase(&state)
            guard showsTimings else { return }
            Terminal.write("\n  seconds  step\n")
            for timing in state.timings.sorted(by: { $0.seconds > $1.seconds }) {
                let note = timing.reused ? ", remembered" : ""
                Terminal.write(
                    "  " + String(format: "%7.2f", timing.seconds) + "  \(timing.chapter): \(timing.step)\(note)\n")
            }
        }
    }

    /// Adds a step of the whole build, such as writing the page.
    func timed(_ step: String, seconds: Double) {
        state.withLock { $0.timings.append(Timing(chapter: "book", step: step, seconds: seconds, reused: false)) }
    }

    private var seconds: Double { (ContinuousClock.now - start) / .seconds(1) }

    private func say(_ state: inout State, _ line: String) {
        guard style != .quiet else { return }
        Terminal.write(line + "\n", overLast: state.drawn)
        state.drawn = 0
        if style == .live { redraw(&state) }
    }

    /// Shows what changed: steps at once on a terminal, how far they are twenty times a second; elsewhere every few
    /// seconds is enough for a log.
    private func draw(_ state: inout State, isNew: Bool) {
        let elapsed = seconds - state.lastDrawing
        switch style {
        case .live: if isNew || elapsed > 0.05 { redraw(&state) }
        case .plain:
            guard elapsed > 5 else { return }
            state.lastDrawing = seconds
            Terminal.write(state.board.lines(at: seconds).map { $0 + "\n" }.joined())
        case .quiet: break
        }
    }

    private func redraw(_ state: inout State) {
        // The last column stays free: terminals differ in what they do once it is written to.
        let lines = state.board.lines(at: seconds, width: Terminal.width - 1)
        Terminal.write(lines.map { $0 + "\n" }.joined(), overLast: state.drawn)
        state.drawn = lines.count
        state.lastDrawing = seconds
    }

    private func erase(_ state: inout State) {
        Terminal.write("", overLast: state.drawn)
        state.drawn = 0
    }
}
