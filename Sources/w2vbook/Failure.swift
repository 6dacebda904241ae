import ArgumentParser
import BookModel
import ChapterRuntime
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
    static func diagnostics(of error: any Error) -> [Diagnostic] {
        switch error {
        case let failure as Failure: [failure.diagnostic]
        case let failure as BuildFailure: failure.diagnostics
        case let diagnostic as Diagnostic: [diagnostic]
        case let error as any UserFacingError: [Diagnostic(error)]
        default: [Diagnostic(error.localizedDescription)]
        }
    }
}

extension Diagnostic {
    /// What a command says of an error in a computation of its own.
    init(_ error: any UserFacingError) {
        self.init("\(error)", remedy: error.remedy?.text(for: .command))
    }
}
