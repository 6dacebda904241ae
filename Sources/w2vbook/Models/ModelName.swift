import ArgumentParser
import Foundation

/// The models that the program can make embeddings with, by the names that commands take.
enum ModelName: String, Codable, CaseIterable, ExpressibleByArgument {
    /// The leading eigenvectors of M*.
    case mstar
    /// The leading eigenvectors of the positive pointwise mutual information.
    case ppmi
    /// The leading eigenvectors of the pointwise mutual information.
    case pmi
    /// The quartic model, by full-batch gradient descent on the counts.
    case qwem
    /// word2vec's own loss: skip-gram with negative sampling.
    case sgns

    /// What a name means, in a line of help.
    var meaning: String {
        switch self {
        case .mstar: "the leading eigenvectors of M*, the target of the quartic model"
        case .ppmi: "those of the positive pointwise mutual information"
        case .pmi: "those of the pointwise mutual information"
        case .qwem: "the quartic model, trained by gradient descent on all pairs at once"
        case .sgns:
            "word2vec's skip-gram with negative sampling, trained on the text; on the counts where there is none"
        }
    }

    /// A line for each model.
    static var table: String {
        let width = allCases.map(\.rawValue.count).max() ?? 0
        return allCases.map { model in
            "  " + model.rawValue.padding(toLength: width, withPad: " ", startingAt: 0) + "  " + model.meaning
        }.joined(separator: "\n")
    }
}
