import Files
import TextStatistics
import Testing

@Suite("A planted language that cannot be says why:")
struct PlantedErrorTests {
    private func message(_ body: () throws -> Void) -> [String] {
        let error = #expect(throws: PlantedError.self) { try body() }
        return error.map { [$0.description, $0.remedy?.description ?? ""] } ?? []
    }

    @Test("numbers out of range")
    func ranges() {
        let remedy = "Choose a value in that range."
        func prefix(_ parameter: String) -> String { "the \(parameter) of a planted language is " }
        for (words, text) in [(32, "32"), (1_000_001, "1000001"), (-5, "-5")] {
            #expect(
                message { _ = try PlantedLanguage(vocabulary: words) }
                    == [prefix("vocabulary") + "\(text), but it must be from 33 to 1000000", remedy])
        }
        for (exponent, text) in [(-0.5, "-0.5"), (4.1, "4.1"), (Double.nan, "nan")] {
            #expect(
                message { _ = try PlantedLanguage(exponent: exponent) }
                    == [prefix("exponent") + "\(text), but it must be from 0 to 4", remedy])
        }
        #expect(
            message { _ = try PlantedLanguage(offset: -1) }
                == [prefix("offset") + "-1.0, but it must be from 0 to 1000000", remedy])
        #expect(
            message { _ = try PlantedLanguage(documentLength: 1) }
                == [prefix("document length") + "1, but it must be from 2 to 1000000", remedy])
        #expect(
            message { _ = try PlantedCorpus(language: PlantedLanguage(), length: 0) }
                == [prefix("text length") + "0, but it must be at least 1", remedy])
    }

    @Test("strengths that are no strengths, or in no order")
    func strengths() {
        #expect(
            message { _ = try PlantedLanguage(strengths: []) }
                == ["a planted language needs at least one concept", "Give a strength for each concept."])
        for (strength, text) in [(1.0, "1.0"), (0, "0.0"), (-0.2, "-0.2"), (.nan, "nan")] {
            #expect(
                message { _ = try PlantedLanguage(strengths: [0.5, strength]) } == [
                    "the strength of concept 2 is \(text), but it must be above 0 and below 1",
                    "Choose strengths such as 0.6 and 0.5.",
                ])
        }
        for second in [0.5, 0.6] {
            #expect(
                message { _ = try PlantedLanguage(strengths: [0.5, second]) } == [
                    "concept 2 is not weaker than concept 1, but strengths must descend",
                    "List the strengths from the largest to the smallest, all different.",
                ])
        }
    }

    @Test("more concepts than the words can carry")
    func concepts() throws {
        func language(_ vocabulary: Int, _ concepts: Int) throws -> PlantedLanguage {
            try PlantedLanguage(vocabulary: vocabulary, strengths: PlantedLanguage.strengths(concepts: concepts))
        }
        for (vocabulary, most) in [(33, 16), (64, 16), (65, 32), (1000, 64)] {
            #expect(try language(vocabulary, most).concepts.count == most)
            #expect(
                message { _ = try language(vocabulary, most + 1) } == [
                    "\(vocabulary) words cannot carry \(most + 1) concepts: at most \(most)",
                    "Plant fewer concepts, or ask for a larger vocabulary.",
                ])
        }
    }

    @Test("no arrangement")
    func arrangement() {
        let error = PlantedError.noArrangement(vocabulary: 40, concepts: 7, seed: 9)
        #expect(error.description == "with the seed 9 no arrangement of 7 concepts on 40 words was found")
        #expect(error.remedy == "Choose another seed, or a larger vocabulary.")
    }
}
