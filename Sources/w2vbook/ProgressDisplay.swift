import BookModel
import Foundation
import NotebookEngine
import Synchronization

/// Shows a build while it runs: one live line on a terminal, plain lines elsewhere.
final class ProgressDisplay: Sendable {
    /// What is shown.
    enum Style { case live, plain, quiet }

    private let style: Style
    private let showsTimings: Bool
    private let state = Mutex(State())

    private struct State {
        /// What each chapter that is being built is doing.
        var steps: [String: Step] = [:]
        var hasLiveLine = false
        var lastPlainLine = ContinuousClock.now
        var timings: [Timing] = []
    }

    private struct Step {
        var text: String
        private(set) var fraction: Double?
        /// When the first part was told, and which it was: a computation that is taken up does not begin at 0.
        private(set) var origin: (time: ContinuousClock.Instant, fraction: Double)?

        mutating func move(to fraction: Double?) {
            self.fraction = fraction
            if origin == nil, let fraction { origin = (.now, fraction) }
        }
    }

    private struct Timing {
        var chapter: String
        var step: String
        var seconds: Double
        var reused: Bool
    }

    init(style: Style, showsTimings: Bool) {
        self.style = style
        self.showsTimings = showsTimings
    }

    func receive(_ event: BuildEvent) {
        state.withLock { state in
            switch event {
            case .compiling(let chapter): set(&state, chapter, "compiling", nil)
            case .running(let chapter): set(&state, chapter, "running", nil)
            case .progress(let chapter, let step, let fraction): set(&state, chapter, step, fraction)
            case .timing(let chapter, let step, let seconds, let reused):
                state.timings.append(Timing(chapter: chapter, step: step, seconds: seconds, reused: reused))
            case .printed(let chapter, let line):
                if style != .quiet { say(&state, "  [\(chapter)] \(line)") }
            case .done(let chapter, let status, let seconds, let isReused):
                state.steps[chapter] = nil
                guard style != .quiet else { return }
                let outcome =
                    switch status {
                    case .failed: "failed"
                    case .skipped: "left out"
                    case .complete: isReused ? "unchanged" : String(format: "built in %.1f s", seconds)
                    }
                say(&state, "  \(chapter): \(outcome)")
                redraw(&state)
            }
        }
    }

    /// A line of its own, such as "writing output/book.html".
    func say(_ line: String) {
        guard style != .quiet else { return }
        state.withLock { say(&$0, line) }
    }

    /// Ends the live line and prints the timings, the longest first.
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

    private func set(_ state: inout State, _ chapter: String, _ text: String, _ fraction: Double?) {
        // What follows a point in the middle may change while the step goes on, and with it the estimate.
        func name(_ text: String) -> String? { text.components(separatedBy: " · ").first }
        if let step = state.steps[chapter], name(step.text) == name(text) {
            state.steps[chapter]?.text = text
        } else {
            state.steps[chapter] = Step(text: text)
        }
        state.steps[chapter]?.move(to: fraction)
        switch style {
        case .live: redraw(&state)
        case .plain:
            // Every few seconds is enough for a log.
            guard ContinuousClock.now - state.lastPlainLine > .seconds(5) else { return }
            state.lastPlainLine = .now
            Terminal.write("  \(chapter): \(describe(state.steps[chapter]!))\n")
        case .quiet: break
        }
    }

    private func describe(_ step: Step) -> String {
        guard let fraction = step.fraction, fraction > 0, let origin = step.origin else { return step.text }
        let share = step.text + String(format: " %.0f%%", fraction * 100)
        guard fraction > origin.fraction else { return share }
        let elapsed = Double((ContinuousClock.now - origin.time).components.seconds)
        let remaining = elapsed * (1 - fraction) / (fraction - origin.fraction)
        return share + (remaining >= 2 ? String(format: ", about %.0f s left", remaining) : "")
    }

    private func say(_ state: inout State, _ line: String) {
        erase(&state)
        Terminal.write(line + "\n")
    }

    private func redraw(_ state: inout State) {
        guard style == .live else { return }
        let line = state.steps.sorted { $0.key < $1.key }.map { "\($0.key): \(describe($0.value))" }
            .joined(separator: "  ·  ")
        Terminal.write("\r\u{1B}[K  \(line.prefix(110))")
        state.hasLiveLine = true
    }

    private func erase(_ state: inout State) {
        guard state.hasLiveLine else { return }
        Terminal.write("\r\u{1B}[K")
        state.hasLiveLine = false
    }
}
