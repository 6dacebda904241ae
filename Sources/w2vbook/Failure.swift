import ArgumentParser
import BookModel
import Files
import Foundation
import NotebookEngine

/// Why a command ends, where its status is another than that of a failed build.
struct Failure: Error {
    let diagnostic: Diagnostic
    let status: ExitCode

    init(_ diagnostic: Diagnostic, status: ExitCode) {
        self.diagnostic = diagnostic
        self.status = status
    }

    /// What to show of an error that ended a command.
    ///
    /// Errors of computations tell the writer of a book what to set, `--set vocabulary=…`; for a command that is an option.
    static func diagnostics(of error: any Error) -> [Diagnostic] {
        switch error {
        case let failure as Failure: [failure.diagnostic]
        case let failure as BuildFailure: failure.diagnostics
        case let diagnostic as Diagnostic: [diagnostic]
        case let error as any UserFacingError:
            [Diagnostic("\(error)", remedy: error.remedy?.replacing(/--set ([a-z]+)=/) { "--\($0.1) " })]
        default: [Diagnostic(error.localizedDescription)]
        }
    }
}
