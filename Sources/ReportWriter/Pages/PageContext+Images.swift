import BookModel
import Files
import Foundation

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
