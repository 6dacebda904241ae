public import BookModel
public import struct Foundation.Date
public import struct Foundation.URL

/// A written page.
public struct Report: Sendable {
    /// The whole page: one file that loads nothing.
    public var html: String
    /// All of the page that does not change from build to build while the outputs stay the same: equal texts mean that
    /// the pages differ in their stamps at most. Not a page itself.
    public var unstamped: String
    /// What the author should know: formulas that do not parse, references that lead nowhere, images and fonts
    /// that are missing; first errors, then in the order of their places. What the book's chapters already carry
    /// is left out.
    public var diagnostics: [Diagnostic]
}

/// A written book of several pages.
public struct Site: Sendable {
    /// One file of the site.
    public struct File: Hashable, Sendable {
        /// The name within the site's folder, which has no folders in it.
        public var name: String
        /// The content.
        public var text: String
    }

    /// The address of a file in the same folder, as a browser writes it: a name may have any character but a slash.
    static func address(ofFile name: String) -> String {
        var address = ""
        for byte in name.utf8 {
            if (0x21...0x7E).contains(byte), !"\"#%<>?\\^`{}".utf8.contains(byte) {
                address.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                address += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        // What precedes a colon would be a scheme.
        return address.contains(":") ? "./" + address : address
    }

    static let styleFile = "book.css"
    static let scriptFile = "book.js"
    static let pagesFile = "pages.js"

    /// All files; the front page, `index.html`, is the first.
    public var files: [File]
    /// As a ``Report``'s.
    public var diagnostics: [Diagnostic]
}

/// When and with what a book was built: the only part of a page in which two builds of the same outputs differ.
public struct BuildStamp: Codable, Hashable, Sendable {
    /// The moment of the build; the page shows it to the minute, in UTC.
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
    public var sentence: String {
        let day = Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day()
        let time = date.formatted(day.dateTimeSeparator(.space).time(includingFractionalSeconds: false))
        return "Built \(time.prefix(16)) UTC by \(version) with \(toolchain)."
    }
}

/// What a page needs to know beside the book.
public struct ReportOptions: Sendable {
    /// Custom properties for the colours of figures, for each theme of the page; `switching(light:dark:print:)`
    /// makes such a style sheet.
    public var plotStyleSheet: String
    /// Shown in one line at the end of the page, with the time that each chapter took; `nil` leaves the line out.
    public var stamp: BuildStamp?
    /// A folder for subsets of fonts, made when missing. Its content may be deleted at any time.
    public var assetCache: URL
    /// The folder that the sources of images in prose are relative to.
    public var imageFolder: URL?
    /// The folder that images must be in, whatever their paths or links say; `nil` sets no bounds.
    public var imageBounds: URL?
    /// A folder with the book's own theme; `nil`, or one that does not exist, leaves the pages as they come.
    ///
    /// A file in it takes the place of the program's file of that name: `page.mustache`, a style sheet such as
    /// `base.css` or `print.css`, or a script such as `search.js`; an empty file takes it out. Hidden files do not
    /// count; any other name is an error. The template is filled with what `PageModel` lists. The page's policy allows
    /// no other style sheets and scripts than those that the template puts in by `{{{style}}}` and `{{{script}}}`.
    public var themeFolder: URL?

    /// Options for a page; only the cache folder has no default.
    public init(
        plotStyleSheet: String = "", stamp: BuildStamp? = nil, assetCache: URL, imageFolder: URL? = nil,
        imageBounds: URL? = nil, themeFolder: URL? = nil
    ) {
        self.plotStyleSheet = plotStyleSheet
        self.stamp = stamp
        self.assetCache = assetCache
        self.imageFolder = imageFolder
        self.imageBounds = imageBounds
        self.themeFolder = themeFolder
    }

    /// A style sheet that sets custom properties as the page's theme goes: the reader's choice (`data-theme`), else
    /// the system's; and those for print on paper.
    ///
    /// - Parameters:
    ///   - light: Declarations such as `--plot-ink:#1d1d1f;`.
    ///   - dark: The same properties for the dark theme.
    ///   - print: The same properties for paper.
    public static func switching(light: String, dark: String, print: String) -> String {
        """
        :root{\(light)}
        @media (prefers-color-scheme:dark){:root{\(dark)}}
        :root[data-theme="light"]{\(light)}
        :root[data-theme="dark"]{\(dark)}
        @media print{:root,:root[data-theme]{\(print)}}
        """
    }
}
