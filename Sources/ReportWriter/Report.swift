public import BookModel
public import struct Foundation.Date
public import struct Foundation.URL

/// A written page.
public struct Report: Sendable {
    /// The whole page: one file that loads nothing.
    public var html: String
    /// What the author should know: formulas that do not parse, references that lead nowhere, images and fonts
    /// that are missing; first errors, then in the order of their places. What the book's chapters already carry
    /// is left out.
    public var diagnostics: [Diagnostic]
}

/// When and with what a book was built: the only part of a page in which two builds of the same outputs differ.
public struct BuildStamp: Codable, Hashable, Sendable {
    public var date: Date
    /// The program's version: `w2vbook 1.0`.
    public var version: String
    /// The compiler of the chapters: `Swift 6.3.1`.
    public var toolchain: String

    /// Makes a stamp.
    public init(date: Date, version: String, toolchain: String) {
        self.date = date
        self.version = version
        self.toolchain = toolchain
    }

    /// `Built 2026-11-23 05:26 UTC by w2vbook 1.0 with Swift 6.3.1.`
    var sentence: String {
        let day = Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day()
        let time = date.formatted(day.dateTimeSeparator(.space).time(includingFractionalSeconds: false))
        return "Built \(time.prefix(16)) UTC by \(version) with \(toolchain)."
    }
}

/// What a page needs to know beside the book.
public struct ReportOptions: Sendable {
    /// Custom properties for the colours of figures. They may use `light-dark()`: the page sets `color-scheme`
    /// for the reader's choice, the system's, and for print, which is light.
    public var plotStyleSheet: String
    /// Shown in one line at the end of the page; `nil` leaves the line out.
    public var stamp: BuildStamp?
    /// A folder for subsets of fonts, made when missing. Its content may be deleted at any time.
    public var assetCache: URL
    /// The folder that the sources of images in prose are relative to.
    public var imageFolder: URL?

    /// Options for a page; only the cache folder has no default.
    public init(plotStyleSheet: String = "", stamp: BuildStamp? = nil, assetCache: URL, imageFolder: URL? = nil) {
        self.plotStyleSheet = plotStyleSheet
        self.stamp = stamp
        self.assetCache = assetCache
        self.imageFolder = imageFolder
    }
}
