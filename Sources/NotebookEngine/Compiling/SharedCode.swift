/// A Swift file beside the chapters: declarations that every chapter of the book sees.
public struct SharedCode: Hashable, Sendable {
    /// As messages name it: `chapters/laboratory.swift`.
    public let file: String
    /// Its content.
    public let text: String

    /// A file with its content.
    public init(file: String, text: String) {
        self.file = file
        self.text = text
    }
}
