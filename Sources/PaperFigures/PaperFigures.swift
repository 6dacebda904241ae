import Foundation

/// The figures of "What exactly does word2vec learn?" as functions of the numbers that they show. The numbers may come
/// from any corpus, and from a training or from a file.
public enum PaperFigures {
    /// A number in a title, with at most two decimals.
    static func decimals(_ value: Double) -> String {
        let text = String(format: "%.2f", value)
        return text.hasSuffix("0") ? String(text.dropLast(text.hasSuffix("00") ? 3 : 1)) : text
    }
}
