/// What the marks of a chart need along one axis.
struct Extent: Hashable, Sendable {
    var lower = Double.infinity
    var upper = -Double.infinity
    var smallestPositive = Double.infinity
    var largestPositive = -Double.infinity
    var smallestNotNegative = Double.infinity
    var categories: [String] = []
    /// Whether bars or areas stand on zero.
    var standsOnZero = false
    /// Whether marks need some room beyond the outermost values.
    var wantsMargin = false
    /// The part of the axis that texts beyond the values take.
    var textShare = 0.0
    /// Whether cells numbered from 1 lie along the axis, and end where it ends.
    var numbersCells = false
    var notPositive = 0
    var negative = 0
    var count = 0

    mutating func include(_ values: [Double]) {
        for value in values { include(value) }
    }

    mutating func include(_ value: Double) {
        guard value.isFinite else { return }
        count += 1
        lower = min(lower, value)
        upper = max(upper, value)
        if value < 0 { negative += 1 } else { smallestNotNegative = min(smallestNotNegative, value) }
        if value > 0 {
            smallestPositive = min(smallestPositive, value)
            largestPositive = max(largestPositive, value)
        } else {
            notPositive += 1
        }
    }

    /// Takes in what other marks need.
    mutating func include(_ other: Extent) {
        lower = min(lower, other.lower)
        upper = max(upper, other.upper)
        smallestPositive = min(smallestPositive, other.smallestPositive)
        largestPositive = max(largestPositive, other.largestPositive)
        smallestNotNegative = min(smallestNotNegative, other.smallestNotNegative)
        numbersCells = numbersCells || other.numbersCells
        standsOnZero = standsOnZero || other.standsOnZero
        wantsMargin = wantsMargin || other.wantsMargin
        textShare = max(textShare, other.textShare)
        notPositive += other.notPositive
        negative += other.negative
        count += other.count
        include(categories: other.categories)
    }

    mutating func include(categories new: [String]) {
        for category in new where !categories.contains(category) { categories.append(category) }
    }

    /// The axis that shows these values.
    ///
    /// - Parameter padded: Whether the domain may grow beyond the data for looks.
    func axis(_ request: AxisRequest, name: String, padded: Bool) throws(FigureError) -> Axis {
        let type = request.type ?? (categories.isEmpty ? .linear : .categorical)
        guard categories.isEmpty || count == 0 else { throw FigureError.mixedAxis(axis: name) }
        guard type != .categorical || !categories.isEmpty else { throw FigureError.categoriesMissing(axis: name) }
        if !categories.isEmpty {
            let scale = Scale(.categorical, lower: 0, upper: Double(categories.count))
            return Axis(scale: scale, categories: categories, label: request.label)
        }
        if case .symlog(let threshold) = type, !(threshold > 0 && threshold.isFinite) {
            throw FigureError.badThreshold(axis: name, threshold: threshold)
        }
        let (low, high) = try domain(request, type, name: name, padded: padded)
        return Axis(
            scale: Scale(type, lower: low, upper: high), label: request.label, fixedTicks: request.ticks,
            numbersCells: numbersCells)
    }

    /// What to say of values that the axis does not have.
    func note(on axis: Axis, name: String) -> FigureNote? {
        switch axis.scale.type {
        case .log where notPositive > 0:
            FigureNote(
                .notOnScale,
                "\(notPositive) of \(count) values are not positive and are left out of the logarithmic \(name) axis.")
        case .squareRoot where negative > 0:
            FigureNote(
                .notOnScale,
                "\(negative) of \(count) values are negative and are left out of the square-root \(name) axis.")
        default: nil
        }
    }

    private func domain(
        _ request: AxisRequest, _ type: ScaleType, name: String, padded: Bool
    ) throws(FigureError) -> (Double, Double) {
        if let domain = request.domain {
            guard domain.lowerBound.isFinite, domain.upperBound.isFinite else {
                throw FigureError.domainNotFinite(axis: name)
            }
            guard (domain.upperBound - domain.lowerBound).isFinite else {
                throw FigureError.domainTooWide(axis: name)
            }
            guard domain.lowerBound < domain.upperBound,
                !type.has(domain.lowerBound)
                    || Scale.transform(domain.lowerBound, type) < Scale.transform(domain.upperBound, type)
            else { throw FigureError.domainEmpty(axis: name) }
            guard type != .log || domain.lowerBound > 0 else {
                throw FigureError.domainNotPositive(axis: name, lower: domain.lowerBound)
            }
            guard type.has(domain.lowerBound) else {
                throw FigureError.domainNegative(axis: name, lower: domain.lowerBound)
            }
            return (domain.lowerBound, domain.upperBound)
        }
        guard count > 0 else { throw FigureError.noValues(axis: name) }
        guard type != .log || smallestPositive.isFinite else { throw FigureError.noPositiveValues(axis: name) }
        guard type != .squareRoot || smallestNotNegative.isFinite else {
            throw FigureError.onlyNegativeValues(axis: name)
        }
        var (low, high) = (lower, upper)
        if type == .log { (low, high) = (smallestPositive, largestPositive) }
        if type == .squareRoot { low = standsOnZero ? 0 : smallestNotNegative }
        if type == .linear, standsOnZero || (padded && !numbersCells && low > 0 && low < 0.3 * high) {
            low = min(low, 0)
        }
        if type == .linear, standsOnZero { high = max(high, 0) }
        let (tightLow, tightHigh) = (low, high)
        // Neighbouring numbers can have the same logarithm.
        if Scale.transform(low, type) == Scale.transform(high, type) {
            let room = type == .log ? 0 : (low == 0 ? 1 : abs(low) / 2)
            (low, high) = type == .log ? (low / 2, high * 2) : (low - room, high + room)
            if type == .squareRoot { low = max(0, low) }
        } else if !numbersCells, padded || wantsMargin {
            let scale = Scale(type, lower: low, upper: high)
            let share = max(padded ? 0.05 : 0.025, textShare)
            (low, high) = (scale.value(at: -share), scale.value(at: 1 + share))
        }
        // What stands on zero, or begins there, keeps zero as its edge.
        if type == .linear || type == .squareRoot, tightLow == 0, tightHigh > 0, standsOnZero || padded { low = 0 }
        if type == .linear, tightHigh == 0, tightLow < 0, standsOnZero { high = 0 }
        // The largest numbers have no room to grow, and no difference that is a number.
        guard low.isFinite, high.isFinite, (high - low).isFinite, low < high, type != .log || low > 0 else {
            if tightLow < tightHigh, (tightHigh - tightLow).isFinite { return (tightLow, tightHigh) }
            throw FigureError.domainTooWide(axis: name)
        }
        return (low, high)
    }
}
