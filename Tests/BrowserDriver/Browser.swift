import Dispatch
public import Foundation

/// A headless Chromium for tests, driven by the DevTools protocol.
///
/// Every call waits for the browser's answer, at most `timeLimit` seconds, on a queue of its own. End it by `close()`;
/// a browser that is forgotten ends with its owner, or with the test's process.
public actor Browser {
    /// How long a call waits for its answer.
    public static let timeLimit = Duration.seconds(30)

    private let queue = BlockingExecutor()
    private let process: BrowserProcess
    private var lastCall = 0
    private var logs: [String: PageLog] = [:]
    private var loaded: Set<String> = []

    /// The browser's own thread of work: its calls block, and the other tests shall go on.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    /// The first Chromium of the search path; `nil` where there is none.
    public static func find() -> URL? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        return ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"].lazy
            .flatMap { name in folders.map { URL(filePath: String($0)).appending(path: name) } }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }

    /// Starts a browser.
    public init(program: URL) throws { process = try BrowserProcess(program: program) }

    /// Ends the browser and all that it started.
    public func close() { process.end() }

    /// The first number of the browser's version.
    var majorVersion: Int {
        get throws {
            let product = try call("Browser.getVersion").string("product")
            guard
                let version = product.split(whereSeparator: { "/.".contains($0) }).dropFirst().first.flatMap({ Int($0) }
                )
            else { throw BrowserFailure("\(product) has no version") }
            return version
        }
    }

    /// Opens a page of this machine and waits until it has loaded.
    ///
    /// - Parameters:
    ///   - width, height: The window in CSS pixels; below 600 it is a phone's, with touch.
    ///   - scheme: What the reader prefers, `light` or `dark`.
    ///   - scripts: Whether the page's scripts run; `evaluate` works in either case.
    public func open(
        _ file: URL, width: Int = 1400, height: Int = 900, scheme: ColorScheme = .light, scripts: Bool = true
    ) throws -> Page {
        let target = try call("Target.createTarget", ["url": "about:blank"]).string("targetId")
        let session = try call("Target.attachToTarget", ["targetId": target, "flatten": true]).string("sessionId")
        let page = Page(browser: self, target: target, session: session)
        logs[session] = PageLog()
        for domain in ["Page", "Runtime", "Log", "Network"] { try call("\(domain).enable", in: session) }
        try call("Emulation.setScriptExecutionDisabled", ["value": !scripts], in: session)
        try resize(page, width: width, height: height)
        try emulate(page, scheme: scheme)
        // The page's focus is as if its window were in front.
        try call("Emulation.setFocusEmulationEnabled", ["enabled": true], in: session)
        try load(file, in: page)
        return page
    }

    func load(_ file: URL, in page: Page) throws {
        loaded.remove(page.session)
        let address = file.absoluteURL.absoluteString
        let reply = try call("Page.navigate", ["url": address], in: page.session)
        if let error = reply["errorText"] { throw BrowserFailure("\(address): \(error)") }
        try waitForLoad(of: page, "\(address) does not load")
    }

    func follow(_ script: String, in page: Page) throws {
        loaded.remove(page.session)
        _ = try evaluate("setTimeout(() => { \(script) })", in: page)
        try waitForLoad(of: page, "nothing loads after \(script)")
    }

    private func waitForLoad(of page: Page, _ failure: String) throws {
        let deadline = ContinuousClock.now + Self.timeLimit
        while !loaded.contains(page.session) {
            guard try receive(until: deadline) != nil else { throw BrowserFailure(failure) }
        }
    }

    func resize(_ page: Page, width: Int, height: Int) throws {
        try call(
            "Emulation.setDeviceMetricsOverride",
            ["width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600], in: page.session)
    }

    func emulate(_ page: Page, scheme: ColorScheme, medium: String = "") throws {
        let features = [
            ["name": "prefers-color-scheme", "value": scheme.rawValue],
            ["name": "prefers-reduced-motion", "value": "reduce"],
        ]
        try call("Emulation.setEmulatedMedia", ["media": medium, "features": features], in: page.session)
    }

    /// What the page wrote and asked for so far. Messages that are on their way are waited for.
    func log(of page: Page) throws -> PageLog {
        try call("Runtime.evaluate", ["expression": "0"], in: page.session)
        return logs[page.session] ?? PageLog()
    }

    /// A script's value, as JSON.
    func evaluate(_ script: String, in page: Page) throws -> Data {
        let reply = try call(
            "Runtime.evaluate",
            ["expression": script, "awaitPromise": true, "returnByValue": true, "userGesture": true],
            in: page.session)
        if let exception = reply["exceptionDetails"] as? [String: Any] {
            let thrown = exception["exception"] as? [String: Any]
            throw BrowserFailure("\(thrown?["description"] ?? exception["text"] ?? "the script failed")")
        }
        let result = reply["result"] as? [String: Any]
        return try JSONSerialization.data(withJSONObject: result?["value"] ?? NSNull(), options: .fragmentsAllowed)
    }

    /// A call whose answer is data, such as a picture or a print.
    func data(_ method: String, _ parameters: [String: any Sendable], in page: Page) throws -> Data {
        Data(base64Encoded: try call(method, parameters, in: page.session).string("data")) ?? Data()
    }

    func close(_ page: Page) throws {
        try call("Target.closeTarget", ["targetId": page.target])
        logs[page.session] = nil
    }

    // MARK: Messages

    /// Calls a method of the protocol and waits for its answer; events that come meanwhile are written down.
    @discardableResult
    func call(_ method: String, _ parameters: [String: any Sendable] = [:], in session: String? = nil) throws -> Reply {
        lastCall += 1
        var message: [String: Any] = ["id": lastCall, "method": method, "params": parameters]
        message["sessionId"] = session
        try process.send(JSONSerialization.data(withJSONObject: message))
        let deadline = ContinuousClock.now + Self.timeLimit
        while let message = try receive(until: deadline) {
            guard message["id"] as? Int == lastCall else { continue }
            if let error = message["error"] as? [String: Any] {
                throw BrowserFailure("\(method): \(error["message"] ?? error)")
            }
            return Reply(fields: message["result"] as? [String: Any] ?? [:], method: method)
        }
        throw BrowserFailure("\(method) was not answered in \(Self.timeLimit.components.seconds) s")
    }

    /// Calls a method whose answer says nothing more.
    func perform(_ method: String, _ parameters: [String: any Sendable], in session: String) throws {
        try call(method, parameters, in: session)
    }

    private func receive(until deadline: ContinuousClock.Instant) throws -> [String: Any]? {
        guard let data = try process.receive(until: deadline) else { return nil }
        let message = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
        if let session = message["sessionId"] as? String, let event = message["method"] as? String {
            if event == "Page.loadEventFired" { loaded.insert(session) }
            logs[session]?.note(event, message["params"] as? [String: Any] ?? [:])
        }
        return message
    }
}

/// The fields of an answer.
struct Reply {
    let fields: [String: Any]
    let method: String

    subscript(name: String) -> Any? { fields[name] }

    func string(_ name: String) throws -> String {
        guard let value = fields[name] as? String else { throw BrowserFailure("\(method) answered without \(name)") }
        return value
    }
}

/// Runs an actor on a queue of its own.
private final class BlockingExecutor: SerialExecutor {
    private let queue = DispatchQueue(label: "browser")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
