/// An error whose text is written for the person who runs the program.
///
/// `description` is one line in lower case without a full stop, which names the thing that is wrong.
public protocol UserFacingError: Error, CustomStringConvertible {
    /// What to do about it; nil where the description already says it.
    var remedy: Remedy? { get }
}
