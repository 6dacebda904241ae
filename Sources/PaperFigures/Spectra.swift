import Foundation
public import LightMarkup
public import Plotting

/// The eigenvalues of a matrix by rank.
public struct NamedSpectrum: Hashable, Sendable {
    /// What the matrix is called: `M⋆`.
    public var name: Label
    /// The eigenvalues, largest first.
    public var eigenvalues: [Double]

    /// A spectrum with its name.
    public init(name: Label, eigenvalues: [Double]) {
        self.name = name
        self.eigenvalues = eigenvalues
    }

    /// A spectrum whose name is shown as it is.
    @_disfavoredOverload
    public init(name: some StringProtocol, eigenvalues: [Double]) {
        self.init(name: Label(verbatim: String(name)), eigenvalues: eigenvalues)
    }
}

extension PaperFigures {
    /// The spectra of several matrices on logarithmic axes, with a power law as a guide.
    ///
    /// - Parameter exponent: That of the guide, which starts a little above the first spectrum; nil leaves it out.
    public static func spectra(_ spectra: [NamedSpectrum], exponent: Double? = nil) -> some Figure {
        let count = spectra.map(\.eigenvalues.count).max() ?? 0
        let height = 1.6 * (spectra.first?.eigenvalues.first ?? 1)
        return Chart {
            for spectrum in spectra { LineMark(spectrum.eigenvalues, label: spectrum.name) }
            if let exponent, count > 1 {
                LineMark((1...count).map { height * pow(Double($0), exponent) }, label: "*k*^{\(signed(exponent))}")
                    .style(.dotted).color(.gray)
            }
        }
        .xScale(.log, label: "rank *k*").yScale(.log, label: "eigenvalue *λ*_{k}")
        .size(width: 560, height: 340)
    }

    /// Figure 5: the squared overlaps of two sets of directions with those of a third, as heat maps with one bar of
    /// colours. Two models that learn the same directions in the same order have a diagonal of ones.
    ///
    /// - Parameters:
    ///   - model: Whose directions the rows are.
    ///   - others: For each of the models beside it its name and the squared overlaps, row by row.
    public static func overlaps(model: Label, with others: [(name: Label, squared: [[Double]])]) -> some Figure {
        HStack {
            for (index, other) in others.enumerated() {
                Chart { RectangleMark(matrix: other.squared, label: "squared overlap") }
                    .title("\(model) and \(other.name)")
                    .colorScale(domain: 0...1)
                    .legend(index == others.count - 1 ? .automatic : .hidden)
                    .xScale(label: "direction of \(other.name)").yScale(label: "direction of \(model)")
                    .aspectRatio(1)
            }
        }
        .panelLetters()
        .size(width: 740)
    }

    private static func signed(_ value: Double) -> String {
        (value < 0 ? "−" : "") + decimals(abs(value))
    }
}
