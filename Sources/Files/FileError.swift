import Foundation

/// A file that cannot be read or written.
public enum FileError: UserFacingError, Equatable {
    /// Nothing is at this path.
    case missing(path: String)
    /// A folder is where a file was expected.
    case isDirectory(path: String)
    /// Something else is where a folder was expected.
    case notDirectory(path: String)
    /// A symbolic link is where a file or folder of our own was expected; nothing is written or removed through it.
    case symbolicLink(path: String)
    /// A pipe, a socket or a device is where a file was expected.
    case notOrdinary(path: String, kind: String)
    /// The system refuses; `reason` is its own message.
    case inaccessible(path: String, reason: String)

    /// What the last failed system call on `path` says.
    package static func fromErrno(_ code: Int32, path: String) -> FileError {
        switch code {
        case ENOENT, ENOTDIR: .missing(path: path)
        case EISDIR: .isDirectory(path: path)
        default: .inaccessible(path: path, reason: String(cString: strerror(code)).lowercased())
        }
    }

    /// One line that names what is wrong.
    public var description: String {
        switch self {
        case .missing(let path): "\(path) does not exist"
        case .isDirectory(let path): "\(path) is a directory, not a file"
        case .notDirectory(let path): "\(path) is a file, not a folder"
        case .symbolicLink(let path): "\(path) is a symbolic link, and nothing is written through links"
        case .notOrdinary(let path, let kind): "\(path) is \(kind), not a file"
        case .inaccessible(let path, let reason): "\(path) cannot be used: \(reason)"
        }
    }

    /// What to do about it.
    public var remedy: Remedy? {
        switch self {
        case .missing: "Check the path."
        case .isDirectory: "Name a file inside it."
        case .notDirectory: "Move it away."
        case .symbolicLink: "Remove the link, or put what it leads to in its place."
        case .notOrdinary: "Name an ordinary file; what comes from a pipe can be written to one first."
        case .inaccessible: "Check the file's permissions and the space on its disk."
        }
    }
}

/// An error whose text is written for the person who runs the program.
///
/// `description` is one line in lower case without a full stop, which names the thing that is wrong.
public protocol UserFacingError: Error, CustomStringConvertible {
    /// What to do about it; nil where the description already says it.
    var remedy: Remedy? { get }
}
