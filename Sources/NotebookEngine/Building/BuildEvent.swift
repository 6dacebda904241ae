public import BookModel

/// What a build tells those who watch it. Events of one chapter come in order.
public enum BuildEvent: Sendable {
    case compiling(chapter: String)
    /// It has a program, and others run.
    case waiting(chapter: String)
    case running(chapter: String)
    case progress(chapter: String, step: String, fraction: Double?)
    case timing(chapter: String, step: String, seconds: Double, reused: Bool)
    /// A line that the chapter's code printed.
    case printed(chapter: String, line: String)
    case done(chapter: String, status: BuiltChapter.Status, seconds: Double, isReused: Bool)
}
