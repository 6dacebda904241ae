public import LightMarkup
public import Plotting

/// What a training did over time: the loss and the singular values of the embeddings.
public struct TrainingHistory: Hashable, Sendable {
    /// What was trained, as panels call it: `word2vec`.
    public var name: String
    /// Moments, in units of the first learning time τ₁, ascending.
    public var times: [Double]
    /// The loss at each moment, as a share of what training lowers it by: from 1 at the start to 0 at the end.
    public var losses: [Double]
    /// For each mode, from the first to be learned, its singular value at each moment.
    public var singularValues: [[Double]]

    /// A history; `losses` and each of `singularValues` have a value for each of `times`, which drawing checks.
    public init(name: String, times: [Double], losses: [Double], singularValues: [[Double]]) {
        self.name = name
        self.times = times
        self.losses = losses
        self.singularValues = singularValues
    }
}

/// The words on the first two principal directions at one moment of training.
public struct LatentSpace: Hashable, Sendable {
    /// The moment, in units of the first learning time τ₁.
    public var time: Double
    /// The coordinates of every word that is shown.
    public var x: [Double], y: [Double]

    /// A moment with a point for each word.
    public init(time: Double, x: [Double], y: [Double]) {
        self.time = time
        self.x = x
        self.y = y
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
    public static func learning(
        model: TrainingHistory, theory: TrainingHistory, other: TrainingHistory, moments: [LatentSpace],
        labels: [(word: String, index: Int)]
    ) -> some Figure {
        let times = span(of: [model, theory, other])
        let reach = 1.05 * moments.flatMap { $0.x + $0.y }.filter(\.isFinite).map(abs).reduce(1e-12, max)
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
            for moment in moments {
                Chart {
                    PointMark(x: moment.x, y: moment.y).symbolSize(2.2).opacity(0.4)
                    TextMark(
                        x: labels.map { moment.x[$0.index] }, y: labels.map { moment.y[$0.index] },
                        text: labels.map(\.word)
                    )
                    // In the first moment all of them are at one point.
                    .thinned()
                }
                .title("*t* = \(decimals(moment.time)) *τ*_{1}")
                .xScale(.linear, domain: -reach...reach, label: "first direction")
                .yScale(.linear, domain: -reach...reach, label: "second direction")
                .equalScales()
                .coordinates(knownUpTo: .rotation)
            }
        }
        .panelLetters()
        .size(width: 820)
    }

    /// Figure 2: singular values over time, a row for each model and a column for each size of the start.
    ///
    /// - Parameters:
    ///   - starts: The columns' titles, such as the sizes of the starts.
    ///   - histories: A row for each model, in each a history for each start.
    public static func dynamics(starts: [Label], histories: [[TrainingHistory]]) -> some Figure {
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
    public static func ablation(_ histories: [TrainingHistory]) -> some Figure {
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
