import Foundation
import LightMarkup
import Plotting

/// The figures of "What exactly does word2vec learn?" as functions of the numbers that they show. The numbers may come
/// from any corpus, and from a training or from a file.
enum PaperFigures {
    /// A number in a title, with at most two decimals.
    static func decimals(_ value: Double) -> String {
        let text = String(format: "%.2f", value)
        return text.hasSuffix("0") ? String(text.dropLast(text.hasSuffix("00") ? 3 : 1)) : text
    }
}

// MARK: - Training

/// What a training did over time: the loss and the singular values of the embeddings.
struct TrainingHistory: Hashable, Sendable {
    /// What was trained, as panels call it: `word2vec`.
    var name: String
    /// Moments, in units of the first learning time τ₁, ascending.
    var times: [Double]
    /// The loss at each moment, as a share of what training lowers it by: from 1 at the start to 0 at the end.
    var losses: [Double]
    /// For each mode, from the first to be learned, its singular value at each moment.
    var singularValues: [[Double]]
}

/// The words on the first two principal directions at one moment of training.
struct LatentSpace: Hashable, Sendable {
    /// The moment, in units of the first learning time τ₁.
    var time: Double
    /// The coordinates of every word that is shown.
    var x: [Double], y: [Double]
}

extension [LatentSpace] {
    /// How far axes must reach from the origin to show all words.
    var reach: Double {
        var largest = 0.0
        for space in self {
            for coordinate in space.x + space.y where coordinate.isFinite {
                largest = Swift.max(largest, abs(coordinate))
            }
        }
        return largest > 0 ? 1.05 * largest : 1
    }
}

extension PaperFigures {
    /// Figure 1: the loss falls in steps as singular values rise one by one, for a model with its theory and for
    /// word2vec; and the words on two principal directions, a point that becomes a line that becomes a cloud.
    ///
    /// - Parameters:
    ///   - model: The approximation whose training the theory describes.
    ///   - theory: The closed form of `model`.
    ///   - other: What is set beside them: word2vec.
    ///   - moments: Three moments of the training of `model`.
    ///   - labels: Words to label, and where each is in the moments' coordinates.
    static func learning(
        model: TrainingHistory, theory: TrainingHistory, other: TrainingHistory, moments: [LatentSpace],
        labels: [(word: String, index: Int)]
    ) -> some Figure {
        let times = span(of: [model, theory, other])
        let reach = moments.reach
        return Grid(columns: 3) {
            Chart {
                LineMark(x: other.times, y: other.losses, label: other.name)
                LineMark(x: model.times, y: model.losses, label: model.name)
                LineMark(x: theory.times, y: theory.losses, label: theory.name).style(.dotted).color(.ink)
            }
            .title("loss, from start to end").legend(.top)
            .xScale(.log, domain: times, label: timeLabel)
            modes(of: model, theory: theory).title("singular values, \(model.name)")
                .xScale(.log, domain: times, label: timeLabel)
            modes(of: other).title("singular values, \(other.name)")
                .xScale(.log, domain: times, label: timeLabel)
            for moment in moments { words(at: moment, labels: labels, within: -reach...reach) }
        }
        .panelLetters()
        .size(width: 820)
    }

    /// The words on two directions at one moment, in the same range for both.
    private static func words(
        at moment: LatentSpace, labels: [(word: String, index: Int)], within range: ClosedRange<Double>
    ) -> Chart {
        Chart {
            PointMark(x: moment.x, y: moment.y).symbolSize(2.2).opacity(0.4)
            TextMark(
                x: labels.map { moment.x[$0.index] }, y: labels.map { moment.y[$0.index] }, text: labels.map(\.word)
            )
            // In the first moment all of them are at one point.
            .thinned()
        }
        .title("*t* = \(decimals(moment.time)) *τ*_{1}")
        .xScale(.linear, domain: range, label: "first direction")
        .yScale(.linear, domain: range, label: "second direction")
        .equalScales()
        .coordinates(knownUpTo: .rotation)
    }

    /// Figure 2: singular values over time, a row for each model and a column for each size of the start.
    ///
    /// - Parameters:
    ///   - starts: The columns' titles, such as the sizes of the starts.
    ///   - histories: A row for each model, in each a history for each start.
    static func dynamics(starts: [Label], histories: [[TrainingHistory]]) -> some Figure {
        Grid(columns: max(1, starts.count)) {
            for (row, models) in histories.enumerated() {
                for (column, history) in models.enumerated() {
                    let title: Label =
                        row == 0 && column < starts.count ? "\(history.name), \(starts[column])" : "\(history.name)"
                    modes(of: history).title(title).xScale(.log, label: timeLabel).yScale(label: "singular values")
                }
            }
        }
        .sharedAxes(.both)
        .panelLetters()
        .size(width: 720, height: 190 * Double(max(1, histories.count)) + 40)
    }

    /// Figure 7: singular values over time for word2vec, each of the two approximations by itself, and both.
    static func ablation(_ histories: [TrainingHistory]) -> some Figure {
        let times = span(of: histories)
        return Grid(columns: 2) {
            for history in histories {
                modes(of: history).title(history.name).xScale(.log, domain: times, label: timeLabel)
                    .yScale(label: "singular values")
            }
        }
        .sharedAxes(.both)
        .panelLetters()
        .size(width: 720, height: 430)
    }

    static let timeLabel: Label = "training time *t*/*τ*_{1}"

    /// The singular values of a training, with the theory's as dots.
    private static func modes(of history: TrainingHistory, theory: TrainingHistory? = nil) -> Chart {
        Chart {
            LineMark(x: history.times, series: history.singularValues)
            if let theory {
                LineMark(x: theory.times, series: theory.singularValues).style(.dotted).color(.ink)
            }
        }
    }

    /// The times that all histories have in common, so that no panel ends before another.
    private static func span(of histories: [TrainingHistory]) -> ClosedRange<Double>? {
        let first = histories.compactMap { $0.times.first { $0 > 0 } }.max()
        let last = histories.compactMap(\.times.last).min()
        guard let first, let last, first < last else { return nil }
        return first...last
    }
}

// MARK: - Spectra and overlaps

/// The eigenvalues of a matrix by rank.
struct NamedSpectrum: Hashable, Sendable {
    /// What the matrix is called: `M⋆`.
    var name: Label
    /// The eigenvalues, largest first.
    var eigenvalues: [Double]
}

extension NamedSpectrum {
    /// A spectrum whose name is shown as it is.
    @_disfavoredOverload
    init(name: some StringProtocol, eigenvalues: [Double]) {
        self.init(name: Label(verbatim: String(name)), eigenvalues: eigenvalues)
    }
}

extension PaperFigures {
    /// The spectra of several matrices on logarithmic axes, with a power law as a guide.
    ///
    /// - Parameter exponent: That of the guide, which starts a little above the first spectrum; nil leaves it out.
    static func spectra(_ spectra: [NamedSpectrum], exponent: Double? = nil) -> some Figure {
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
    static func overlaps(model: Label, with others: [(name: Label, squared: [[Double]])]) -> some Figure {
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

// MARK: - Task vectors

/// The task vectors of one family of analogies in so many dimensions.
struct TaskSpectrumPanel: Hashable, Sendable {
    /// d.
    var dimension: Int
    /// The eigenvalues of the vectors' Gram matrix, largest first.
    var eigenvalues: [Double]
    /// Eigenvalues at which ``noiseDensities`` are given, ascending; empty where no law of the noise was fitted.
    var noiseValues: [Double] = []
    /// The law's density at each of ``noiseValues``, times the number of eigenvalues in the bulk.
    var noiseDensities: [Double] = []
    /// The squared projection of the mean task vector on each eigenvector, as a share of the whole, in the order of
    /// ``eigenvalues``.
    var shares: [Double]
}

/// A quantity of one family of analogies against the number of dimensions.
struct DimensionCurve: Hashable, Sendable {
    /// The family, as the legend calls it: `past tense`.
    var family: String
    /// The dimensions d, ascending.
    var dimensions: [Int]
    /// The quantity in each.
    var values: [Double]
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
    static func taskVectors(
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
    static func taskFamilies(_ families: [(name: String, panel: TaskSpectrumPanel)]) -> some Figure {
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
    static func answers(cosines: [DimensionCurve], margins: [DimensionCurve]) -> some Figure {
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
