import CMarkGFM
import Foundation

/// A parsed Markdown text, as GitHub reads it but without its automatic links and strikethrough. HTML in it, which may
/// come from a stranger's file of titles, is the text that it is.
final class Markdown {
    private let document: OpaquePointer?

    /// Parses a text.
    ///
    /// - Complexity: O(text).
    init(_ text: String) {
        let parser = cmark_parser_new(Self.options)
        defer { cmark_parser_free(parser) }
        Self.registered
        if let table = cmark_find_syntax_extension("table") { cmark_parser_attach_syntax_extension(parser, table) }
        cmark_parser_feed(parser, text, text.utf8.count)
        document = cmark_parser_finish(parser)
        for node in root.all("html_inline") { node.replace(withText: node.literal, in: nil) }
        for node in root.all("html_block") { node.replace(withText: node.literal, in: CMARK_NODE_PARAGRAPH) }
    }

    deinit { cmark_node_free(document) }

    /// The document; valid as long as this object is.
    var root: Node { Node(pointer: document, owner: self) }

    /// The only HTML that is let through is the book's own.
    static let options = CMARK_OPT_VALIDATE_UTF8 | CMARK_OPT_TABLE_PREFER_STYLE_ATTRIBUTES | CMARK_OPT_UNSAFE

    /// Registers the syntax of tables, once: cmark's list of extensions is not safe to change from two threads.
    private static let registered: Void = cmark_gfm_core_extensions_ensure_registered()
}

/// A node of a parsed Markdown text.
struct Node {
    fileprivate let pointer: OpaquePointer?
    /// Keeps the tree alive.
    fileprivate let owner: Markdown

    fileprivate init(pointer: OpaquePointer?, owner: Markdown) {
        self.pointer = pointer
        self.owner = owner
    }

    private func node(_ pointer: OpaquePointer?) -> Node? { pointer.map { Node(pointer: $0, owner: owner) } }

    /// cmark's name of the kind of node, such as `heading` or `table_cell`.
    var kind: String { String(cString: cmark_node_get_type_string(pointer)) }

    /// Where a link or an image points to.
    var url: String { string(cmark_node_get_url(pointer)) }

    /// The line where a block begins or a link ends, counted from 1.
    var line: Int { Int(cmark_node_get_start_line(pointer)) }

    /// The words after the fence of a block of code.
    var fenceInfo: String { string(cmark_node_get_fence_info(pointer)) }

    /// A heading's level, 1 to 6.
    var level: Int { Int(cmark_node_get_heading_level(pointer)) }

    /// The text of a node that has text of its own.
    var literal: String { string(cmark_node_get_literal(pointer)) }

    /// The text of the node and all below it, without HTML that was put there.
    var text: String {
        switch kind {
        case "softbreak", "linebreak": " "
        case "html_inline": ""
        default: literal + children.map(\.text).joined()
        }
    }

    /// The nodes directly below.
    var children: [Node] {
        Array(
            sequence(state: cmark_node_first_child(pointer)) { next in
                defer { next = cmark_node_next(next) }
                return node(next)
            })
    }

    /// The nodes of a kind below this one, but for those inside of another of the kind; each may be replaced.
    func all(_ kind: String) -> [Node] { children.flatMap { $0.kind == kind ? [$0] : $0.all(kind) } }

    /// The node after this one.
    var next: Node? { node(cmark_node_next(pointer)) }

    /// The node as HTML.
    var html: String {
        guard let text = cmark_render_html(pointer, Markdown.options, nil) else { return "" }
        defer { free(text) }
        return String(cString: text)
    }

    /// The nodes directly below as HTML.
    var innerHTML: String { children.map(\.html).joined() }

    /// Points a link elsewhere.
    func setURL(_ url: String) { cmark_node_set_url(pointer, url) }

    /// Puts HTML in the place of this node, which cannot be used afterwards.
    func replace(withHTML html: String, block: Bool) {
        // Of the kinds that take HTML, a table's cell may only hold this inline one.
        let other = cmark_node_new(block ? CMARK_NODE_CUSTOM_BLOCK : CMARK_NODE_HTML_INLINE)
        if block { cmark_node_set_on_enter(other, html) } else { cmark_node_set_literal(other, html) }
        replace(with: other)
    }

    /// Puts text, by itself or in a block, in the place of this node, which cannot be used afterwards.
    fileprivate func replace(withText text: String, in block: cmark_node_type?) {
        let node = cmark_node_new(CMARK_NODE_TEXT)
        cmark_node_set_literal(node, text)
        guard let block else { return replace(with: node) }
        let container = cmark_node_new(block)
        cmark_node_append_child(container, node)
        replace(with: container)
    }

    private func replace(with other: OpaquePointer?) {
        if cmark_node_replace(pointer, other) == 0 { cmark_node_free(other) } else { cmark_node_free(pointer) }
    }

    /// Puts the children in the place of this node, which cannot be used afterwards.
    func unwrap() {
        for child in children { cmark_node_insert_before(pointer, child.pointer) }
        remove()
    }

    /// Adds HTML after the last child.
    func append(html: String) {
        let other = cmark_node_new(CMARK_NODE_HTML_INLINE)
        cmark_node_set_literal(other, html)
        if cmark_node_append_child(pointer, other) == 0 { cmark_node_free(other) }
    }

    /// Takes the node away; it cannot be used afterwards.
    func remove() {
        cmark_node_unlink(pointer)
        cmark_node_free(pointer)
    }

    private func string(_ text: UnsafePointer<CChar>?) -> String { text.map { String(cString: $0) } ?? "" }
}
