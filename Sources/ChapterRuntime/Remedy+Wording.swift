package import Files

extension Remedy {
    /// Where the choices are made that a remedy speaks of.
    package enum Place: CaseIterable, Sendable {
        /// In a book: its chapters and parameters, and the options that all commands have which build it.
        case book
        /// In the command line of a command that computes by itself.
        case command
    }

    /// The sentences, with each choice as it is written in that place.
    package func text(for place: Place) -> String { text { $0.text(for: place) } }
}

extension Remedy.Choice {
    fileprivate func text(for place: Remedy.Place) -> String {
        switch (self, place) {
        case (.vocabulary(let size), _): parameter("vocabulary", size, place)
        case (.window(let size), _): parameter("window", size, place)
        case (.dimension(let size), _): parameter("dimension", size, place)
        case (.minimumCount(let count), .book): ".minimumCount(\(number: count))"
        case (.minimumCount(let count), .command): "--minimum-count \(number: count)"
        case (.noSubsampling, .book): "subsampling: nil"
        case (.noSubsampling, .command): "--subsampling 0"
        case (.memory, _): "--memory"
        case (.textCorpus, _): "--corpus NAME or --corpus FILE"
        case (.allLetters, _): "--letters unicode"
        case (.shortestArticle, _): "--shortest-article N, or shortest_article in assets/corpora.yml"
        case (.registeredSum, _): "sha256 in assets/corpora.yml"
        case (.replacement, _): "--force"
        }
    }

    private func parameter(_ name: String, _ value: Int?, _ place: Remedy.Place) -> String {
        switch place {
        case .book: "--set \(name)=\(number: value)"
        case .command: "--\(name) \(number: value)"
        }
    }
}
