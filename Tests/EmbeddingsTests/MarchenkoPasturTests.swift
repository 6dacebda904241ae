import Computation
import Embeddings
import Foundation
import LinearAlgebra
import Testing

@Suite("The Marchenko–Pastur law and its fit") struct MarchenkoPasturTests {
    @Test("edges, zeros and the density at a point, by hand")
    func byHand() {
        let law = MarchenkoPastur(variance: 2, aspectRatio: 0.25)
        #expect(law.lowerEdge == 0.5 && law.upperEdge == 4.5 && law.shareOfZeros == 0)
        // √((4.5 − 2)(2 − 0.5)) / (2π · 0.25 · 2 · 2).
        #expect(abs(law.density(at: 2) - 3.75.squareRoot() / (2 * .pi)) < 1e-15)
        #expect(law.density(at: 0.5) == 0 && law.density(at: 5) == 0 && law.density(at: -1) == 0)
        let wide = MarchenkoPastur(variance: 1, aspectRatio: 4)
        #expect(wide.lowerEdge == 1 && wide.upperEdge == 9 && wide.shareOfZeros == 0.75)
        #expect(wide.share(upTo: 0) == 0.75 && wide.share(upTo: 0.9) == 0.75 && wide.share(upTo: -1) == 0)
        // For γ = 1 the integral is (√(x(4 − x)) + 4 arcsin(√x/2)) / 2π: 1/3 + √3/2π at 1.
        let square = MarchenkoPastur(variance: 1, aspectRatio: 1)
        #expect(square.lowerEdge == 0 && square.share(upTo: 0) == 0 && square.share(upTo: 4) == 1)
        #expect(abs(square.share(upTo: 1) - 1.0 / 3 - 3.0.squareRoot() / (2 * .pi)) < 1e-14)
    }

    @Test(
        "the share is the integral of the density, and mean and variance are σ² and γσ⁴",
        arguments: [
            0.01, 0.3, 1, 1.7, 8,
        ])
    func integral(aspectRatio: Double) {
        let law = MarchenkoPastur(variance: 1.5, aspectRatio: aspectRatio)
        // λ = middle − half cos(θ) removes the roots at both ends.
        let (middle, half) = ((law.upperEdge + law.lowerEdge) / 2, (law.upperEdge - law.lowerEdge) / 2)
        let steps = 20_000
        var (share, mean, square) = (law.shareOfZeros, 0.0, 0.0)
        for step in 0..<steps {
            let angle = .pi * (Double(step) + 0.5) / Double(steps)
            let value = middle - half * cos(angle)
            let part = law.density(at: value) * half * sin(angle) * .pi / Double(steps)
            share += part
            mean += part * value
            square += part * value * value
            if step % 1000 == 999 {
                let upTo = middle - half * cos(.pi * Double(step + 1) / Double(steps))
                #expect(abs(law.share(upTo: upTo) - share) < 1e-4)
            }
        }
        #expect(abs(share - 1) < 1e-4 && abs(mean - 1.5) < 1e-6)
        #expect(abs(square - mean * mean - aspectRatio * 2.25) < 1e-5)
    }

    /// The eigenvalues of `ΞΞᵀ` for n×d normal noise, with a spike of so many times the largest noise.
    private static func noise(
        _ rows: Int, _ columns: Int, deviation: Double, spikes: Int, seed: UInt64
    ) throws -> [Double] {
        var generator = SeededGenerator(seed: seed)
        var noise = Matrix<Double>.randomNormal(
            rows: rows, columns: columns, standardDeviation: deviation, using: &generator)
        let size = 3 * deviation * (Double(rows).squareRoot() + Double(columns).squareRoot())
        for _ in 0..<spikes {
            let left = Matrix<Double>.randomNormal(rows: rows, columns: 1, using: &generator)
            let right = Matrix<Double>.randomNormal(rows: 1, columns: columns, using: &generator)
            let scale = size / (left.squaredFrobeniusNorm * right.squaredFrobeniusNorm).squareRoot()
            noise = noise + (left * right).map { $0 * scale }
        }
        return try symmetricEigenvalues(of: noise.timesTransposed(noise).symmetrized)
    }

    @Test(
        "σ² and d_eff of plain noise are found again, with spikes and without, for any aspect ratio",
        arguments: [(120, 30), (120, 60), (120, 120), (120, 240), (120, 960), (60, 60)], [0, 1, 3])
    func recovery(shape: (rows: Int, columns: Int), spikes: Int) throws {
        var (dimensions, variances): ([Double], [Double]) = ([], [])
        var falseAlarms = 0
        for seed in 1...4 as ClosedRange<UInt64> {
            let eigenvalues = try Self.noise(shape.rows, shape.columns, deviation: 0.3, spikes: spikes, seed: seed)
            let fit = try #require(MarchenkoPasturFit(eigenvalues: eigenvalues, columns: shape.columns))
            #expect(fit.outliers >= spikes && fit.bulk == shape.rows - fit.outliers)
            falseAlarms += fit.outliers - spikes
            #expect(fit.distance < 2 / Double(shape.rows))
            #expect(fit.threshold > fit.law.upperEdge)
            dimensions.append(fit.effectiveDimension)
            variances.append(fit.variance)
        }
        // In one case of a hundred noise is taken for an outlier.
        #expect(falseAlarms <= 1)
        // Each spike takes a dimension with it.
        let dimensionRatio = dimensions.reduce(0, +) / 4 / Double(shape.columns - spikes)
        let varianceRatio = variances.reduce(0, +) / 4 / 0.09
        #expect(abs(dimensionRatio - 1) < 0.06, "\(dimensions)")
        #expect(abs(varianceRatio - 1) < 0.05, "\(variances)")
    }

    @Test("columns of different variance behave like fewer columns")
    func anisotropic() throws {
        var generator = SeededGenerator(seed: 5)
        var noise = Matrix<Double>.randomNormal(rows: 40, columns: 400, using: &generator)
        let deviations = (0..<400).map { pow(Double($0 + 10), -0.5) }
        noise = noise * Matrix(diagonal: deviations)
        let eigenvalues = try symmetricEigenvalues(of: noise.timesTransposed(noise).symmetrized)
        let fit = try #require(MarchenkoPasturFit(eigenvalues: eigenvalues, columns: 400))
        // (Σv)²/Σv² of the variances v gives the law's first two moments. The columns of the largest variances show as
        // outliers, without which the others are more alike.
        let variances = deviations.map { $0 * $0 }
        let sum = variances.reduce(0, +)
        let matched = sum * sum / variances.reduce(0) { $0 + $1 * $1 }
        #expect(fit.effectiveDimension > matched && fit.effectiveDimension < 2 * matched, "\(fit) \(matched)")
        #expect(fit.outliers < 7 && fit.distance < 2.0 / 40, "\(fit)")
        #expect(fit.variance * 400 < sum && fit.variance * 400 > 0.8 * sum, "\(fit)")
    }

    @Test("the fit scales with the eigenvalues and does not depend on their order")
    func invariance() throws {
        let eigenvalues = try Self.noise(50, 80, deviation: 1, spikes: 1, seed: 9)
        let fit = try #require(MarchenkoPasturFit(eigenvalues: eigenvalues, columns: 80))
        let scaled = try #require(MarchenkoPasturFit(eigenvalues: eigenvalues.reversed().map { 1e6 * $0 }, columns: 80))
        #expect(scaled.outliers == fit.outliers && scaled.bulk == fit.bulk)
        #expect(abs(scaled.effectiveDimension / fit.effectiveDimension - 1) < 1e-6)
        #expect(abs(scaled.law.upperEdge / fit.law.upperEdge - 1e6) < 1)
    }

    @Test("too few eigenvalues, zeros and what is no number have no fit")
    func none() {
        #expect(MarchenkoPasturFit(eigenvalues: [4, 3, 2, 1], columns: 3) == nil)
        #expect(MarchenkoPasturFit(eigenvalues: Array(repeating: 0, count: 9), columns: 3) == nil)
        #expect(MarchenkoPasturFit(eigenvalues: [5, 4, 3, 2, 1, .nan], columns: 3) == nil)
        #expect(MarchenkoPasturFit(eigenvalues: [5, 4, 3, 2, 1, .infinity], columns: 3) == nil)
        // Of equal ones the law is narrow, and nothing stands out.
        let equal = MarchenkoPasturFit(eigenvalues: Array(repeating: 2, count: 9), columns: 50)
        #expect(equal?.outliers == 0 && equal?.bulk == 9)
    }
}
