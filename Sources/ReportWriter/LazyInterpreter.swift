import Foundation
import Synchronization

/// A JavaScript library that is loaded when it is first called, which takes some hundredths of a second.
final class LazyInterpreter: Sendable {
    private let library: URL
    private let script: String
    private let context = Mutex<JavaScriptContext?>(nil)

    /// - Parameters:
    ///   - library: The library's file.
    ///   - script: Functions on top of it.
    init(library: URL, script: String) {
        self.library = library
        self.script = script
    }

    /// Calls a global function with texts and returns what it returns, as a text.
    func call(_ function: String, _ arguments: [String]) throws -> String {
        try loaded().call(function, arguments)
    }

    private func loaded() throws -> JavaScriptContext {
        try context.withLock { context in
            if let context { return context }
            let new = try JavaScriptContext()
            try new.evaluate(String(contentsOf: library, encoding: .utf8))
            try new.evaluate(script)
            context = new
            return new
        }
    }
}
