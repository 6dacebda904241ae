import Foundation
import Plotting

/// Figures of the kinds that the book needs, on made-up data with fixed seeds.
enum DemonstrationFigures {
    /// A small generator with a known sequence (SplitMix64).
    struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }

        /// A normal deviate, by Box and Muller.
        mutating func normal() -> Double {
            let (u, v) = (Double.random(in: 1e-12..<1, using: &self), Double.random(in: 0..<1, using: &self))
            return (-2 * log(u)).squareRoot() * cos(2 * .pi * v)
        }
    }

    static let all: [(name: String, figure: any Figure)] =
        [
            ("spectra", spectra), ("steps", steps), ("clouds", clouds), ("times", times), ("scores", scores),
            ("coherence", coherence),
        ] + marks

    static var spectra: any Figure {
        var generator = Generator(state: 1)
        func spectrum(_ scale: Double, _ power: Double) -> [Double] {
            (1...128).map {
                scale * pow(Double($0), -power) * (1 + 0.05 * generator.normal() / Double($0).squareRoot())
            }
            .sorted(by: >)
        }
        let guide = (1...128).map { 1100 * pow(Double($0), -0.72) }
        return Chart {
            LineMark(values: guide, label: "*k*^{−0.72}").style(.dotted).color(.gray)
            PointMark(spectrum(878, 0.75), label: "M⋆")
            PointMark(values: spectrum(1900, 0.78), label: "PMI").symbol(.square)
            PointMark(spectrum(640, 0.73), label: "PPMI").symbol(.triangle)
        }
        .xScale(.log, label: "rank *k*")
        .yScale(.log, label: "eigenvalue *λ*_{k}")
    }

    static var steps: any Figure {
        let rates = (1...16).map { 878 * pow(Double($0), -0.62) }
        let start = 1e-4
        func curve(_ rate: Double, _ time: Double) -> Double {
            let growth = exp(min(600, rate * time))
            return (start * rate * growth / (rate + start * (growth - 1))).squareRoot()
        }
        let first = log(rates[0] / start) / rates[0]
        let times = (0..<300).map { 0.6 * pow(8.8, Double($0) / 299) }
        let theory = rates.map { rate in times.map { curve(rate, $0 * first) } }
        let measured = rates.map { rate in times.map { curve(rate * 0.985, $0 * first * 0.985) } }
        let loss = times.indices.map { index in
            let lost = zip(rates, measured).map { $0 * $0 / 2 - pow($1[index] * $1[index], 2) / 2 }.reduce(0, +)
            return 0.55 + 0.45 * lost / rates.map { $0 * $0 / 2 }.reduce(0, +)
        }
        return VStack {
            Chart {
                LineMark(x: times, y: loss).color(.series(2))
            }
            .yScale(label: "loss, relative to the start")
            .height(0.3)
            Chart {
                LineMark(
                    x: times, series: measured,
                    labels: ["people / science", "economy / poetry", "", "", "war / music"],
                    label: "experiment")
                LineMark(x: times, series: theory, label: "closed form").style(.dotted)
            }
            .xScale(.log, label: "training time, in units of the first learning time *t* / *τ*_{1}")
            .yScale(label: "singular values of the embeddings")
            .legend(.inside)
        }
        .sharedAxes(.x)
    }

    static var clouds: any Figure {
        var generator = Generator(state: 5)
        let words = [
            "queen", "king", "parliament", "goal", "match", "river", "mountain", "species", "poem", "novel", "army",
            "bank",
        ]
        let a = (0..<3000).map { _ in generator.normal() * 1.2 + (generator.normal() > 0 ? 0.8 : -0.9) }
        let b = a.map { 0.25 * $0 * $0 - 0.5 + generator.normal() * 0.9 }
        let chosen = words.indices.map { $0 * 211 + 7 }
        func panel(_ title: Label, _ spreadX: Double, _ spreadY: Double) -> Chart {
            let x = a.map { $0 * spreadX }
            let y = b.map { $0 * spreadY }
            return Chart {
                PointMark(x: x, y: y).color(.series(1))
                if spreadX > 0.5 {
                    TextMark(x: chosen.map { x[$0] }, y: chosen.map { y[$0] }, text: words)
                }
            }
            .title(title)
            .xScale(label: "first direction")
            .yScale(label: "second direction")
            .equalScales()
        }
        return HStack {
            panel("*t* = 0.6 *τ*_{1}", 0.02, 0.02)
            panel("*t* = 1.2 *τ*_{1}", 1, 0.02)
            panel("*t* = 3 *τ*_{1}", 1, 0.9)
        }
        .sharedAxes(.both)
        .size(width: 760)
    }

    static var times: any Figure {
        var generator = Generator(state: 9)
        let predicted = (1...32).map { 0.013 * pow(Double($0), 0.62) }
        let measured = predicted.map { $0 * (1 + 0.025 * generator.normal()) }
        return Chart {
            LineMark(x: [0.011, 0.15], y: [0.011, 0.15], label: "*y* = *x*").style(.dashed).color(.gray)
            PointMark(x: predicted, y: measured).color(.accent)
            TextMark(x: predicted[0], y: measured[0], text: "*k* = 1")
        }
        .xScale(.log, label: "learning time predicted, *τ*_{k}")
        .yScale(.log, label: "learning time measured")
        .aspectRatio(0.8)
        .size(width: 460)
    }

    static var scores: any Figure {
        let names = ["top eigenvectors of M⋆", "PPMI, factorised", "PMI, factorised", "word2vec"]
        return Chart {
            BarMark(
                categories: names, values: [74.2, 60.5, 4.3, 68.4], errors: [0.8, 1.1, 0.4, 1.6], label: "this build"
            )
            .showingValues()
            BarMark(categories: names, values: [66.3, 50.6, 8.4, 66.0], label: "paper").color(.sequential(0.35))
                .opacity(0.55).showingValues()
        }
        .yScale(label: "analogies, % correct")
    }

    static var coherence: any Figure {
        var generator = Generator(state: 12)
        let values = (1...64).map { 0.62 * exp(-Double($0) / 24) + 0.12 + 0.015 * generator.normal() }
        return Chart {
            AreaMark(x: (1...64).map(Double.init), lower: values.map { $0 - 0.04 }, upper: values.map { $0 + 0.04 })
                .color(.accent)
            LineMark(values, label: "coherence").color(.accent)
            RuleMark(y: 0.13, label: "random words")
            RuleMark(x: 20, label: "*k* = 20")
        }
        .xScale(label: "rank *k*")
        .yScale(label: "mean similarity of the ten words at an end")
    }
}
