public import Plotting

/// The task vectors of one family of analogies in so many dimensions.
public struct TaskSpectrumPanel: Hashable, Sendable {
    /// d.
    public var dimension: Int
    /// The eigenvalues of the vectors' Gram matrix, largest first.
    public var eigenvalues: [Double]
    /// Eigenvalues at which ``noiseDensities`` are given, ascending; empty where no law of the noise was fitted.
    public var noiseValues: [Double]
    /// The law's density at each of ``noiseValues``, times the number of eigenvalues in the bulk.
    public var noiseDensities: [Double]
    /// The squared projection of the mean task vector on each eigenvector, as a share of the whole, in the order of
    /// ``eigenvalues``.
    public var shares: [Double]

    /// A panel; `shares` has a value for each of `eigenvalues`, and `noiseDensities` for each of `noiseValues`.
    public init(
        dimension: Int, eigenvalues: [Double], noiseValues: [Double] = [], noiseDensities: [Double] = [],
        shares: [Double]
    ) {
        self.dimension = dimension
        self.eigenvalues = eigenvalues
        self.noiseValues = noiseValues
        self.noiseDensities = noiseDensities
        self.shares = shares
    }
}

/// A quantity of one family of analogies against the number of dimensions.
public struct DimensionCurve: Hashable, Sendable {
    /// The family, as the legend calls it: `past tense`.
    public var family: String
    /// The dimensions d, ascending.
    public var dimensions: [Int]
    /// The quantity in each.
    public var values: [Double]

    /// A curve with a value for each of `dimensions`, which drawing checks.
    public init(family: String, dimensions: [Int], values: [Double]) {
        self.family = family
        self.dimensions = dimensions
        self.values = values
    }
}

extension PaperFigures {
    /// Figure 4: for growing numbers of dimensions the spectrum of a family's task vectors, a bulk of noise and one
    /// eigenvalue beyond it; which eigenvectors carry the mean task vector; and for several families how far the one
    /// stands out and how many analogies are completed.
    ///
    /// - Parameters:
    ///   - panels: The family's spectra, a column for each number of dimensions.
    ///   - signalToNoise: The largest eigenvalue in units of the mean one, a curve for each family.
    ///   - accuracy: The share of analogies that are completed, a curve for each family.
    public static func taskVectors(
        _ panels: [TaskSpectrumPanel], signalToNoise: [DimensionCurve], accuracy: [DimensionCurve]
    ) -> some Figure {
        VStack(spacing: 16) {
            Grid(columns: max(1, panels.count)) {
                for panel in panels { spectrum(of: panel) }
                for panel in panels { localization(of: panel) }
            }
            .sharedAxes(.rows)
            .size(height: 320)
            HStack {
                curves(signalToNoise, title: "signal-to-noise ratio").legend(.top)
                curves(accuracy, title: "analogies completed").yScale(domain: 0...1).legend(.hidden)
            }
            .size(height: 270)
        }
        .panelLetters()
        .size(width: 860, height: 610)
    }

    /// Figure 6: the spectra of the task vectors of several families, each in as many dimensions as its panel says, and
    /// which eigenvectors carry their means.
    ///
    /// - Parameter families: A column for each, with its name as the title.
    public static func taskFamilies(_ families: [(name: String, panel: TaskSpectrumPanel)]) -> some Figure {
        Grid(columns: max(1, families.count)) {
            for family in families {
                spectrum(of: family.panel).title(family.name, subtitle: "*d* = \(family.panel.dimension)")
            }
            for family in families { localization(of: family.panel) }
        }
        .panelLetters()
        .size(width: 860, height: 380)
    }

    /// Figure 8: how close the completed analogy is to its answer, and how much closer than to the nearest other word,
    /// against the number of dimensions.
    public static func answers(cosines: [DimensionCurve], margins: [DimensionCurve]) -> some Figure {
        HStack {
            curves(cosines, title: "cosine with the answer").legend(.hidden)
            curves(margins, title: "the same, less the nearest other word's").legend(.trailing)
        }
        .panelLetters()
        .size(width: 820, height: 280)
    }

    private static func spectrum(of panel: TaskSpectrumPanel) -> Chart {
        Chart {
            HistogramMark(panel.eigenvalues, bins: .count(24), label: "eigenvalues").color(.gray)
            if !panel.noiseValues.isEmpty {
                LineMark(x: panel.noiseValues, y: densities(of: panel), label: "noise").color(.accent)
            }
            if let spike = panel.eigenvalues.first, spike.isFinite {
                AnnotationMark("spike", x: spike, y: 1)
            }
        }
        .title("*d* = \(panel.dimension)").legend(.hidden)
        .xScale(label: "eigenvalue").yScale(label: "count")
    }

    /// The law's densities as counts in bins like the histogram's.
    private static func densities(of panel: TaskSpectrumPanel) -> [Double] {
        let (least, most) = (panel.eigenvalues.min() ?? 0, panel.eigenvalues.max() ?? 0)
        return panel.noiseDensities.map { $0 * (most - least) / 24 }
    }

    private static func localization(of panel: TaskSpectrumPanel) -> Chart {
        Chart {
            BarMark(x: panel.shares.indices.map { Double($0 + 1) }, y: panel.shares).color(.accent)
        }
        .xScale(label: "eigenvector").yScale(domain: 0...1, label: "share of the mean")
    }

    private static func curves(_ curves: [DimensionCurve], title: String) -> Chart {
        Chart {
            for curve in curves {
                LineMark(x: curve.dimensions.map(Double.init), y: curve.values, label: curve.family)
            }
        }
        .title(title)
        .xScale(.log, label: "dimensions *d*")
    }
}
