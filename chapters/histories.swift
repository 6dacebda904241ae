import Foundation

// Histories of training in the small laboratory: how they are recorded, compared with the closed form, and measured.

extension Laboratory {
    /// The size of vectors with which word2vec is usually started, and one that is small enough for steps.
    static let (largeStart, smallStart) = (0.1, 1e-4)

    /// The training of a model that chapters share: with the embedding at seventy-two times, evenly in the logarithm
    /// from a third of τ₁ to the end at six times the last learning time of the closed form.
    func watchedTraining(_ model: Model, start: Double, seed: UInt64) throws -> TrainingRun {
        let times = try closedForm(start: start).learningTimes.compactMap(\.self)
        let (first, last) = ((times.first ?? 1) / 3, 6 * (times.max() ?? 1))
        return try train(
            model, start: start, seed: seed, snapshots: (0..<72).map { first * pow(last / first, Double($0) / 71) })
    }

    /// What a closed form says of a training, at the times that it recorded.
    func history(_ closedForm: ClosedForm, of run: TrainingRun, unit: Double) -> TrainingHistory {
        TrainingHistory(
            name: "theory", times: run.times, unit: unit,
            losses: run.times.map { closedForm.loss(at: $0, squaredNorm: target.squaredFrobeniusNorm) },
            // Largest first, as a training has them: from unequal starts modes may pass each other.
            singularValues: Matrix(run.times.map { closedForm.singularValues(at: $0).sorted(by: >) }))
    }
}

extension TrainingHistory {
    /// What a training recorded; the unit is a time, such as the first learning time.
    init(_ run: TrainingRun, name: String, unit: Double) {
        self.init(name: name, times: run.times, unit: unit, losses: run.losses, singularValues: run.singularValues)
    }

    /// What a training of a model recorded, in units of its own first learning time.
    init(_ run: TrainingRun, of model: Model) {
        self.init(run, name: model.rawValue, unit: 1)
        let unit = learningTimes.first.flatMap(\.self) ?? 1
        times = times.map { $0 / unit }
    }

    fileprivate init(name: String, times: [Double], unit: Double, losses: [Double], singularValues: Matrix<Double>) {
        let (first, last) = (losses.first ?? 0, losses.last ?? 0)
        self.init(
            name: name, times: times.map { $0 / unit }, losses: losses.map { ($0 - last) / (first - last) },
            singularValues: (0..<singularValues.columns).map(singularValues.column))
    }

    /// The part of the history between two times.
    func between(_ start: Double, _ end: Double) -> TrainingHistory {
        let shown = times.indices.filter { (start...max(start, end)).contains(times[$0]) }
        return TrainingHistory(
            name: name, times: shown.map { times[$0] }, losses: shown.map { losses[$0] },
            singularValues: singularValues.map { values in shown.map { values[$0] } })
    }

    private var curves: LearningCurves {
        LearningCurves(
            times: times, singularValues: singularValues, heights: singularValues.map { $0.last.map { $0 * $0 } ?? 0 })
    }

    /// When each mode first has half of its final squared singular value; nil for one that has none.
    var learningTimes: [Double?] { curves.learningTimes }

    /// How cleanly the modes are learned one after another; see ``LearningCurves/sequentiality``.
    var sequentiality: Double { curves.sequentiality }
}

extension TrainingRun {
    /// The snapshots nearest to some times, in the two principal directions of the last of them; times in the given unit.
    func latentSpaces(near times: [Double], unit: Double) throws -> [LatentSpace] {
        let chosen = times.compactMap { time in snapshots.min { abs(log($0.time / time)) < abs(log($1.time / time)) } }
        guard let last = chosen.last.map({ Matrix<Double>($0.vectors) }), last.columns >= 2 else { return [] }
        let axes = try leadingEigenpairs(of: last.transposedTimes(last).symmetrized, count: 2).vectors
        return chosen.map { snapshot in
            let points = Matrix<Double>(snapshot.vectors) * axes
            return LatentSpace(time: snapshot.time / unit, x: points.column(0), y: points.column(1))
        }
    }
}

extension Vocabulary {
    /// Words to label in figures: of different topics where the text is English, else the most frequent ones.
    var landmarks: [Int] {
        let topics = [
            "government", "science", "music", "album", "war", "river", "city", "law", "born", "theory", "water", "team",
        ].compactMap(index)
        return topics.count >= 6 ? topics : Array(0..<min(12, count))
    }
}
