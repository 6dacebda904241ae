import BookModel
import Files
import Foundation

/// An image that the page holds within itself. What it is its bytes say, not its name.
struct EmbeddedImage {
    /// Why there is none.
    struct Fault: Error {
        var summary: String
        var remedy: String
    }

    private let type: String
    private let data: Data

    /// Reads the file at a path within the folder, whose escapes are resolved, or a `data:` address.
    init(_ source: String, in folder: URL?) throws(Fault) {
        let name = EmbeddedImage.name(of: source)
        let remedy = "Give the path of a PNG, JPEG, GIF, WebP or SVG file, relative to the chapter."
        let isWithinText = source.lowercased().hasPrefix("data:")
        let content =
            isWithinText
            ? EmbeddedImage.content(ofAddress: source) : EmbeddedImage.content(ofFile: source, in: folder)
        guard let content else { throw Fault(summary: "the image '\(name)' cannot be embedded", remedy: remedy) }
        guard let type = EmbeddedImage.type(of: content) else {
            throw Fault(
                summary: content.isEmpty ? "the image '\(name)' is empty" : "the image '\(name)' is none to a browser",
                remedy: isWithinText ? remedy : "Save it anew as PNG, JPEG, GIF, WebP or SVG.")
        }
        self.type = type
        data = content
    }

    /// The image as a `data:` address, which needs no escapes in an attribute.
    var address: String { "data:\(type);base64,\(data.base64EncodedString())" }

    /// What messages call an image: the whole of a `data:` address can be megabytes.
    static func name(of source: String) -> String { source.count > 80 ? "\(source.prefix(40))…" : source }

    private static func content(ofFile source: String, in folder: URL?) -> Data? {
        let types: Set<String> = ["png", "jpg", "jpeg", "gif", "webp", "svg"]
        guard !source.contains(":"), let folder else { return nil }
        let file = folder.appending(path: source.removingPercentEncoding ?? source)
        return types.contains(file.pathExtension.lowercased()) ? try? Data(contentsOf: file) : nil
    }

    private static func content(ofAddress source: String) -> Data? {
        guard let comma = source.firstIndex(of: ","), let text = source[comma...].dropFirst().removingPercentEncoding
        else { return nil }
        return source[..<comma].lowercased().hasSuffix(";base64")
            ? Data(base64Encoded: text, options: .ignoreUnknownCharacters) : Data(text.utf8)
    }

    /// The type of an image by the bytes that each kind begins with; `nil` for anything else.
    private static func type(of data: Data) -> String? {
        func begins(_ bytes: [UInt8], at offset: Int = 0) -> Bool { data.dropFirst(offset).starts(with: bytes) }
        if begins([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return "image/png" }
        if begins([0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
        if begins(Array("GIF87a".utf8)) || begins(Array("GIF89a".utf8)) { return "image/gif" }
        if begins(Array("RIFF".utf8)), begins(Array("WEBP".utf8), at: 8) { return "image/webp" }
        // Without its namespace an SVG file is no drawing to browsers.
        let text = String(decoding: data, as: UTF8.self)
        return text.contains("<svg") && text.contains("http://www.w3.org/2000/svg") ? "image/svg+xml" : nil
    }
}

extension PageContext {
    /// Why an image is not read, whatever it is: it leads out of the book, by its path or by links, or it is no file, which a
    /// page might wait for. `nil` where nothing speaks against reading it.
    func objection(toImage source: String, _ file: URL, at location: SourceLocation) -> Diagnostic? {
        let place = ResolvedPath(file)
        if let book = imageBounds, !place.isInside(ResolvedPath(book)) {
            return Diagnostic(
                "the image '\(source)' leads out of the book", at: location, explanation: "It is \(place.text).",
                remedy: "Put a copy of it in the book.")
        }
        var status = stat()
        guard stat(file.path, &status) == 0, status.st_mode & S_IFMT != S_IFREG else { return nil }
        return Diagnostic(
            "the image '\(source)' is no file", at: location, explanation: "It is a folder, a pipe or a device.",
            remedy: "Give the path of a PNG, JPEG, GIF, WebP or SVG file, relative to the chapter.")
    }
}
