import CCommonMark

/// A text that cmark-gfm has parsed; the owner of its tree.
final class MarkdownDocument {
    private let rootNode: OpaquePointer

    /// Parses a text. Every text is a document; the result is `nil` only where memory is short.
    init?(_ text: [UInt8]) {
        guard let parser = MarkdownParser(), let root = parser.parse(text) else { return nil }
        rootNode = root
    }

    deinit { cmark_node_free(rootNode) }

    var root: MarkdownNode { MarkdownNode(handle: rootNode, owner: self) }
}

/// The owner of a cmark parser with the extensions that chapters use.
private final class MarkdownParser {
    private let handle: OpaquePointer

    private static let extensionsAreRegistered: Void = cmark_gfm_core_extensions_ensure_registered()

    init?() {
        _ = MarkdownParser.extensionsAreRegistered
        let options = CMARK_OPT_FOOTNOTES | CMARK_OPT_SMART | CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE
        guard let handle = cmark_parser_new(options) else { return nil }
        self.handle = handle
        for name in ["table", "strikethrough", "autolink"] {
            if let syntax = cmark_find_syntax_extension(name) {
                cmark_parser_attach_syntax_extension(handle, syntax)
            }
        }
    }

    deinit { cmark_parser_free(handle) }

    /// The tree of a text, which the caller frees.
    func parse(_ text: [UInt8]) -> OpaquePointer? {
        text.withUnsafeBytes { buffer in
            let characters = buffer.bindMemory(to: CChar.self)
            cmark_parser_feed(handle, characters.baseAddress, characters.count)
        }
        return cmark_parser_finish(handle)
    }
}

/// A node of a parsed text. It keeps its document alive.
struct MarkdownNode {
    /// The kinds, by the names that cmark gives them.
    enum Kind: String {
        case document
        case quote = "block_quote"
        case list, item
        case codeBlock = "code_block"
        case htmlBlock = "html_block"
        case paragraph, heading
        case rule = "thematic_break"
        case table
        case tableHeader = "table_header"
        case tableRow = "table_row"
        case tableCell = "table_cell"
        case footnoteDefinition
        case text
        case softBreak = "softbreak"
        case lineBreak = "linebreak"
        case code
        case html = "html_inline"
        case emphasis = "emph"
        case strong, link, image, strikethrough
        case footnoteReference
        case other
    }

    fileprivate let handle: OpaquePointer
    fileprivate let owner: MarkdownDocument

    var kind: Kind {
        // cmark has no names for the nodes of footnotes.
        switch cmark_node_get_type(handle) {
        case CMARK_NODE_FOOTNOTE_DEFINITION: .footnoteDefinition
        case CMARK_NODE_FOOTNOTE_REFERENCE: .footnoteReference
        default: Kind(rawValue: String(cString: cmark_node_get_type_string(handle))) ?? .other
        }
    }

    /// The first line and column, from 1; the column counts bytes. Of inlines they are approximate.
    var line: Int { Int(cmark_node_get_start_line(handle)) }
    var column: Int { Int(cmark_node_get_start_column(handle)) }
    var endLine: Int { Int(cmark_node_get_end_line(handle)) }

    var parent: MarkdownNode? { cmark_node_parent(handle).map { MarkdownNode(handle: $0, owner: owner) } }

    var children: [MarkdownNode] {
        var children: [MarkdownNode] = []
        var next = cmark_node_first_child(handle)
        while let child = next {
            children.append(MarkdownNode(handle: child, owner: owner))
            next = cmark_node_next(child)
        }
        return children
    }

    var literal: String { string(cmark_node_get_literal(handle)) }
    /// Where a link or an image leads to.
    var destination: String { string(cmark_node_get_url(handle)) }
    var title: String { string(cmark_node_get_title(handle)) }
    /// What stands after the fence of a code block, with escapes resolved.
    var info: String { string(cmark_node_get_fence_info(handle)) }
    var headingLevel: Int { Int(cmark_node_get_heading_level(handle)) }

    /// The length of a code block's fence, or `nil` for an indented one.
    var fenceLength: Int? {
        var length: Int32 = 0
        var offset: Int32 = 0
        var character: CChar = 0
        return cmark_node_get_fenced(handle, &length, &offset, &character) == 0 ? nil : Int(length)
    }

    var isNumberedList: Bool { cmark_node_get_list_type(handle) == CMARK_ORDERED_LIST }
    var listStart: Int { Int(cmark_node_get_list_start(handle)) }
    var isTightList: Bool { cmark_node_get_list_tight(handle) != 0 }

    /// The alignments of a table's columns: `l`, `c`, `r`, or 0 for none.
    var tableAlignments: [UInt8] {
        let count = Int(cmark_gfm_extensions_get_table_columns(handle))
        guard count > 0, let alignments = cmark_gfm_extensions_get_table_alignments(handle) else { return [] }
        return Array(UnsafeBufferPointer(start: alignments, count: count))
    }

    /// This node and all below it, parents first. The walk needs no stack however deep the tree is.
    var subtree: [MarkdownNode] {
        var nodes: [MarkdownNode] = []
        guard let iterator = cmark_iter_new(handle) else { return [] }
        defer { cmark_iter_free(iterator) }
        while true {
            let event = cmark_iter_next(iterator)
            if event == CMARK_EVENT_DONE { return nodes }
            if event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator) {
                nodes.append(MarkdownNode(handle: node, owner: owner))
            }
        }
    }

    private func string(_ characters: UnsafePointer<CChar>?) -> String { characters.map { String(cString: $0) } ?? "" }
}
