import Foundation
import LinearAlgebra
import Testing

@Suite("Questions about spectra")
struct SpectraTests {
    @Test("inertia counts as the eigenvalues do", arguments: EigenTests.spectra.indices)
    func inertia(index: Int) throws {
        let spectrum = EigenTests.spectra[index]
        let (matrix, _) = try EigenTests.matrix(spectrum: spectrum, seed: 40 + UInt64(index))
        for threshold in [-100, -5.1, -0.9, 0.01, 1.57, 4.9, 7.5, 1000] {
            #expect(
                try eigenvalueCount(of: matrix, atLeast: threshold) == spectrum.count { $0 >= threshold },
                "threshold \(threshold)")
        }
    }

    @Test("inertia sees both kinds of pivots, and exact zeros")
    func pivots() throws {
        // A zero diagonal forces a pivot of order two.
        #expect(try eigenvalueCount(of: Matrix([[0, 1], [1, 0]])) == 1)
        #expect(try eigenvalueCount(of: Matrix(diagonal: [3, 0, -1, 0])) == 3)
        #expect(try eigenvalueCount(of: Matrix(diagonal: [3, 0, -1, 0]), atLeast: 0.5) == 1)
        #expect(try eigenvalueCount(of: Matrix(rows: 3, columns: 3)) == 3)
        #expect(try eigenvalueCount(of: Matrix(rows: 0, columns: 0)) == 0)
        #expect(throws: LinearAlgebraError.notFinite(row: 0, column: 0)) { try eigenvalueCount(of: Matrix([[.nan]])) }
    }

    @Test("the effective rank of equal values is their number, and of a single one 1")
    func effectiveRank() throws {
        let equal = try #require(EffectiveRank([2, -2, 2, 2]))
        #expect(abs(equal.entropy - 4) < 1e-12 && abs(equal.participation - 4) < 1e-12)
        let single = try #require(EffectiveRank([0, 7, 0]))
        #expect(abs(single.entropy - 1) < 1e-12 && abs(single.participation - 1) < 1e-12)
        #expect(EffectiveRank([]) == nil && EffectiveRank([0, 0]) == nil)
        // p = ¾, ¼: exp(−¾ ln ¾ − ¼ ln ¼); (9 + 1)² / (81 + 1).
        let uneven = try #require(EffectiveRank([3, 1]))
        #expect(abs(uneven.entropy - exp(-0.75 * log(0.75) - 0.25 * log(0.25))) < 1e-12)
        #expect(abs(uneven.participation - 100 / 82) < 1e-12)
        let scaled = try #require(EffectiveRank([3e-200, 1e-200]))
        #expect(abs(scaled.entropy - uneven.entropy) < 1e-12 && abs(scaled.participation - 100 / 82) < 1e-12)
    }
}
