import Computation
import Files

/// The articles of a Wikipedia dump (`pages-articles.xml`), without their markup; each is one document.
///
/// Articles are the pages of namespace 0 that are no redirects and have at least a minimum of words. A page that is
/// broken (ill-formed XML, bytes that are no UTF-8, no end, tags nested deeper than
/// ``DumpParser/deepestElement``, or longer than ``DumpPages/longestPage``) is skipped; how
/// many there were is told to ``ComputeContext/warn`` at the end. Memory: some times the longest page.
final class WikipediaDump: TextStream {
    private let pages: DumpPages
    private let parser = DumpParser()
    private var markup = WikiMarkup()
    private let minimumWords: Int
    /// Needed to count words where letters are those of Unicode.
    private var folding: LetterFolding?
    private let share: () -> Double
    private let files: () throws -> [Fingerprint]
    let name: String

    private var article: [UInt8] = []
    /// How much of the article has been given out; nil between articles.
    private var given: Int?
    private var articles = 0
    private var brokenPages = 0
    /// The names of all namespaces but the articles', by which old dumps tell them.
    private var otherNamespaces: Set<String> = []

    /// `progress` tells which part of the source has been read.
    init(
        _ source: any ByteSource, letters: TextNormalization.Letters, minimumWords: Int,
        progress: @escaping () -> Double, fingerprints: @escaping () throws -> [Fingerprint]
    ) {
        name = source.name
        pages = DumpPages(source)
        self.minimumWords = minimumWords
        folding = letters == .unicode ? LetterFolding() : nil
        share = progress
        files = fingerprints
    }

    var isLenient: Bool { false }
    var progress: Double { share() }

    func fingerprints() throws -> [Fingerprint] { try files() }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> TextPiece {
        while true {
            guard let position = given else {
                guard try nextArticle() else { return .end }
                given = 0
                continue
            }
            let piece = article[position...].prefix(buffer.count)
            given = piece.isEmpty ? nil : piece.endIndex
            buffer.copyBytes(from: piece)
            return piece.isEmpty ? .endOfDocument : .text(piece.count)
        }
    }

    /// Goes to the next article that counts; false at the end.
    private func nextArticle() throws -> Bool {
        while let item = try pages.next() {
            switch item {
            case .header(let xml):
                let names = parser.namespaces(header: xml)
                otherNamespaces = Set(names.filter { $0.key != 0 }.values)
                markup = WikiMarkup(fileNames: names[6].map { [$0] } ?? [], categoryNames: names[14].map { [$0] } ?? [])
            case .brokenPage:
                brokenPages += 1
            case .page(let xml):
                guard let page = parser.page(xml) else {
                    brokenPages += 1
                    continue
                }
                guard isArticle(page) else { continue }
                article = markup.text(of: page.text)
                if wordsOfArticle >= minimumWords {
                    articles += 1
                    return true
                }
            }
        }
        if brokenPages > 0 {
            let pages = brokenPages == 1 ? "a broken page" : "\(brokenPages) broken pages"
            ComputeContext.current.warn("skipped \(pages) of \(name)")
        }
        if articles == 0 { throw CorpusError.noArticles(path: name, minimumWords: minimumWords) }
        return false
    }

    /// How many words the article has without its digits.
    private var wordsOfArticle: Int {
        guard folding != nil else { return article.withUnsafeBytes { countWords($0) } }
        folding?.endDocument()
        _ = article.withUnsafeBytes { folding?.fold($0, longestWord: .max) }
        return folding?.folded.withUnsafeBytes { countWords($0, alsoOutsideASCII: true) } ?? 0
    }

    private func isArticle(_ page: DumpPage) -> Bool {
        if page.isRedirect { return false }
        if let namespace = page.namespace { return namespace == 0 }
        // Old dumps mark neither namespaces nor redirects.
        let prefix = page.title.prefix { $0 != ":" }
        if prefix.count < page.title.count, otherNamespaces.contains(String(prefix)) { return false }
        let start = page.text.drop { $0 == 0x20 || $0 == 0x0A }.prefix(9)
        return !start.elementsEqual("#redirect".utf8) { $0 | 0x20 == $1 | 0x20 }
    }
}

/// How many runs of the letters a to z there are, or of these and all bytes outside ASCII.
private func countWords(_ text: UnsafeRawBufferPointer, alsoOutsideASCII: Bool = false) -> Int {
    var words = 0
    var isInside = false
    for byte in text {
        let isLetter = (byte | 0x20) &- UInt8(ascii: "a") < 26 || alsoOutsideASCII && byte >= 0x80
        if isLetter && !isInside { words += 1 }
        isInside = isLetter
    }
    return words
}
