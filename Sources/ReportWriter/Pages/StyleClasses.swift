/// Turns style attributes into classes with a rule each, so that the page's policy can forbid style attributes.
///
/// A policy by hashes cannot name the attributes one by one: KaTeX writes some hundred different ones, and browsers
/// compare hashes with attributes only under 'unsafe-hashes', which would have to list them all.
struct StyleClasses {
    /// The declarations by the order of their first appearance, which numbers their classes.
    private var declarations: [String] = []
    private var names: [Substring: String] = [:]

    /// The class of some declarations: `top:1em;left:2em`.
    mutating func name(for declarations: Substring) -> String {
        if let name = names[declarations] { return name }
        self.declarations.append(String(declarations))
        let name = "y\(self.declarations.count)"
        names[declarations] = name
        return name
    }

    /// Markup with a class in the place of each style attribute. As KaTeX writes them, attributes have a space before
    /// and double quotes, a class stands before a style, and neither texts nor other attributes hold ` style="` or `<`.
    mutating func replacingAttributes(in markup: String) -> String {
        var output = ""
        output.reserveCapacity(markup.utf8.count)
        var rest = markup[...]
        while let start = rest.utf8.firstRange(of: " style=\"".utf8) {
            guard let end = rest.utf8[start.upperBound...].firstIndex(of: UInt8(ascii: "\"")) else { break }
            let name = name(for: rest[start.upperBound..<end])
            let before = rest[..<start.lowerBound]
            let tag = before.utf8.lastIndex(of: UInt8(ascii: "<")) ?? before.startIndex
            if let value = before[tag...].utf8.firstRange(of: " class=\"".utf8) {
                output += before[..<value.upperBound] + name + " " + before[value.upperBound...]
            } else {
                output += before + " class=\"\(name)\""
            }
            rest = rest[rest.utf8.index(after: end)...]
        }
        return output + rest
    }

    /// The rules. As style attributes do, they win against every other rule.
    var sheet: String {
        declarations.enumerated().map { index, text in
            let parts = text.split(separator: ";").map { $0 + "!important" }
            return ".y\(index + 1){\(parts.joined(separator: ";"))}\n"
        }.joined()
    }
}
