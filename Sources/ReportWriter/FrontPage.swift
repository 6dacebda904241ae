import BookModel

/// What the template of the page is filled with. Properties that end in `HTML` are markup already.
struct PageModel {
    struct ContentsEntry {
        var anchor: String
        var number: String
        var titleHTML: String
        var isFailed: Bool
        var sections: [ContentsSection]
    }

    struct ContentsSection {
        var anchor: String
        var number: String
        var titleHTML: String
    }

    struct BoardLine {
        var anchor: String
        var number: String
        var statementHTML: String
        var verdict: String
        var verdictClass: String
        var measuredHTML: String
        var paperHTML: String
    }

    struct ChapterModel {
        var anchor: String
        /// The class that gives the chapter its running heads in print.
        var pageName: String
        var number: String
        var titleHTML: String
        var bodyHTML: String
        /// The parameters that the chapter read, with their values, or "none".
        var settings: String
    }

    struct ReferenceModel {
        var id: String
        var entryHTML: String
    }

    var language: String
    var title: String
    var subtitle: String?
    var authors: String?
    var corpusName: String
    var corpusDescription: String
    var corpusLicence: String?
    var profile: String?
    var parameters: [Book.Parameter]
    var hasParameters: Bool
    var contents: [ContentsEntry]
    var tally: String?
    var board: [BoardLine]
    var hasPaperColumn: Bool
    var chapters: [ChapterModel]
    var references: [ReferenceModel]
    var hasReferences: Bool
    /// Set when all else is known, as what depends on the build alone.
    var stamp: String?
    /// How long the chapters took; part of the stamp.
    var times: String?
    var style: String
    var script: String
    /// The value of the Content-Security-Policy, which allows `style` and `script` as they are.
    var policy: String
}

/// "13 hold, 1 fails, 1 cannot be tested here": how often each verdict was given; `nil` without claims.
func tally(of claims: [ClaimLine]) -> String? {
    func count(_ verdict: ClaimOutput.Verdict?) -> Int { claims.count { $0.verdict == verdict } }
    let parts = [
        (count(.holds), "holds", "hold"), (count(.fails), "fails", "fail"),
        (count(.untestable), "cannot be tested here", "cannot be tested here"),
        (count(nil), "did not run", "did not run"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.0 == 1 ? $0.1 : $0.2)" }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
}
