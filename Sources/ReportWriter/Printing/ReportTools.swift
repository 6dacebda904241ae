import Foundation

/// Something of the system that reports are made with, and where it is.
public struct ReportTool: Sendable {
    /// What it is called.
    public let name: String
    /// What it is for, as a half sentence.
    public let purpose: String
    /// The Debian package that brings it.
    public let package: String
    /// Where it was found; `nil` when it is missing.
    public let location: String?
    /// Whether there is no report without it; the others make it more beautiful.
    public let isNeeded: Bool
}

/// The programs, libraries and fonts of the system that reports are made with.
public enum ReportTools {
    /// All of them, where they are at this moment.
    public static var all: [ReportTool] {
        let libraries = Result { try JavaScriptLibraries.find() }
        let faces: [FontSubsets.Face] = [.text, .interface, .code]
        return [
            ReportTool(
                name: "KaTeX", purpose: "Sets formulas", package: "libjs-katex, fonts-katex",
                location: try? libraries.get().katex.path, isNeeded: true),
            ReportTool(
                name: "highlight.js", purpose: "Colours code", package: "libjs-highlight.js",
                location: try? libraries.get().highlight.path, isNeeded: true),
            ReportTool(
                name: "Chromium", purpose: "Prints the PDF", package: "chromium-headless-shell or chromium",
                location: PDFPrinter.find()?.browser.path, isNeeded: false),
            ReportTool(
                name: "hb-subset", purpose: "Makes fonts small enough to embed", package: "libharfbuzz-bin",
                location: ExternalTool.find("hb-subset")?.path, isNeeded: false),
            ReportTool(
                name: "woff2_compress", purpose: "Packs the fonts of the page", package: "woff2",
                location: ExternalTool.find("woff2_compress")?.path, isNeeded: false),
        ]
            + faces.map { face in
                ReportTool(
                    name: face.family, purpose: "A font of the page", package: face.package,
                    location: FontSubsets.find(face.file)?.path, isNeeded: false)
            }
    }
}
