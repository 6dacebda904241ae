import BookModel
import Foundation
import Plotting
import Testing

@testable import Checking

@Suite("Comparing a build with its baseline")
struct ComparisonTests {
    @Test("nothing differs from itself")
    func unchanged() throws {
        let comparison = try SampleBook().comparison(with: SampleBook())
        #expect(comparison.differences.isEmpty)
        #expect(
            comparison.summary
                == "1 claim, 2 figures, 1 table, 1 chapter’s values, 1 chapter’s headings, title and order: as accepted"
        )
    }

    @Test("rounding, as another number of threads has it, does not count", arguments: [5e-15, 1e-9])
    func rounding(_ noise: Double) throws {
        #expect(try SampleBook(noise: noise).messages().isEmpty)
    }

    @Test("what is within the tolerance may move points and ticks, but nothing else")
    func withinTolerance() throws {
        #expect(try SampleBook(factor: 1.0005).messages().isEmpty)
        #expect(
            try SampleBook(factor: 1.0005, color: .series(3)).messages() == [
                "figure 'loss', scene: colour of LineMark “curve” is now series3, before series1",
                "figure 'loss', scene: colour of label at an end is now series3-text, before series1-text",
            ])
    }

    @Test("a curve that is two per cent larger is told with the value that changed most")
    func twoPerCent() throws {
        // The largest value, 3 + sin 1.5, is 3.997495, and the smallest, 3 + sin 4.75, is 2.000708.
        #expect(
            try SampleBook(factor: 1.02).messages() == [
                "figure 'loss', data: 41 of 41 values of loss of LineMark “curve” changed, at most by 4% of the range "
                    + "(row 7: 4.077, before 3.997)"
            ])
    }

    @Test("a colour, an axis' label and a tick are told, and nothing but they")
    func looks() throws {
        #expect(
            try SampleBook(color: .series(2)).messages() == [
                "figure 'loss', scene: colour of LineMark “curve” is now series2, before series1",
                "figure 'loss', scene: colour of label at an end is now series2-text, before series1-text",
            ])
        let renamed = try SampleBook(label: "error").messages()
        #expect(renamed.contains("figure 'loss', scene: y axis’s label is now “error”, before “loss”"))
        let ticks = try SampleBook(ticks: [2, 3, 4]).messages(since: SampleBook(ticks: [2, 3, 3.5]))
        #expect(ticks.contains("figure 'loss', scene: y tick label 3 now reads “4”, before “3.5”"))
        #expect(ticks.allSatisfy { $0.hasPrefix("figure 'loss', scene: ") })
    }

    @Test("swapped axes are another figure: its data have other names")
    func swappedAxes() throws {
        let messages = try SampleBook(isSwapped: true).messages()
        #expect(
            messages.first
                == "figure 'loss', data: of LineMark “curve” the columns are now loss, time, before time, loss")
        #expect(messages.contains("figure 'loss', scene: x axis’s label is now “loss”, before “time”"))
    }

    @Test("a figure that is gone, and one that is new, are differences at their places")
    func missingAndAdded() throws {
        let gone = try SampleBook(hasFigure: false).comparison(with: SampleBook())
        #expect(
            gone.differences.map(\.message) == ["figure 'loss', data: it is gone, and its baseline is left over"])
        #expect(gone.differences[0].location == nil)
        let added = try SampleBook(hasExtraFigure: true).comparison(with: SampleBook())
        #expect(added.differences.map(\.message) == ["figure 'extra', data: it is new, and has no baseline"])
        #expect(added.differences[0].location?.line == 50)
    }

    @Test("a claim that stops holding says which bound was crossed and by what number")
    func crossedThreshold() throws {
        #expect(
            try SampleBook(error: 0.062).messages() == [
                "claim 'order', claims: it holds no longer: median error is 0.062, at most 0.05 asked, before 0.04",
                "claim 'order', data: median error is 0.062, before 0.04",
            ])
        #expect(
            try SampleBook(error: 0.02).messages(since: SampleBook(error: 0.062)).first
                == "claim 'order', claims: it holds now, which it did not: median error 0.0200 (asked: at most 0.05)")
        #expect(
            try SampleBook(bound: 0.06).messages() == [
                "claim 'order', claims: of median error at most 0.06 asked, before at most 0.05 asked"
            ])
    }

    @Test("a claim that was accepted as failing is no difference")
    func acceptedFailure() throws {
        #expect(try SampleBook(error: 0.062).messages(since: SampleBook(error: 0.062)).isEmpty)
    }

    @Test("numbers in tables and in the text count, as far as they are written")
    func tablesAndValues() throws {
        #expect(
            try SampleBook(text: "12.6", cells: [["1", "4.00"], ["2", "2.58"]]).messages() == [
                "table 'largest', data: 1 of 4 cells changed (eigenvalue in row 2: “2.58”, before “2.50”)",
                "values of 01-one, data: “width” is now 12.6, before 12.3",
            ])
        let value = try SampleBook(text: "12.6").comparison(with: SampleBook()).differences
        #expect(value.map(\.location) == [SourceLocation(file: "chapters/01-one.md", line: 5, column: 3)])
        #expect(try SampleBook(cells: [["1", "4.01"], ["2", "2.50"]]).messages().isEmpty)
        #expect(try SampleBook(cells: [["1", "4.00"], ["3", "2.50"]]).messages().count == 1)
    }

    @Test("ids and levels choose what is compared; what has no such level is not compared at all")
    func choosing() throws {
        let changed = SampleBook(factor: 1.02, color: .series(2), error: 0.062)
        let claims = try changed.comparison(with: SampleBook(), levels: [.claims])
        #expect(claims.items.map(\.kind) == [.claim])
        #expect(claims.differences.map(\.level) == [.claims])
        let scene = try changed.comparison(with: SampleBook(), names: ["fig-loss"], levels: [.scene])
        #expect(scene.differences.map(\.level) == [.scene, .scene])
        #expect(try changed.comparison(with: SampleBook(), names: ["map"]).differences.isEmpty)
        #expect(try changed.comparison(with: SampleBook(), names: ["nothing"]).items.isEmpty)
    }

    @Test("a claim's number counts as far as half a per cent of itself, however far its bound is")
    func farFromTheBound() throws {
        func messages(_ error: Double, since before: Double, bound: Double) throws -> [String] {
            try SampleBook(error: error, bound: bound).messages(since: SampleBook(error: before, bound: bound))
        }
        #expect(
            try messages(0.02, since: 0.01, bound: 500) == ["claim 'order', data: median error is 0.02, before 0.01"])
        #expect(try messages(401, since: 392, bound: 1e4) == ["claim 'order', data: median error is 401, before 392"])
        #expect(try messages(400, since: 400.5, bound: 500).isEmpty)
        // Residuals are rounding.
        #expect(try messages(5.2e-16, since: 1.1e-15, bound: 1e-9).isEmpty)
        #expect(try messages(3e-9, since: 2e-9, bound: 0.01).isEmpty)
        #expect(try messages(3e-4, since: 2e-4, bound: 0.01).count == 1)
    }

    @Test("a standard error counts as its number does, and so does whether there is one")
    func standardErrors() throws {
        let before = SampleBook(standardError: 0.002)
        #expect(try SampleBook(standardError: 0.002_001).messages(since: before).isEmpty)
        #expect(
            try SampleBook(standardError: 0.003).messages(since: before) == [
                "claim 'order', data: the standard error of median error is 0.003, before 0.002"
            ])
        #expect(
            try SampleBook().messages(since: before) == [
                "claim 'order', data: the standard error of median error is nothing, before 0.002"
            ])
    }

    @Test("an expression that was edited in the text is told with both values, one that came or went with its own")
    func editedValues() throws {
        #expect(
            try SampleBook(text: "7", expression: "height").messages() == [
                "values of 01-one, data: “height” stands where “width” was: 7, before 12.3"
            ])
        var before = try SampleBook().snapshot()
        func messages() throws -> [String] {
            Comparison(try SampleBook().book(), try SampleBook().snapshot(), with: before).differences.map(\.message)
        }
        before.values["01-one"]?.insert(.init(expression: "depth", text: "3"), at: 0)
        #expect(try messages() == ["values of 01-one, data: “depth” is gone, which was 3"])
        before.values["01-one"] = []
        #expect(try messages() == ["values of 01-one, data: “width” is new: 12.3"])
    }

    @Test(
        "words are a level of their own: each that is edited is told, and nothing but it",
        arguments: [
            (SampleBook(title: "Other"), ["the book, words: the title now reads “Other”, before “Sample”"]),
            (
                SampleBook(otherChapters: ["03-three", "02-two"]),
                [
                    "the book, words: the chapters are now in the order 01-one, 03-three, 02-two, before 01-one, 02-two, "
                        + "03-three"
                ]
            ),
            (SampleBook(otherChapters: ["02-two"]), ["the book, words: the chapter “03-three” is gone"]),
            (
                SampleBook(headings: ["One", "Zwei"]),
                ["words of 01-one, words: the heading now reads “## Zwei”, before “## Two”"]
            ),
            (SampleBook(headings: ["One"]), ["words of 01-one, words: the heading “## Two” is gone"]),
            (
                SampleBook(headings: ["One", "Two", "Three"]),
                ["words of 01-one, words: the heading “## Three” is new"]
            ),
            (
                SampleBook(statement: "It is large."),
                ["claim 'order', words: the statement now reads “It is large.”, before “It is small.”"]
            ),
            (SampleBook(paper: "4%"), ["claim 'order', words: the paper “4%” is new"]),
            (
                SampleBook(hasTableAndMap: false, caption: "Two curves."),
                ["claim 'order'", "figure 'loss'"].map {
                    "\($0), words: the caption now reads “Two curves.”, before “A curve.”"
                }
            ),
            (
                SampleBook(hasTableAndMap: false, alternative: "Another."),
                ["figure 'loss', words: the alt text now reads “Another.”, before “A figure.”"]
            ),
        ] as [(SampleBook, [String])])
    func words(_ book: SampleBook, _ messages: [String]) throws {
        var before = SampleBook()
        before.hasTableAndMap = book.hasTableAndMap
        #expect(try book.messages(since: before) == messages)
        #expect(try book.comparison(with: before, levels: [.words]).differences.count == messages.count)
        #expect(try book.comparison(with: before, levels: [.claims, .data, .scene]).differences.isEmpty)
    }

    @Test("numbers in words that the program writes count as in tables; those in a caption are the author's")
    func numbersInWords() throws {
        let before = SampleBook(caption: "In 2014.", alternative: "From 2.51 to 1000.")
        #expect(try SampleBook(caption: "In 2014.", alternative: "From 2.52 to 1001.").messages(since: before).isEmpty)
        #expect(try !SampleBook(caption: "In 2015.", alternative: "From 2.51 to 1000.").messages(since: before).isEmpty)
    }

    @Test("a damaged baseline of a figure is said to be one")
    func damage() throws {
        var before = try SampleBook().snapshot()
        before.figures["loss"] = "no scene"
        let comparison = Comparison(try SampleBook().book(), try SampleBook().snapshot(), with: before)
        #expect(
            comparison.differences.map(\.message) == [
                "figure 'loss', data: its baseline is damaged: "
                    + "Line 1 of the scene's text is not “w2vbook scene 2”."
            ])
    }

    @Test("causes are what changed of all that the chapter depends on")
    func causes() throws {
        let seed = BuiltChapter.Dependency(kind: .parameter, name: "seed", value: "2")
        let code = BuiltChapter.Dependency(kind: .code, name: "@figure(\"loss\")", value: "a")
        let changed = SampleBook(hasFigure: false, dependencies: [seed, code])
        let comparison = Comparison(
            try changed.book(), Snapshot(try changed.book(), program: ["renderer": "2"]),
            with: try SampleBook(hasFigure: true, error: 0.02).snapshot())
        let claim = try #require(comparison.items.first { $0.kind == .claim })
        #expect(
            comparison.causes[claim] == [
                "parameter: seed is 2, before 1", "code: @figure(\"loss\") is new",
                "renderer: w2vbook’s own code is another build",
            ])
    }

    @Test("how sure a claim's number is, and what chance would give, are told where they are others")
    func intervalAndNull() {
        func claim(_ lower: Double, _ upper: Double, _ null: Double) -> Snapshot.Claim {
            let value = Estimate(mean: 0.5, interval: lower...upper)
            let criterion = Criterion(
                "share", value, .atLeast(0.1), null: .init("random partners", Estimate(mean: null)))
            return .init(chapter: "one", verdict: .holds, measured: "", reason: nil, criteria: [criterion])
        }
        let before = claim(0.4, 0.6, 0.2)
        for (after, expected) in [
            (before, []), (claim(0.3, 0.6, 0.2), ["the lower end of share is 0.3, before 0.4"]),
            (claim(0.4, 0.7, 0.2), ["the upper end of share is 0.7, before 0.6"]),
            (claim(0.4, 0.6, 0.1), ["share under its null is 0.1, before 0.2"]),
        ] {
            #expect(ClaimComparison(before: before, after: after).numbers == expected)
        }
    }
}
