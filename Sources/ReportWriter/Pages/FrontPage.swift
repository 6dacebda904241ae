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
        /// The title with its links and notes.
        var headingHTML: String
        var bodyHTML: String
        /// The solutions of its exercises; empty without.
        var solutionsHTML: String
    }

    /// A parameter with its value, as `book.yml` has it.
    struct Setting {
        var name: String
        var value: String
    }

    /// A line of the account of how the book was made.
    struct Made {
        var anchor: String
        var number: String
        var titleHTML: String
        /// The parameters that the chapter's code mentions, with their values, or "none".
        var settings: String
    }

    struct ReferenceModel {
        var id: String
        var entryHTML: String
    }

    /// Where a page of a book that is split finds what all pages share, and its neighbours.
    struct SiteModel {
        var styleFile: String
        var scriptFile: String
        /// What the other pages say, for the search and the previews.
        var pagesFile: String
        var previous: Neighbour?
        var next: Neighbour?
    }

    struct Neighbour {
        var file: String
        var titleHTML: String
    }

    /// nil for a book on one page.
    var site: SiteModel?
    /// Whether the page has the book's front: its title, parameters and claims.
    var isFront = true
    var language: String
    /// `rtl` for a language that is written from right to left.
    var direction: String?
    var title: String
    var subtitle: String?
    var authors: String?
    /// When the book was published, in words.
    var date: String?
    /// The terms that the book is under.
    var licence: String?
    /// How others cite the book.
    var citationHTML: String
    /// The same for programs.
    var bibTeX: String
    /// With its description, nil of a book that needs no corpus.
    var corpusName: String?
    var corpusDescription: String?
    var corpusLicence: String?
    var profile: String?
    var parameters: [Setting]
    var hasParameters: Bool
    var contents: [ContentsEntry]
    var tally: String?
    var board: [BoardLine]
    var hasPaperColumn: Bool
    var chapters: [ChapterModel]
    var made: [Made]
    /// Whether the solutions of exercises stand at the end of this page.
    var hasSolutions: Bool
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
    func count(_ verdict: Claim.Verdict?) -> Int { claims.count { $0.verdict == verdict } }
    let parts = [
        (count(.holds), "holds", "hold"), (count(.fails), "fails", "fail"),
        (count(.untestable), "cannot be tested here", "cannot be tested here"),
        (count(nil), "did not run", "did not run"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.0 == 1 ? $0.1 : $0.2)" }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
}
