import BookModel
import Foundation
import Testing

/// Claims go from chapters to the engine, to baselines and to `results.json` in one form.
@Suite("Claims as JSON")
struct ClaimCodingTests {
    private func roundTrip(_ claim: Claim) throws -> Claim {
        try JSONDecoder().decode(Claim.self, from: JSONEncoder().encode(claim))
    }

    private static let criteria: [Criterion] = [
        Criterion("a", 0.5, .atMost(1)), Criterion("b", 3, .exactly(3)),
        Criterion("c", 0.5, .within(0...1), as: .percent),
        Criterion("d", Estimate(mean: 2, standardError: 0.1), .atLeast(1), as: .decimals(2)),
        Criterion(
            "e", Estimate(mean: 0.6, interval: 0.5...0.7), .atLeast(0.4),
            null: Criterion.Null("random partners", Estimate(mean: 0.1, interval: 0...0.2)), as: .percents(0)),
    ]

    @Test("A claim with all that it may have reads back as it was")
    func roundTrip() throws {
        let claim = Claim("It holds.", kind: .prediction, paper: "Lemma", Self.criteria)
        #expect(try roundTrip(claim) == claim)
        for claim in [Claim("a", measured: "b", holds: false), Claim("a", kind: .observation, untestable: "c")] {
            #expect(try roundTrip(claim) == claim)
        }
    }

    @Test("The numbers of a criterion stand in one level, by the names of the schema")
    func form() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = String(decoding: try encoder.encode(Self.criteria[4]), as: UTF8.self)
        #expect(
            text == #"{"format":{"percents":0},"interval":[0.5,0.7],"least":0.4,"#
                + #""null":{"source":"random partners","value":{"interval":[0,0.2],"value":0.1}},"quantity":"e","value":0.6}"#
        )
    }

    @Test("Numbers that JSON has no words for are left out, and what is read is not a number")
    func notFinite() throws {
        for number in [Double.nan, .infinity, -.infinity] {
            let criterion = try #require(
                try roundTrip(
                    Claim("a", Criterion("x", Estimate(mean: number, standardError: number), .atMost(.infinity)))
                ).criteria.first)
            #expect(criterion.value.mean.isNaN && criterion.value.standardError == nil)
            #expect(criterion.bound.most == nil && !criterion.holds)
        }
    }

    @Test("A criterion without a form, as older files have it, and one with a senseless one can be shown")
    func olderForms() throws {
        for (format, expected) in [
            ("", NumberFormat.digits(3)), (#","format":{"decimals":1000000000}"#, .decimals(17)),
        ] {
            let text = #"{"quantity":"x","value":1,"most":2\#(format)}"#
            let criterion = try JSONDecoder().decode(Criterion.self, from: Data(text.utf8))
            #expect(criterion.format == expected && criterion.bound == .atMost(2))
        }
    }

    @Test("What a claim rests on is said with what chance would give, and how sure it is")
    func words() {
        #expect(
            Claim("a", Self.criteria[4]).measured
                == "e 60% [50%, 70%] (asked: at least 40%; random partners: 10% [0%, 20%])")
    }
}
