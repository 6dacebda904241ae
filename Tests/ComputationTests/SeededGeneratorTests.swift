import Computation
import Testing

@Suite("The seeded generator")
struct SeededGeneratorTests {
    @Test("is xoshiro256** with a state from SplitMix64")
    func knownSequences() {
        var zero = SeededGenerator(seed: 0)
        #expect(
            (0..<4).map { _ in zero.next() } == [
                11_091_344_671_253_066_420, 13_793_997_310_169_335_082, 1_900_383_378_846_508_768,
                7_684_712_102_626_143_532,
            ])
        var answer = SeededGenerator(seed: 42)
        #expect(
            (0..<4).map { _ in answer.next() } == [
                1_546_998_764_402_558_742, 6_990_951_692_964_543_102, 12_544_586_762_248_559_009,
                17_057_574_109_182_124_193,
            ])
    }

    @Test("gives uniform deviates of mean 1/2 and variance 1/12, never 1")
    func uniform() {
        var generator = SeededGenerator(seed: 1)
        let deviates = (0..<100_000).map { _ in generator.uniform() }
        #expect(deviates.allSatisfy { 0 <= $0 && $0 < 1 })
        let (mean, variance) = moments(deviates)
        // Five standard errors.
        #expect(abs(mean - 0.5) < 5 * 0.00092)
        #expect(abs(variance - 1 / 12.0) < 5 * 0.00024)
    }

    @Test("gives normal deviates: mean 0, variance 1, a third of them beyond one standard deviation")
    func normal() {
        var generator = SeededGenerator(seed: 2)
        let deviates = (0..<100_000).map { _ in generator.normal() }
        let (mean, variance) = moments(deviates)
        #expect(abs(mean) < 5 * 0.0032)
        #expect(abs(variance - 1) < 5 * 0.0045)
        let beyond = Double(deviates.count { abs($0) > 1 }) / 100_000
        #expect(abs(beyond - 0.317311) < 5 * 0.0015)
        // The two deviates that are made at a time are independent.
        let products = stride(from: 0, to: deviates.count, by: 2).map { deviates[$0] * deviates[$0 + 1] }
        #expect(abs(moments(products).mean) < 5 * 0.0045)
    }

    @Test("repeats itself as a value: a copy goes on alike")
    func copies() {
        var generator = SeededGenerator(seed: 3)
        _ = generator.normal()
        var copy = generator
        #expect((0..<5).map { _ in generator.normal() } == (0..<5).map { _ in copy.normal() })
    }

    private func moments(_ values: [Double]) -> (mean: Double, variance: Double) {
        let mean = values.reduce(0, +) / Double(values.count)
        return (mean, values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count))
    }
}
