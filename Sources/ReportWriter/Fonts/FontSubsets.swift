import BookModel
import Files
import Foundation

/// The text fonts of the page as small embedded subsets.
///
/// A subset holds a fixed repertoire and whatever else the page uses, so that editing prose seldom changes it; it is
/// kept in a folder under the fingerprint of the font and the characters.
struct FontSubsets: Sendable {
    /// A font of a family, and the file that holds it.
    struct Face: Sendable {
        var family: String
        var weight: Int
        var italic: Bool
        var file: String
        var package: String

        static let text = Face(
            family: "Charis SIL", weight: 400, italic: false, file: "CharisSIL-Regular.ttf",
            package: "fonts-sil-charis")
        static let textItalic = Face(
            family: "Charis SIL", weight: 400, italic: true, file: "CharisSIL-Italic.ttf",
            package: "fonts-sil-charis")
        static let textBold = Face(
            family: "Charis SIL", weight: 700, italic: false, file: "CharisSIL-Bold.ttf", package: "fonts-sil-charis")
        static let textBoldItalic = Face(
            family: "Charis SIL", weight: 700, italic: true, file: "CharisSIL-BoldItalic.ttf",
            package: "fonts-sil-charis")
        static let interface = Face(
            family: "Inter", weight: 400, italic: false, file: "Inter-Regular.otf", package: "fonts-inter")
        static let interfaceItalic = Face(
            family: "Inter", weight: 400, italic: true, file: "Inter-Italic.otf", package: "fonts-inter")
        static let interfaceBold = Face(
            family: "Inter", weight: 600, italic: false, file: "Inter-SemiBold.otf", package: "fonts-inter")
        static let code = Face(
            family: "JetBrains Mono", weight: 400, italic: false, file: "JetBrainsMono-Regular.ttf",
            package: "fonts-jetbrains-mono")
    }

    /// Where Linux distributions keep the fonts; elsewhere below these folders they are searched for.
    private static let folders = [
        "/usr/share/fonts/truetype/charis", "/usr/share/fonts/opentype/inter",
        "/usr/share/fonts/truetype/jetbrains-mono",
    ]
    private static let roots = ["/usr/share/fonts", "/usr/local/share/fonts"]

    /// Latin, Greek, digits low and high, punctuation, and the signs that figures and captions use most.
    private static let repertoire: [ClosedRange<UInt32>] = [
        0x20...0x7E, 0xA0...0xFF, 0x131...0x131, 0x152...0x153, 0x2C6...0x2C7, 0x2DA...0x2DC, 0x391...0x3A9,
        0x3B1...0x3C9, 0x2002...0x200A, 0x2010...0x2015, 0x2018...0x201E, 0x2020...0x2022, 0x2026...0x2026,
        0x2030...0x2033, 0x2070...0x209C, 0x20AC...0x20AC, 0x2190...0x2193, 0x21A9...0x21A9, 0x2212...0x2212,
        0x221A...0x221A, 0x221E...0x221E, 0x2248...0x2248, 0x2260...0x2260, 0x2264...0x2265, 0x22C6...0x22C6,
    ]
    private static let features = "kern,liga,calt,ccmp,mark,mkmk,locl,tnum,lnum,case,sups,subs"

    let cache: URL

    /// `@font-face` rules for the faces that can be had, and a note for what is missing.
    func styleSheet(for faces: [Face], page: String) async -> (sheet: String, notes: [Diagnostic]) {
        let characters = Self.characters(of: page)
        let results = await withTaskGroup(of: (Int, Result<Data, Diagnostic>).self) { group in
            for (index, face) in faces.enumerated() {
                group.addTask { (index, await subset(of: face, characters: characters)) }
            }
            return await group.reduce(into: [Int: Result<Data, Diagnostic>]()) { $0[$1.0] = $1.1 }
        }
        var sheet = ""
        var notes: [Diagnostic] = []
        for (index, face) in faces.enumerated() {
            switch results[index]! {
            case .success(let data):
                sheet += fontFace(family: face.family, weight: face.weight, italic: face.italic, woff2: data)
            case .failure(let note) where !notes.contains(note): notes.append(note)
            case .failure: break
            }
        }
        return (sheet, notes)
    }

    /// The repertoire and the page's characters beyond Latin-1, as hb-subset reads them.
    private static func characters(of page: String) -> String {
        var used: Set<UInt32> = []
        for scalar in page.unicodeScalars where scalar.value > 0xFF { used.insert(scalar.value) }
        let common = repertoire.map { "\(String($0.lowerBound, radix: 16))-\(String($0.upperBound, radix: 16))" }
        let further = used.filter { value in !repertoire.contains { $0.contains(value) } }
        return (common + further.sorted().map { String($0, radix: 16) }).joined(separator: ",")
    }

    private func subset(of face: Face, characters: String) async -> Result<Data, Diagnostic> {
        guard let font = Self.find(face.file) else {
            return .failure(
                Diagnostic(
                    .note, "the font \(face.family) is missing; the page uses one of the reader's",
                    remedy: "Install it: apt-get install \(face.package)."))
        }
        do {
            let key = Fingerprint(
                operation: "font subset", parameters: ["characters": characters, "features": Self.features],
                inputs: [try Fingerprint(ofFile: font)])
            let file = cache.appending(path: "\(key.short).woff2")
            if let data = try? Data(contentsOf: file), !data.isEmpty { return .success(data) }
            return .success(try await make(file, from: font, characters: characters))
        } catch let note as Diagnostic {
            return .failure(note)
        } catch {
            return .failure(Diagnostic(.note, "the font \(face.family) cannot be embedded", explanation: "\(error)"))
        }
    }

    private func make(_ file: URL, from font: URL, characters: String) async throws -> Data {
        guard let subsetter = ExternalTool.find("hb-subset"), let compressor = ExternalTool.find("woff2_compress")
        else {
            throw Diagnostic(
                .note, "hb-subset or woff2_compress is missing; the page uses the reader's fonts",
                remedy: "Install them: apt-get install libharfbuzz-bin woff2.")
        }
        try FileManager.default.createDirectory(at: cache, withIntermediateDirectories: true)
        // It goes with this value; what a process that was killed has left goes when the next report is written.
        let scratch = try TemporaryItem(.folder, for: cache.appending(path: file.lastPathComponent))
        defer { withExtendedLifetime(scratch) {} }
        let folder = scratch.url
        let part = folder.appending(path: "part.\(font.pathExtension)")
        try await ExternalTool.run(
            subsetter,
            [
                font.path, "--unicodes=\(characters)", "--layout-features=\(Self.features)", "--no-hinting",
                "--desubroutinize", "--output-file=\(part.path)",
            ], timeout: .seconds(20))
        try await ExternalTool.run(compressor, [part.path], timeout: .seconds(60))
        let data = try Data(contentsOf: folder.appending(path: "part.woff2"))
        try FileWriter.replace(file, with: Array(data))
        return data
    }

    static func find(_ name: String) -> URL? {
        let manager = FileManager.default
        for folder in folders where manager.isReadableFile(atPath: "\(folder)/\(name)") {
            return URL(filePath: "\(folder)/\(name)")
        }
        for root in roots {
            for case let path as String in manager.enumerator(atPath: root) ?? .init()
            where path.hasSuffix("/\(name)") { return URL(filePath: "\(root)/\(path)") }
        }
        return nil
    }
}
