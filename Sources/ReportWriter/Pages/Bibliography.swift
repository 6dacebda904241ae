import BookModel

extension Reference {
    /// What a citation shows: "Karkada et al., 2025".
    var shortName: String {
        switch authors.count {
        case 0: "\(title), \(year)"
        case 1: "\(familyName(0)), \(year)"
        case 2: "\(familyName(0)) and \(familyName(1)), \(year)"
        default: "\(familyName(0)) et al., \(year)"
        }
    }

    /// Orders references by author, year and title.
    var sortKey: String {
        let names = authors.indices.map { familyName($0).lowercased() }.joined(separator: " ")
        return [names, "\(year)", title, key].joined(separator: "\u{1}")
    }

    /// The entry in the list of references, as HTML.
    var entry: String {
        let names =
            authors.count > 1
            ? authors.dropLast().joined(separator: ", ") + " and " + authors[authors.count - 1] : authors.first ?? ""
        var sentence = escaped(names.isEmpty ? "\(year). " : "\(names) (\(year)). ")
        let name = escaped(title)
        sentence += url.flatMap(safeLink).map { "<a href=\"\($0)\">\(name)</a>." } ?? "\(name)."
        if let venue { sentence += " <cite>\(escaped(venue))</cite>." }
        return sentence
    }

    /// Names are written "Dhruva Karkada" or "Karkada, Dhruva".
    private func familyName(_ index: Int) -> String {
        let name = authors[index]
        if let comma = name.firstIndex(of: ",") { return String(name[..<comma]) }
        return name.split(separator: " ").last.map(String.init) ?? name
    }
}

/// A link's destination, escaped for an attribute; `nil` for schemes that a page should not follow.
func safeLink(_ destination: String) -> String? {
    let scheme = destination.prefix { $0 != ":" && $0 != "/" && $0 != "#" && $0 != "?" }
    if destination.dropFirst(scheme.count).first == ":" {
        guard ["http", "https", "mailto", "doi"].contains(scheme.lowercased()) else { return nil }
    }
    return escaped(destination)
}
