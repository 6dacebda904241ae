import BookModel
import Files
import Foundation
import Synchronization

/// Whether what earlier runs read is still the same, for the chapters of one build.
///
/// Size and dates of a file are looked at first; where they are not the same, its content decides. No large file is read
/// more than once a build.
final class InputWatch: Sendable {
    private let book: BookContents
    private let known = Mutex<[BookContents.Place: FileObservation]>([:])

    init(_ book: BookContents) { self.book = book }

    /// The input as it is now, with the same content; `nil` where the content is another. Its stamp may differ, of a file
    /// that was touched or copied anew.
    func unchanged(_ input: RunInput) -> RunInput? {
        let now = now(input)
        return now.content == input.content ? now : nil
    }

    /// The input as it is now. What was read with this stamp is not read again.
    func now(_ input: RunInput) -> RunInput {
        observe(input) { place, path, folder in
            if let observed = known.withLock({ $0[place] }) { return observed }
            let observed = FileObservation(path, within: folder)
            known.withLock { $0[place] = observed }
            return observed
        }
    }

    /// Whether an input is still what a run found that has just ended: looked at afresh.
    func isUnchanged(_ input: RunInput) -> Bool {
        observe(input) { _, path, folder in FileObservation(path, within: folder) }.content == input.content
    }

    private func observe(
        _ input: RunInput, _ read: (BookContents.Place, String, String?) -> FileObservation
    ) -> RunInput {
        var now = input
        let place = book.place(of: input.kind, input.name)
        switch place {
        case .value(let value): (now.content, now.stamp) = (value, nil)
        case .path(let path, let folder):
            if let stamp = input.stamp, stamp == FileObservation.stamp(of: path, within: folder) { return input }
            let observed = read(place, path, folder)
            (now.content, now.stamp) = (observed.content?.description, observed.stamp)
        }
        return now
    }
}

extension RunInput {
    /// Each input once, as it was reported last, in the order of the first reports.
    static func latest(of inputs: [RunInput]) -> [RunInput] {
        var latest: [RunInput] = []
        for input in inputs {
            if let index = latest.firstIndex(where: { $0.kind == input.kind && $0.name == input.name }) {
                latest[index] = input
            } else {
                latest.append(input)
            }
        }
        return latest
    }

    /// Whether the other is of the same input, with another content.
    func differs(from other: RunInput) -> Bool {
        kind == other.kind && name == other.name && content != other.content
    }

    /// What messages call it.
    var title: String {
        switch kind {
        case .parameter: "the parameter \(name)"
        case .bookCorpus: "the book's corpus"
        case .registration: "the registration of the corpus \(name)"
        case .corpus: "the corpus \(name)"
        case .benchmarks: "the benchmark \(name)"
        case .file: name
        }
    }

    /// What is different now, in a line.
    func change(to now: RunInput) -> String {
        func value(_ content: String?) -> String { content ?? "none" }
        switch kind {
        case .parameter: return ParameterValue.change(of: name, from: content, to: now.content)
        case .bookCorpus: return "\(title) was \(value(content)), is \(value(now.content))"
        case .registration:
            if content == nil { return "the corpus \(name) is registered now" }
            if now.content == nil { return "the corpus \(name) is not registered any more" }
            return "the corpus \(name) is registered otherwise"
        case .corpus, .benchmarks, .file:
            return title + (content == nil ? " is new" : now.content == nil ? " is gone" : " changed")
        }
    }
}

extension ParameterValue {
    /// What became of a parameter, by its values with their types; `nil` where it is not read or not there.
    static func change(of name: String, from before: String?, to after: String?) -> String {
        let (old, new) = (before.map(split(typed:)), after.map(split(typed:)))
        // Where the values look alike, the types are what has changed.
        func words(_ part: (type: String, value: String)) -> String {
            old?.value == new?.value ? "the \(part.type) \(part.value)" : part.value
        }
        return "\(name) " + (old.map { "was \(words($0))" } ?? "was not read")
            + (new.map { ", is \(words($0))" } ?? ", is not read any more")
    }
}
