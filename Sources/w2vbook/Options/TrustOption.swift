import ArgumentParser
import NotebookEngine

/// Whether all code of a book may run.
struct TrustOption: ParsableArguments {
    @Flag(help: "Run only code that was approved by w2vbook trust: of the chapters, and of the book's own theme.")
    var untrusted = false

    /// The code that may run; `nil` is all.
    var approved: ApprovedCode? { untrusted ? ApprovedCode() : nil }
}
