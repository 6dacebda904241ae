import Drawing

/// Which of two lists' items correspond: equal ones, then texts that read the same, and then what remains of a kind
/// between the same neighbours, in order. Takes time in proportion to the items.
struct Matching {
    let old: [Scene.Item]
    let new: [Scene.Item]
    /// Indices of corresponding items, in the order of the old ones.
    private(set) var pairs: [(old: Int, new: Int)] = []
    /// Old items without a partner.
    private(set) var gone: [Int] = []
    /// New items without a partner.
    private(set) var added: [Int] = []

    private var partnerOfOld: [Int?]
    private var partnerOfNew: [Int?]

    init(_ old: [Scene.Item], _ new: [Scene.Item]) {
        self.old = old
        self.new = new
        partnerOfOld = Array(repeating: nil, count: old.count)
        partnerOfNew = Array(repeating: nil, count: new.count)
        match(old.map(Optional.some), new.map(Optional.some))
        match(old.map(\.label), new.map(\.label))
        matchBetweenNeighbours()
        pairs = old.indices.compactMap { index in partnerOfOld[index].map { (index, $0) } }
        gone = old.indices.filter { partnerOfOld[$0] == nil }
        added = new.indices.filter { partnerOfNew[$0] == nil }
    }

    private mutating func pair(_ oldIndex: Int, _ newIndex: Int) {
        partnerOfOld[oldIndex] = newIndex
        partnerOfNew[newIndex] = oldIndex
    }

    /// Pairs the items whose keys are equal, the first with the first.
    private mutating func match<Key: Hashable>(_ oldKeys: [Key?], _ newKeys: [Key?]) {
        var waiting: [Key: [Int]] = [:]
        for (index, key) in newKeys.enumerated().reversed() where partnerOfNew[index] == nil {
            if let key { waiting[key, default: []].append(index) }
        }
        for (index, key) in oldKeys.enumerated() where partnerOfOld[index] == nil {
            if let key, let partner = waiting[key]?.popLast() { pair(index, partner) }
        }
    }

    private struct Gap: Hashable {
        let kind: String
        /// The old index of the matched item before.
        let after: Int
    }

    private mutating func matchBetweenNeighbours() {
        var (oldGaps, newGaps): ([Gap?], [Gap?]) = ([], [])
        var after = -1
        for index in old.indices {
            if partnerOfOld[index] != nil { after = index }
            oldGaps.append(Gap(kind: old[index].kind, after: after))
        }
        after = -1
        for index in new.indices {
            if let partner = partnerOfNew[index] { after = partner }
            newGaps.append(Gap(kind: new[index].kind, after: after))
        }
        match(oldGaps, newGaps)
    }
}

extension Scene.Item {
    /// What sort of drawing it is; items of different kinds never correspond.
    var kind: String {
        switch self {
        case .path: "path"
        case .symbols: "symbols"
        case .cells: "cells"
        case .picture: "picture"
        case .text: "text"
        }
    }
}
