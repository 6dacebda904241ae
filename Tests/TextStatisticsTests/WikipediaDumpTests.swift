import Files
import Foundation
import TestSupport
import Testing

@testable import TextStatistics

@Suite("Wikipedia dumps")
struct WikipediaDumpTests {
    private static let header = """
        <mediawiki xmlns="http://www.mediawiki.org/xml/export-0.10/" version="0.10" xml:lang="de">
          <siteinfo>
            <sitename>Wikipedia</sitename>
            <namespaces>
              <namespace key="-1" case="first-letter">Spezial</namespace>
              <namespace key="0" case="first-letter" />
              <namespace key="1" case="first-letter">Diskussion</namespace>
              <namespace key="6" case="first-letter">Datei</namespace>
              <namespace key="14" case="first-letter">Kategorie</namespace>
            </namespaces>
          </siteinfo>

        """

    private func page(_ title: String, _ text: String, namespace: Int? = 0, isRedirect: Bool = false) -> String {
        """
          <page>
            <title>\(title)</title>
            \(namespace.map { "<ns>\($0)</ns>" } ?? "")
            <id>12</id>
            \(isRedirect ? "<redirect title=\"Other\" />" : "")
            <revision>
              <id>34</id>
              <contributor><username>Someone</username></contributor>
              <comment>a comment</comment>
              <text bytes="3" xml:space="preserve">\(text)</text>
              <sha1>abc</sha1>
            </revision>
          </page>

        """
    }

    private func dump(_ pages: String..., end: String = "</mediawiki>\n") -> [UInt8] {
        Array((Self.header + pages.joined() + end).utf8)
    }

    @Test("are one document an article, without markup; other pages and redirects are left out")
    func articles() throws {
        let bytes = dump(
            page("One", "The '''first''' article &amp; &quot;more&quot;.\n\n[[Datei:A.jpg|x]]End"),
            page("Diskussion:One", "talk", namespace: 1), page("Uno", "#REDIRECT [[One]]", isRedirect: true),
            page("Two", "[[Zwei|Second]] &lt;ref&gt;no&lt;/ref&gt;article"))
        let expected = ["The first article & \"more\".\n\nEnd", "Second article"]
        for block in [1, 10, 1 << 16] { #expect(try documents(bytes, block: block) == expected) }
        #expect(try documents(gzipMember(bytes)) == expected)
        let declaration = Array("\u{FEFF}<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".utf8)
        #expect(try documents(declaration + bytes) == expected)
        // Dumps that were put together.
        #expect(try documents(gzipMember(bytes) + gzipMember(bytes)) == expected + expected)
    }

    @Test("are read without the articles that are too short, by the words of their text")
    func short() throws {
        let bytes = dump(
            page("A", "one two {{three four}}"), page("B", "[[x|one]] two three"), page("C", "one 2 3 four-five"))
        #expect(try documents(bytes, minimumArticleWords: 3) == ["one two three", "one 2 3 four-five"])
        #expect(try documents(bytes, minimumArticleWords: 0).count == 3)
        #expect(
            try complaint(bytes, minimumArticleWords: 100) == [
                "corpus has no article of 100 words or more",
                "Give a dump with articles, or take shorter ones: a smaller least number of words.",
            ])
        #expect(try complaint(dump(), minimumArticleWords: 1).first == "corpus has no article of 1 words or more")
        let longer = dump(
            page("A", String(repeating: "word ", count: 99)), page("B", String(repeating: "b ", count: 100)))
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "dump")
            try Data(longer).write(to: file)
            let counts = try TextCorpus(name: "d", file: file).cooccurrences(vocabulary: 1, window: 1)
            #expect(counts.vocabulary.words == ["b"] && counts.total == 198)
        }
    }

    @Test("without namespaces and redirects as elements are told by titles and texts")
    func old() throws {
        let bytes = dump(
            page("One", "first", namespace: nil), page("Diskussion:One", "talk", namespace: nil),
            page("Uno", " #redirect [[One]]", namespace: nil), page("Film: the sequel", "second", namespace: nil))
        #expect(try documents(bytes) == ["first", "second"])
    }

    @Test("with several revisions count the last")
    func revisions() throws {
        let bytes = dump(
            "<page><ns>0</ns><revision><text>old</text></revision><revision><text>new</text></revision></page>")
        #expect(try documents(bytes) == ["new"])
    }

    @Test("go on after a broken page, and warn of how many there were")
    func broken() throws {
        let broken = [
            page("X", "<b>not closed"), page("X", "&undefined;"), page("X", "a < b"), page("X", "a \u{1} b"),
            page("X", "x").replacing("</page>", with: ""), page("X", "x").replacing("</text>", with: ""),
            page("X", "<!-- "), page("X", "<![CDATA[ x"), "<page></page><page></text></page>",
            page("X", String(repeating: "<b>", count: 40) + "x" + String(repeating: "</b>", count: 40)),
        ]
        for page in broken {
            let bytes = dump(self.page("A", "first"), page, self.page("B", "second"), page, self.page("C", "third"))
            try withTemporaryFolder { folder in
                let file = folder.appending(path: "dump.xml")
                try Data(bytes).write(to: file)
                let (texts, warnings) = try warned { try documents(file) }
                #expect(texts.filter { !$0.isEmpty } == ["first", "second", "third"], "\(page)")
                #expect(warnings == ["skipped 2 broken pages of \(file.path)"], "\(page)")
            }
        }
        try withTemporaryFolder { folder in
            let file = folder.appending(path: "dump.xml")
            try Data(dump(page("A", "first"), broken[0])).write(to: file)
            #expect(try warned { try documents(file) }.warnings == ["skipped a broken page of \(file.path)"])
        }
        // Bytes that are no UTF-8.
        let bytes = dump(page("A", "first"), page("X", "MARK"), page("B", "second"))
        let mark = bytes.firstRange(of: Array("MARK".utf8))!
        #expect(
            try documents(bytes[..<mark.lowerBound] + [0xE9, 0x20] + bytes[mark.upperBound...]) == ["first", "second"])
        // The last page has no end.
        #expect(try documents(dump(page("A", "first"), "<page><ns>0</ns><text>x")) == ["first"])
    }

    @Test("go on after a page that is too long, in bounded memory")
    func long() throws {
        let long = page("X", String(repeating: "word ", count: 200_000))
        let source = Bytes(dump(page("A", "first"), long, page("B", "second")))
        let pages = DumpPages(source, longestPage: 300_000)
        var items: [String] = []
        while let item = try pages.next() {
            switch item {
            case .header: items.append("header")
            case .page(let xml): items.append("page of \(xml.count)")
            case .brokenPage: items.append("broken")
            }
        }
        let lengths = [page("A", "first"), page("B", "second")].map { $0.utf8.count - 3 }
        #expect(items == ["header", "page of \(lengths[0])", "broken", "page of \(lengths[1])"])
    }

    @Test("that are cut off say so, wherever the cut is")
    func cut() throws {
        let bytes = dump(page("A", "first"), page("B", "second"))
        let start = Self.header.utf8.firstIndex(of: UInt8(ascii: " "))!.utf16Offset(in: Self.header)
        for length in start..<bytes.count - 2 {
            #expect(
                try complaint(Array(bytes[..<length])) == [
                    "corpus is cut off: the Wikipedia dump has no </mediawiki> at its end", "Get the file again.",
                ], "cut to \(length) bytes")
        }
        #expect(try complaint(Array(bytes.dropLast())) == [])
        let compressed = gzipMember(bytes)
        #expect(
            try complaint(Array(compressed.dropLast(300))).first
                == "corpus is cut off: its compressed data ends too early")
        // The checksum after the end is verified.
        #expect(
            try complaint(compressed.dropLast(8) + [0, 0, 0, 0, 0, 0, 0, 0]).first
                == "corpus is damaged: its compressed data cannot be read")
    }

    @Test("define no entities that expand")
    func entities() throws {
        let definitions = (1..<30).map { "<!ENTITY e\($0) \"&e\($0 - 1);&e\($0 - 1);\">" }.joined()
        let bytes = Array(
            ("<mediawiki><!DOCTYPE x [<!ENTITY e0 \"word\">\(definitions)]>" + page("A", "&e29;") + page("B", "second")
                + "</mediawiki>").utf8)
        #expect(try documents(bytes) == ["second"])
    }
}

/// Bytes as a stream, given out in blocks of 1,000.
private final class Bytes: ByteSource {
    let name = "bytes"
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let piece = rest.prefix(min(1_000, buffer.count))
        buffer.copyBytes(from: piece)
        rest = rest.dropFirst(piece.count)
        return piece.count
    }
}
