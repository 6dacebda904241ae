import Foundation
import Synchronization

/// A JavaScript library that is loaded when it is first called, which takes some hundredths of a second.
final class LazyInterpreter: Sendable {
    private let library: URL
    private let script: String
    private let timeLimit: Double
    private let state = Mutex((context: JavaScriptContext?.none, timeouts: 0))

    /// So many calls may take too long; then all are refused, so that no text can keep a build busy for long.
    private static let mostTimeouts = 3

    /// - Parameters:
    ///   - library: The library's file.
    ///   - script: Functions on top of it.
    ///   - timeLimit: How many seconds a call may take: a thousand times what the slowest of honest ones do.
    init(library: URL, script: String, timeLimit: Double = 10) {
        self.library = library
        self.script = script
        self.timeLimit = timeLimit
    }

    /// Calls a global function with texts and returns what it returns, as a text.
    func call(_ function: String, _ arguments: [String]) throws -> String {
        do { return try loaded().call(function, arguments) } catch let error as JavaScriptError {
            // What was stopped may have left anything behind.
            if error.isTimeout { state.withLock { $0 = (nil, $0.timeouts + 1) } }
            throw error
        }
    }

    private func loaded() throws -> JavaScriptContext {
        try state.withLock { state in
            guard state.timeouts < Self.mostTimeouts else {
                throw JavaScriptError(message: "others before have taken too long", position: nil, isTimeout: true)
            }
            if let context = state.context { return context }
            let new = try JavaScriptContext(timeLimit: timeLimit)
            try new.evaluate(String(contentsOf: library, encoding: .utf8))
            try new.evaluate(script)
            state.context = new
            return new
        }
    }
}
