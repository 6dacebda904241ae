/// Where formulas end.
enum MathScanner {
    /// The next two dollars that no backslash escapes, and that stand in no text of the formula.
    static func closingDollars(in bytes: ArraySlice<UInt8>) -> Int? {
        firstDollar(in: bytes) { $0 + 1 < bytes.endIndex && bytes[$0 + 1] == UInt8(ascii: "$") }
    }

    /// The dollar that closes the formula that another dollar opens, or nothing where that opens none.
    ///
    /// The rules are Pandoc's: no space follows the first dollar or precedes the last, and no digit follows the last.
    /// Behind a letter or a digit a dollar also opens none where a digit or a mark of the sentence follows: it is
    /// money, as in "US$5" and "10$, or 20$", while "10$^{-3}$" and "2$x$" are formulas.
    static func closingDollar(ofFormulaAt start: Int, in bytes: ArraySlice<UInt8>) -> Int? {
        let formula = bytes[(start + 1)...]
        guard let first = formula.first, !Bytes.isSpace(first), first != UInt8(ascii: "$") else { return nil }
        if SwiftSource.isDigit(first) || ".,;:!?)]'\"".utf8.contains(first), isWordBefore(start, in: bytes) {
            return nil
        }
        // Braces of a text that close only behind the formula are a fault in it, which KaTeX reports.
        let ends = [true, false].lazy.compactMap { firstDollar(in: formula, skippingTexts: $0) { _ in true } }
        guard let close = ends.first else { return nil }
        let isGood =
            !Bytes.isSpace(bytes[close - 1])
            && !(close + 1 < bytes.endIndex && SwiftSource.isDigit(bytes[close + 1]))
        return isGood ? close : nil
    }

    private static func isWordBefore(_ index: Int, in bytes: ArraySlice<UInt8>) -> Bool {
        let lead = bytes[max(bytes.startIndex, index - 4)..<index]
        guard let last = String(decoding: lead, as: UTF8.self).unicodeScalars.last else { return false }
        return last.properties.isAlphabetic || last.properties.numericType != nil
    }

    /// The first dollar that is of the formula itself.
    private static func firstDollar(
        in bytes: ArraySlice<UInt8>, skippingTexts: Bool = true, where isMeant: (Int) -> Bool
    ) -> Int? {
        var index = bytes.startIndex
        while index < bytes.endIndex {
            switch bytes[index] {
            case UInt8(ascii: "\\"): index = (skippingTexts ? endOfText(at: index, in: bytes) : nil) ?? index + 2
            case UInt8(ascii: "$") where isMeant(index): return index
            default: index += 1
            }
        }
        return nil
    }

    /// The commands of KaTeX whose argument is text, in which dollars embrace formulas of their own.
    private static let textCommands: Set<String> = [
        "text", "textrm", "textsf", "texttt", "textnormal", "textbf", "textmd", "textit", "textup", "emph", "mbox",
        "hbox", "fbox", "tag", "colorbox", "fcolorbox", "raisebox",
    ]

    /// How long the text of a formula may be. Without a limit, braces that never close would be sought to the end of the
    /// paragraph again and again.
    private static let longestText = 2000

    /// Past the arguments of a command at a backslash whose last one is text; nothing where there is none, or where its
    /// braces are not balanced.
    private static func endOfText(at backslash: Int, in bytes: ArraySlice<UInt8>) -> Int? {
        let name = bytes[(backslash + 1)...].prefix(while: Bytes.isLetter)
        guard textCommands.contains(String(decoding: name, as: UTF8.self)) else { return nil }
        let rest = bytes[name.endIndex...]
        var index = rest.first == UInt8(ascii: "*") ? name.endIndex + 1 : name.endIndex
        var end: Int?
        while true {
            let argument = bytes[index...].drop(while: Bytes.isSpace)
            guard argument.first == UInt8(ascii: "{"), let close = closingBrace(in: argument.prefix(longestText)) else {
                return end
            }
            index = close + 1
            end = index
        }
    }

    private static func closingBrace(in bytes: ArraySlice<UInt8>) -> Int? {
        var depth = 0
        var index = bytes.startIndex
        while index < bytes.endIndex {
            switch bytes[index] {
            case UInt8(ascii: "\\"): index += 1
            case UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "}"):
                depth -= 1
                if depth == 0 { return index }
            default: break
            }
            index += 1
        }
        return nil
    }
}
