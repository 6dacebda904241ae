import BookModel
import Files
import Foundation

/// What a chapter's outputs depend on as far as it is known before it runs: its code, the parameters that the code
/// mentions, the program. What it reads besides, only the run can tell: see `RunInput`.
struct ChapterKey: Codable, Hashable, Sendable {
    /// One thing that the outputs depend on.
    struct Part: Codable, Hashable, Sendable {
        /// Of which kind it is.
        enum Kind: String, Codable, Sendable { case code, parameter, program }

        var kind: Kind
        /// What to call it: `@figure("spectrum")`, `window`.
        var name: String
        /// The value of a parameter with its type, otherwise the fingerprint of the content.
        var value: String
    }

    /// In the order in which `why` tells them.
    let parts: [Part]

    /// - Parameters:
    ///   - code: The pieces of code: not the prose, not the line numbers.
    ///   - parameters: Those that the code mentions.
    init(code: [(name: String, text: String)], parameters: [Parameter], toolchain: Toolchain) {
        parts =
            code.map { Part(kind: .code, name: $0.name, value: Fingerprint(of: $0.text).description) }
            + parameters.sorted { $0.name < $1.name }
            .map { Part(kind: .parameter, name: $0.name, value: $0.value.typedDescription) }
            + [Part(kind: .program, name: "program", value: toolchain.fingerprint.description)]
    }

    var fingerprint: Fingerprint {
        // Line numbers in the names of pieces of code do not count.
        let identities = parts.map { part in
            Fingerprint(of: "\(part.kind.rawValue)\n\(part.kind == .code ? "" : part.name)\n\(part.value)")
        }
        return Fingerprint(operation: "chapter", parameters: [:], inputs: identities)
    }

    /// Stands for all that the outputs of a run with these inputs depend on.
    func fingerprint(with inputs: [RunInput]) -> Fingerprint {
        let sorted = inputs.sorted { ($0.kind.rawValue, $0.name) < ($1.kind.rawValue, $1.name) }
        return Fingerprint(
            operation: "run", parameters: [:],
            inputs: [fingerprint]
                + sorted.map { input in
                    Fingerprint(
                        operation: input.kind.rawValue,
                        parameters: ["name": input.name, "content": input.content.map { "+" + $0 } ?? "-"], inputs: [])
                })
    }

    /// The parts that are the same on any machine, and what a run read: without the program. Names of code are without
    /// line numbers.
    func portable(with inputs: [RunInput]) -> [BuiltChapter.Dependency] {
        var all = parts.compactMap { part -> BuiltChapter.Dependency? in
            switch part.kind {
            case .program: nil
            case .code: .init(kind: .code, name: String(part.name.prefix { $0 != "," }), value: part.value)
            case .parameter:
                // The type is only told where it was needed to tell two values apart.
                .init(kind: .parameter, name: part.name, value: ParameterValue.value(ofTyped: part.value))
            }
        }
        func content(_ kind: RunInput.Kind, _ name: String) -> String? {
            inputs.first { $0.kind == kind && $0.name == name }?.content
        }
        let sorted = inputs.sorted { $0.name < $1.name }
        all += sorted.filter { $0.kind == .registration }.map { corpus in
            // Its content where there is a file that was read, otherwise how it is made.
            .init(
                kind: .corpus, name: corpus.name,
                value: content(.corpus, corpus.name) ?? corpus.content ?? "not registered")
        }
        let benchmarks = sorted.filter { $0.kind == .benchmarks }.compactMap(\.content).compactMap {
            Fingerprint(hexadecimal: $0)
        }
        if !benchmarks.isEmpty {
            let sum = Fingerprint(operation: "benchmarks", parameters: [:], inputs: benchmarks)
            all.append(.init(kind: .benchmarks, name: "benchmarks", value: sum.description))
        }
        return all
            + sorted.filter { $0.kind == .file }.map {
                .init(kind: .data, name: $0.name, value: $0.content ?? "not there")
            }
    }
}
