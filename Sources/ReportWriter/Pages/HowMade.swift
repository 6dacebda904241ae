import BookModel
import Foundation

/// What the page says of how its numbers came about: which parameters each chapter read, and how long it took.
extension BuiltChapter {
    /// The parameters that the chapter's code mentions, with their values: `rank 128, window 16`, or `none`.
    func settings(in book: BuiltBook) -> String {
        let settings = book.parameters.filter { parameters.contains($0.name) }.map { "\($0.name) \($0.value)" }
        return settings.isEmpty ? "none" : settings.joined(separator: ", ")
    }
}

extension BuiltBook {
    /// "Chapter 1 took 12.5 s (key 3fa4b2c1d0e9), chapter 2 took 1 min 20 s.": of the chapters that are complete, when
    /// their outputs were made; `nil` where none is.
    ///
    /// Times differ from build to build, and a key depends on the dates of files: both belong to the stamp.
    var timesOfChapters: String? {
        let parts = chapters.enumerated().filter { $0.element.status == .complete }.map { index, chapter in
            let key = chapter.key.map { " (key \($0.prefix(12)))" } ?? ""
            return "chapter \(index + 1) took \(Self.duration(chapter.seconds))\(key)"
        }
        guard let first = parts.first else { return nil }
        return (["C" + first.dropFirst()] + parts.dropFirst()).joined(separator: ", ") + "."
    }

    /// `0.4 s`, `12 s`, `3 min 20 s`.
    static func duration(_ seconds: Double) -> String {
        if seconds < 9.95 {
            return seconds.formatted(.number.precision(.fractionLength(1)).locale(Locale(identifier: "en_GB"))) + " s"
        }
        let whole = Int(min(seconds, 1e9).rounded())
        return whole < 60 ? "\(whole) s" : "\(whole / 60) min \(whole % 60) s"
    }
}
