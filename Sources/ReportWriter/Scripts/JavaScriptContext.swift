import CJavaScriptCore
import Foundation
import Synchronization

/// What a script threw.
struct JavaScriptError: Error {
    var message: String
    /// The `position` property of the exception where it has one, in UTF-16 units.
    var position: Int?
    /// Whether it was stopped because it took longer than the time limit.
    var isTimeout = false
}

/// One JavaScriptCore context, released with its owner.
///
/// JavaScriptCore takes the lock of its virtual machine in every call, so a context may be used from any thread.
final class JavaScriptContext: @unchecked Sendable {
    private let context: JSGlobalContextRef

    /// - Parameter timeLimit: How many seconds a script or a call may take.
    init(timeLimit: Double = 10) throws {
        context = JSGlobalContextCreate(nil)
        JSContextGroupSetExecutionTimeLimit(JSContextGetGroup(context), timeLimit, nil, nil)
        // Libraries made for browsers look for their global object under this name.
        try evaluate("var self = this;")
    }

    deinit { JSGlobalContextRelease(context) }

    /// Runs a script for its effects.
    func evaluate(_ script: String) throws {
        var exception: JSValueRef?
        withJavaScriptString(script) { _ = JSEvaluateScript(context, $0, nil, nil, 1, &exception) }
        if let exception { throw error(exception) }
    }

    /// Calls a global function with texts and returns what it returns, as a text.
    func call(_ function: String, _ arguments: [String]) throws -> String {
        var exception: JSValueRef?
        let property = withJavaScriptString(function) {
            JSObjectGetProperty(context, JSContextGetGlobalObject(context), $0, &exception)
        }
        if let exception { throw error(exception) }
        let object = JSValueToObject(context, property, &exception)
        if let exception { throw error(exception) }
        // The collector looks for values on the stack only, and an array's elements are elsewhere: without protection
        // making the second argument could free the first.
        var values = arguments.map { argument in
            let value = withJavaScriptString(argument) { JSValueMakeString(context, $0) }
            JSValueProtect(context, value)
            return value
        }
        defer { for value in values { JSValueUnprotect(context, value) } }
        let result = JSObjectCallAsFunction(context, object, nil, values.count, &values, &exception)
        if let exception { throw error(exception) }
        return string(result)
    }

    private func withJavaScriptString<Result>(_ text: String, _ body: (JSStringRef?) -> Result) -> Result {
        let units = Array(text.utf16)
        let string = JSStringCreateWithCharacters(units, units.count)
        defer { JSStringRelease(string) }
        return body(string)
    }

    private func string(_ value: JSValueRef?) -> String {
        guard let copy = JSValueToStringCopy(context, value, nil) else { return "" }
        defer { JSStringRelease(copy) }
        let units = UnsafeBufferPointer(start: JSStringGetCharactersPtr(copy), count: JSStringGetLength(copy))
        return String(decoding: units, as: UTF16.self)
    }

    private func error(_ exception: JSValueRef) -> JavaScriptError {
        guard JSValueIsObject(context, exception), let object = JSValueToObject(context, exception, nil) else {
            // What scripts throw are objects; only the end of their time is a text.
            let message = string(exception)
            return JavaScriptError(message: message, position: nil, isTimeout: message.contains("terminated"))
        }
        func property(_ name: String) -> JSValueRef? {
            withJavaScriptString(name) { JSObjectGetProperty(context, object, $0, nil) }
        }
        let position = property("position")
        return JavaScriptError(
            message: string(property("message")),
            position: JSValueIsNumber(context, position) ? Int(JSValueToNumber(context, position, nil)) : nil)
    }
}

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
