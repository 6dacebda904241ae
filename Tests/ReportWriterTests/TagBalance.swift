/// The first tag that closes another element than the one that is open, or that nothing closes; nil where there is none.
func unbalancedTag(in html: String) -> Substring? {
    let void: Set<Substring> = ["meta", "br", "hr", "img", "input", "!doctype"]
    var open: [Substring] = []
    for tag in html.matches(of: /<(\/?)([A-Za-z!][A-Za-z0-9]*)[^>]*?(\/?)>/) {
        if tag.1 == "/" {
            if open.popLast() != tag.2 { return tag.0 }
        } else if tag.3 != "/" && !void.contains(tag.2) {
            open.append(tag.2)
        }
    }
    return open.last
}
