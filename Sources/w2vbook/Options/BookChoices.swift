import ArgumentParser
import Computation
import NotebookEngine

/// On what a book is built: its corpus, profile and parameters.
struct BookChoices: ParsableArguments {
    @Option(
        help: """
            A registered corpus, or the path of a text (plain, gzip, bzip2, zip, dictd), of a folder of texts, of a \
            Wikipedia dump or of statistics (.w2vstats).
            """)
    var corpus: String?

    @OptionGroup var reading: ReadingOptions

    @Option(help: "A profile of chapters/book.yml, such as quick.")
    var profile: String?

    @Option(name: .customLong("set"), help: ArgumentHelp("Change a parameter.", valueName: "name=value"))
    var settings: [Setting] = []

    @Option(
        help: ArgumentHelp("Repeat trainings with so many seeds; the same as --set seeds=N.", valueName: "n"))
    var seeds: Int?

    func validate() throws {
        if let seeds, seeds < 1 { throw ValidationError("--seeds starts at 1.") }
    }

    /// These choices; everything else as usual.
    var options: BookBuilder.Options {
        var options = BookBuilder.Options()
        options.profile = profile
        options.corpus = corpus
        options.reading = reading.choices
        options.environment = Processor.chapterEnvironment
        options.overrides = settings.map { ($0.name, $0.value) } + (seeds.map { [("seeds", "\($0)")] } ?? [])
        return options
    }
}

/// A parameter's value on the command line: `window=8`.
struct Setting: ExpressibleByArgument {
    let name: String
    let value: String

    init?(argument: String) {
        guard let sign = argument.firstIndex(of: "=") else { return nil }
        name = String(argument[..<sign])
        value = String(argument[argument.index(after: sign)...])
    }
}
