public import BookModel
public import Files
public import Foundation

/// The Swift compiler that chapters are compiled with, and the modules of this program that they import.
public struct Toolchain: Sendable {
    /// The compiler, by the name under which it is to be called: it is a link to a driver that asks for its name.
    public let compiler: URL
    /// The folder of the program's `.swiftmodule` files, beside the program.
    public let modules: URL
    /// Changes when the compiler does, or what a chapter's outputs depend on in this program and the system's libraries.
    public let fingerprint: Fingerprint

    /// Finds `swiftc` on the path.
    ///
    /// - Throws: A ``Diagnostic`` where there is no compiler, or no modules beside the program.
    public init() throws(Diagnostic) {
        guard let compiler = Toolchain.find("swiftc") else {
            throw Diagnostic(
                "swiftc is not on the path", explanation: "Chapters are Swift programs and need the Swift compiler.",
                remedy: "Install Swift 6.2 or later (swift.org/install) and add its bin folder to PATH.")
        }
        self.compiler = compiler
        modules = Executable.url.deletingLastPathComponent().appending(path: "Modules")
        guard FileManager.default.fileExists(atPath: modules.appending(path: "ChapterRuntime.swiftmodule").path) else {
            throw Diagnostic(
                "the modules of w2vbook are not beside the program",
                explanation: "Looked for \(modules.path)/ChapterRuntime.swiftmodule, which chapters import.",
                remedy: "Run the program where Swift built it, or install it with them: sh assets/install.sh PREFIX.")
        }
        let driver = compiler.resolvingSymlinksInPath()
        let attributes = try? FileManager.default.attributesOfItem(atPath: driver.path)
        fingerprint = Fingerprint(
            operation: "toolchain",
            parameters: [
                "compiler": driver.path,
                "size": "\(attributes?[.size] as? Int ?? 0)",
                "date": "\((attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0)",
            ],
            inputs: [codeFingerprint(of: [.science, .figures, .chapters])])
    }

    /// The first program of that name on the path.
    public static func find(_ name: String) -> URL? {
        for folder in (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":") {
            let file = URL(filePath: String(folder)).appending(path: name)
            if FileManager.default.isExecutableFile(atPath: file.path) { return file }
        }
        return nil
    }
}
