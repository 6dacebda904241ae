import Files
import Foundation

/// The XML of a dump's pages, one by one.
///
/// Pages are cut out at `<page>` and `</page>` before anything is parsed, so that what is wrong inside one stays
/// inside it. In well-formed XML these tags stand nowhere else but in comments and CDATA sections, which MediaWiki
/// does not write. Memory: the longest page, at most ``longestPage``.
final class DumpPages {
    /// What comes next in a dump.
    enum Item {
        /// Everything before the first page: the site's name and namespaces. At most the first 1 MiB of it.
        case header([UInt8])
        /// `<page>…</page>`.
        case page([UInt8])
        /// A page without an end, or longer than ``longestPage``.
        case brokenPage
    }

    /// How many bytes a page may have; Wikipedia itself allows 2 MiB a revision.
    static let longestPage = 16 << 20

    private let source: any ByteSource
    private let longestPage: Int
    /// The bytes that have been read but not given out are `buffer[start..<end]`; what is before `scanned` has no tag.
    private var buffer = [UInt8](repeating: 0, count: 1 << 18)
    private var start = 0
    private var scanned = 0
    private var end = 0
    private var place = Place.header
    private var isClosed = false

    private enum Place { case header, between, page, tooLongPage }
    private enum Tag { case pageStart, pageEnd, dumpStart, dumpEnd }

    init(_ source: any ByteSource, longestPage: Int = DumpPages.longestPage) {
        self.source = source
        self.longestPage = longestPage
    }

    /// The next item; nil at the end. Throws ``CorpusError/truncatedDump(path:)`` where the dump's end is missing.
    func next() throws -> Item? {
        while true {
            guard let (tag, position) = nextTag() else {
                if try fill() { continue }
                guard isClosed, place == .between else { throw CorpusError.truncatedDump(path: source.name) }
                return nil
            }
            let before = place
            let first = start
            switch tag {
            case .pageStart:
                (place, start, isClosed) = (.page, position, false)
                scanned = position + Self.pageStart.count
            case .pageEnd:
                scanned = position + Self.pageEnd.count
                guard before == .page || before == .tooLongPage else { continue }
                (place, start) = (.between, scanned)
            case .dumpStart:
                scanned = position + Self.dumpStart.count
                isClosed = false
                continue
            case .dumpEnd:
                (place, start, isClosed) = (.between, position, true)
                scanned = position + Self.dumpEnd.count
            }
            switch (before, tag) {
            case (.header, _): return .header(Array(buffer[first..<min(position, first + 1 << 20)]))
            case (.between, _): continue
            case (.page, .pageEnd): return .page(Array(buffer[first..<start]))
            default: return .brokenPage
            }
        }
    }

    private static let pageStart = Array("<page>".utf8)
    private static let pageEnd = Array("</page>".utf8)
    private static let dumpStart = Array("<mediawiki".utf8)
    private static let dumpEnd = Array("</mediawiki>".utf8)
    private static let tags: [(tag: Tag, bytes: [UInt8])] = [
        (.pageStart, pageStart), (.pageEnd, pageEnd), (.dumpStart, dumpStart), (.dumpEnd, dumpEnd),
    ]

    /// The first tag from `scanned` on that is all in the buffer; else `scanned` is where one may begin.
    private func nextTag() -> (Tag, position: Int)? {
        buffer.withUnsafeBytes { bytes in
            while let found = memchr(bytes.baseAddress! + scanned, Int32(UInt8(ascii: "<")), end - scanned) {
                scanned = UnsafeRawPointer(found) - bytes.baseAddress!
                let rest = UnsafeRawBufferPointer(rebasing: bytes[scanned..<end])
                for (tag, text) in Self.tags where rest.starts(with: text) { return (tag, scanned) }
                if Self.tags.contains(where: { $0.bytes.starts(with: rest) }) { return nil }
                scanned += 1
            }
            scanned = end
            return nil
        }
    }

    /// Reads more; false at the end. What cannot be part of an item any more makes room for it.
    private func fill() throws -> Bool {
        switch place {
        case .between, .tooLongPage: start = scanned
        case .header: if end - start > 1 << 20 { start = scanned }
        case .page:
            if end - start > longestPage { (place, start) = (.tooLongPage, scanned) }
        }
        if start > 0 {
            buffer.withUnsafeMutableBytes { bytes in
                bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
            }
            (scanned, end, start) = (scanned - start, end - start, 0)
        }
        if buffer.count - end < 1 << 16 { buffer += [UInt8](repeating: 0, count: buffer.count) }
        let count = try buffer.withUnsafeMutableBytes {
            try source.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[end...]))
        }
        end += count
        return count > 0
    }
}
