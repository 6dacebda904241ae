public import Foundation

/// Which colours a reader prefers.
public enum ColorScheme: String, Sendable, CaseIterable { case light, dark }

/// A page that is open in a ``Browser``.
public struct Page: Sendable {
    let browser: Browser
    let target: String
    let session: String

    /// The value of a script, once its promise is kept, decoded from JSON.
    ///
    /// - Throws: A ``BrowserFailure`` with what the script threw.
    public func evaluate<Value: Decodable & Sendable>(_ script: String, as type: Value.Type = Value.self) async throws
        -> Value
    {
        try JSONDecoder().decode(type, from: await browser.evaluate(script, in: self))
    }

    /// Runs statements for what they do; `await` may stand among them.
    public func run(_ script: String) async throws {
        _ = try await browser.evaluate("(async () => { \(script) })()", in: self)
    }

    /// Presses a key and lets it go: a character, or a name of the DOM such as `Tab`, `Enter` or `ArrowRight`.
    public func press(_ key: String, shift: Bool = false) async throws {
        let codes = [
            "Tab": 9, "Enter": 13, "Escape": 27, " ": 32, "End": 35, "Home": 36, "ArrowLeft": 37, "ArrowUp": 38,
            "ArrowRight": 39, "ArrowDown": 40,
        ]
        let code = codes[key] ?? Int(key.uppercased().utf8.first ?? 0)
        var event: [String: any Sendable] = [
            "type": "keyDown", "key": key, "code": key == " " ? "Space" : key, "windowsVirtualKeyCode": code,
            "modifiers": shift ? 8 : 0,
        ]
        if key.count == 1 { event["text"] = key } else if key == "Enter" { event["text"] = "\r" }
        try await browser.perform("Input.dispatchKeyEvent", event, in: session)
        event["type"] = "keyUp"
        event["text"] = nil
        try await browser.perform("Input.dispatchKeyEvent", event, in: session)
    }

    /// Opens another page of this machine in the place of this one, and waits until it has loaded.
    public func load(_ file: URL) async throws { try await browser.load(file, in: self) }

    /// Runs a script that leads to another page, and waits until that has loaded.
    public func follow(_ script: String) async throws { try await browser.follow(script, in: self) }

    /// Moves the mouse to a point of the window, in CSS pixels.
    public func moveMouse(x: Double, y: Double) async throws {
        try await browser.perform("Input.dispatchMouseEvent", ["type": "mouseMoved", "x": x, "y": y], in: session)
    }

    /// Gives the window another size, in CSS pixels.
    public func resize(width: Int, height: Int) async throws {
        try await browser.resize(self, width: width, height: height)
    }

    /// Changes what the reader prefers.
    public func prefer(_ scheme: ColorScheme) async throws { try await browser.emulate(self, scheme: scheme) }

    /// Shows the page as it is styled for paper, or for the screen again.
    public func showPrint(_ isPrint: Bool = true) async throws {
        try await browser.emulate(self, scheme: .light, medium: isPrint ? "print" : "")
    }

    /// Lets the page read and write the clipboard.
    public func allowClipboard() async throws {
        try await browser.perform(
            "Browser.grantPermissions", ["permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]], in: session)
    }

    /// A picture of the window, as PNG.
    public func screenshot() async throws -> Data {
        try await browser.data("Page.captureScreenshot", ["format": "png"], in: self)
    }

    /// A picture of the page from its top down to a height at most, as PNG.
    ///
    /// On a busy machine the browser shows parts that scroll by themselves a moment later than the rest. So pictures are
    /// taken until two in a row are the same.
    ///
    /// - Parameter maximalHeight: In pixels; what is below is left out.
    public func picture(maximalHeight: Int) async throws -> Data {
        let size: [Double] = try await evaluate(
            "[document.documentElement.clientWidth, document.documentElement.scrollHeight]")
        let clip = ["x": 0, "y": 0, "width": size[0], "height": min(size[1], Double(maximalHeight)), "scale": 1]
        func taken() async throws -> Data {
            try await browser.data(
                "Page.captureScreenshot", ["format": "png", "clip": clip, "captureBeyondViewport": true], in: self)
        }
        var picture = try await taken()
        for _ in 0..<20 {
            try await Task.sleep(for: .milliseconds(100))
            let next = try await taken()
            if next == picture { break }
            picture = next
        }
        return picture
    }

    /// The print, as the page's own style wants it.
    public func pdf() async throws -> Data {
        try await browser.data(
            "Page.printToPDF",
            ["preferCSSPageSize": true, "generateTaggedPDF": true, "generateDocumentOutline": true], in: self)
    }

    /// The first number of the browser's version.
    public var browserMajorVersion: Int { get async throws { try await browser.majorVersion } }

    /// What the page wrote and asked for so far.
    public var log: PageLog { get async throws { try await browser.log(of: self) } }

    /// Closes the page.
    public func close() async throws { try await browser.close(self) }
}

/// What a page wrote and asked for.
public struct PageLog: Sendable, Hashable {
    /// Errors and warnings of the console and the browser, also those of the Content-Security-Policy, and exceptions
    /// that nobody caught.
    public private(set) var complaints: [String] = []
    /// The addresses asked for, the page itself among them; `data:` addresses are not.
    public private(set) var requests: [String] = []

    mutating func note(_ event: String, _ fields: [String: Any]) {
        switch event {
        case "Runtime.consoleAPICalled":
            guard let type = fields["type"] as? String, ["error", "warning", "assert"].contains(type) else { return }
            let values = (fields["args"] as? [[String: Any]] ?? []).map { "\($0["value"] ?? $0["description"] ?? "")" }
            complaints.append("\(type): \(values.joined(separator: " "))")
        case "Runtime.exceptionThrown":
            let details = fields["exceptionDetails"] as? [String: Any] ?? [:]
            let thrown = details["exception"] as? [String: Any]
            complaints.append("exception: \(thrown?["description"] ?? details["text"] ?? "")")
        case "Log.entryAdded":
            let entry = fields["entry"] as? [String: Any] ?? [:]
            guard let level = entry["level"] as? String, ["error", "warning"].contains(level) else { return }
            complaints.append("\(level): \(entry["text"] ?? "")")
        case "Network.requestWillBeSent":
            let address = (fields["request"] as? [String: Any])?["url"] as? String ?? ""
            if !address.hasPrefix("data:") { requests.append(address) }
        default: break
        }
    }
}
