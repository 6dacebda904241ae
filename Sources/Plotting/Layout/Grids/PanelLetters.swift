/// How the panels of a figure are lettered.
public enum PanelLetters: Hashable, Sendable {
    /// **a**, **b**, **c**, …
    case lowercase
    /// **A**, **B**, **C**, …
    case uppercase

    /// The letters of the panel `number`, counted from 0: after the last letter of the alphabet follow aa, ab, …
    func text(_ number: Int) -> String {
        var rest = number + 1
        var letters = ""
        while rest > 0 {
            let (quotient, remainder) = (rest - 1).quotientAndRemainder(dividingBy: 26)
            let first: UInt8 = self == .lowercase ? 97 : 65
            letters = String(UnicodeScalar(first + UInt8(remainder))) + letters
            rest = quotient
        }
        return letters
    }
}
