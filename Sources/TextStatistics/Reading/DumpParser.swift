import CExpat
import Computation

/// What the XML of a page says: of several revisions, the last.
struct DumpPage: Equatable {
    var title = ""
    /// 0 for articles; nil in dumps older than 2012, which do not tell.
    var namespace: Int?
    var isRedirect = false
    /// Wiki markup.
    var text: [UInt8] = []
}

/// Parses pieces of a dump by expat; the owner of its parser.
///
/// Every page is parsed as an XML document of its own, so that an error concerns no other, and no page can define
/// entities.
final class DumpParser {
    /// How deep elements may be nested; a dump needs five. Each level costs memory.
    static let deepestElement = 32

    private let parser: XML_Parser
    private var depth = 0
    private var page = DumpPage()
    private var namespaces: [Int: String] = [:]
    /// The number of the namespace whose name comes next.
    private var namespace = 0
    /// The text since the last tag.
    private var content: [UInt8] = []

    init() {
        // expat fails here only when no memory is left.
        parser = XML_ParserCreate("UTF-8")!
    }

    deinit { XML_ParserFree(parser) }

    /// What `<page>…</page>` says; nil where it is not well-formed, or nested too deeply.
    func page(_ xml: [UInt8]) -> DumpPage? {
        page = DumpPage()
        return parse(xml, isWhole: true) ? page : nil
    }

    /// The names of the namespaces by their numbers, as far as a dump's beginning tells them.
    func namespaces(header: [UInt8]) -> [Int: String] {
        namespaces = [:]
        _ = parse(header, isWhole: false)
        return namespaces
    }

    private func parse(_ xml: [UInt8], isWhole: Bool) -> Bool {
        depth = 0
        // Resetting takes the handlers away.
        XML_ParserReset(parser, "UTF-8")
        XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
        XML_SetElementHandler(
            parser,
            { user, name, attributes in dumpParser(user).start(String(cString: name!), attributes!) },
            { user, name in dumpParser(user).end(String(cString: name!)) })
        XML_SetCharacterDataHandler(parser) { user, text, count in
            dumpParser(user).content.append(contentsOf: UnsafeRawBufferPointer(start: text, count: Int(count)))
        }
        return xml.withUnsafeBytes {
            let text = $0.baseAddress?.assumingMemoryBound(to: CChar.self)
            return XML_Parse(parser, text, Int32($0.count), isWhole ? 1 : 0) == XML_STATUS_OK
        }
    }

    private func start(_ element: String, _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>) {
        content.removeAll(keepingCapacity: true)
        depth += 1
        // The parser then says that it was stopped, as if the page were ill-formed.
        if depth > Self.deepestElement { XML_StopParser(parser, 0) }
        switch element {
        case "redirect": page.isRedirect = true
        case "namespace":
            // Names and values alternate; nil ends them.
            var next = attributes
            while let name = next[0], let value = next[1] {
                if String(cString: name) == "key" { namespace = Int(String(cString: value)) ?? 0 }
                next += 2
            }
        default: break
        }
    }

    private func end(_ element: String) {
        depth -= 1
        switch element {
        case "title": page.title = String(decoding: content, as: UTF8.self)
        case "ns": page.namespace = Int(String(decoding: content, as: UTF8.self))
        case "text": swap(&page.text, &content)
        case "namespace": namespaces[namespace] = String(decoding: content, as: UTF8.self)
        default: break
        }
        content.removeAll(keepingCapacity: true)
    }
}

private func dumpParser(_ user: UnsafeMutableRawPointer?) -> DumpParser {
    Unmanaged<DumpParser>.fromOpaque(user!).takeUnretainedValue()
}
