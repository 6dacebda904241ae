import Foundation
import Synchronization

/// What a computation took, over several runs.
struct Measurement: Codable {
    /// Seconds by the clock on the wall: the median, the least and the most.
    var wallSeconds: Double
    var leastSeconds: Double
    var mostSeconds: Double
    /// Seconds of all processors together: the median.
    var cpuSeconds: Double
    /// The most memory the process has had so far, in bytes.
    var peakMemory: Int
    var repetitions: Int
    var threads: Int
    /// The median seconds of the parts, where they are told.
    var steps: [String: Double]

    /// One run.
    struct Run {
        let wall: Double
        let cpu: Double
        let steps: [String: Double]

        init(since start: Clock, steps: StepTimes) {
            let end = Clock.now
            wall = end.wall - start.wall
            cpu = end.cpu - start.cpu
            self.steps = steps.seconds
        }
    }

    /// A moment, on two clocks.
    struct Clock {
        let wall: Double
        let cpu: Double

        static var now: Clock {
            var usage = rusage()
            getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
            func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
            var time = timespec()
            clock_gettime(CLOCK_MONOTONIC, &time)
            return Clock(
                wall: Double(time.tv_sec) + Double(time.tv_nsec) / 1e9,
                cpu: seconds(usage.ru_utime) + seconds(usage.ru_stime))
        }
    }

    init(runs: [Run], threads: Int) {
        wallSeconds = runs.map(\.wall).median
        leastSeconds = runs.map(\.wall).min() ?? .nan
        mostSeconds = runs.map(\.wall).max() ?? .nan
        cpuSeconds = runs.map(\.cpu).median
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        // Linux counts in units of 1,024 bytes.
        peakMemory = usage.ru_maxrss * 1024
        repetitions = runs.count
        self.threads = threads
        steps = [:]
        for name in Set(runs.flatMap(\.steps.keys)) { steps[name] = runs.compactMap { $0.steps[name] }.median }
    }

    /// The lines that all benches print.
    var lines: [(name: String, value: String)] {
        [
            ("wall", "\(wallSeconds.seconds) (\(leastSeconds.seconds) to \(mostSeconds.seconds), \(repetitions) runs)"),
            ("cpu", "\(cpuSeconds.seconds), \(threads) threads"), ("peak memory", peakMemory.asBytes),
        ]
    }
}

/// The seconds of a run's steps, from any thread.
final class StepTimes: Sendable {
    private let values = Mutex<[String: Double]>([:])

    /// Adds seconds to a step.
    func add(_ step: String, _ seconds: Double) { values.withLock { $0[step, default: 0] += seconds } }

    var seconds: [String: Double] { values.withLock { $0 } }
}

extension [Double] {
    /// The middle value, or the mean of the two in the middle; NaN where there is none.
    var median: Double {
        guard !isEmpty else { return .nan }
        let sorted = sorted()
        return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2
    }
}

extension Double {
    /// As people read times: `0.113 s`, `12.4 s`.
    var seconds: String { String(format: self < 10 ? "%.3f s" : "%.1f s", self) }
}

/// Prints names and values in two columns.
func printTable(_ lines: [(name: String, value: String)]) {
    let width = lines.map(\.name.count).max() ?? 0
    for (name, value) in lines { print(name.padding(toLength: width, withPad: " ", startingAt: 0) + "  " + value) }
}
