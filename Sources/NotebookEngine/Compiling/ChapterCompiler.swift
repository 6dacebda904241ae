import BookModel
import Files
import Foundation
import Subprocess
import SystemPackage

/// Compiles a chapter's program into a library that the chapter's process loads.
struct ChapterCompiler: Sendable {
    let toolchain: Toolchain
    /// Where programs are kept; a program that was compiled before is not compiled again.
    let folder: URL
    /// Two builds do not compile the same program at once.
    let locks: BuildLocks
    /// Whether a chapter's own code is made fast, which takes most of the compiler's time. What it calls always is.
    let optimizes: Bool

    /// What the compiler made of a program.
    struct Result: Sendable {
        /// The library, or `nil` where the program has errors.
        var library: URL?
        var diagnostics: [Diagnostic]
    }

    /// What is kept beside a library: a damaged one is compiled again, and a sound one's warnings are said again.
    private struct Record: Codable {
        var library: Fingerprint
        var warnings: [Diagnostic]
    }

    /// C modules that the program's own modules import internally. A chapter cannot name anything in them, but the
    /// compiler wants to have seen a module of that name, so it is shown an empty one and needs no C header.
    private static let hiddenModules = ProgramTarget.all.filter(\.isC).map(\.name).sorted()

    private var flags: [String] { [optimizes ? "-O" : "-Onone"] + ChapterCompiler.flags }

    /// As a whole module, what a chapter does not use of `chapters/*.swift` is left out before anything is optimised,
    /// which saves most of a small chapter's time. Lines and frame pointers let crashes and thrown errors be traced to
    /// the chapter's text.
    private static let flags = [
        "-wmo", "-gline-tables-only", "-Xcc", "-fno-omit-frame-pointer", "-parse-as-library", "-emit-library",
        "-swift-version", "6", "-module-name", "Chapter", "-diagnostic-style", "llvm",
    ]

    func compile(_ source: String, chapter: Chapter, text: String) async throws -> Result {
        let name = Fingerprint(
            operation: "program", parameters: ["source": source, "flags": "\(flags)"],
            inputs: [toolchain.fingerprint]
        ).short
        let program = "\(chapter.name)-\(name)"
        return try await locks.withLock(ChapterCompiler.lockName(of: program)) {
            if let known = known(program) { return known }
            return try await compile(source, as: program, chapter, text)
        }
    }

    /// The lock under which a program is compiled.
    private static func lockName(of program: String) -> String { "program-\(program)" }

    private func library(_ program: String) -> URL { folder.appending(path: "\(program).so") }
    private func record(_ program: String) -> URL { folder.appending(path: "\(program).json") }

    /// A program that was compiled before and is sound.
    private func known(_ program: String) -> Result? {
        guard let known = try? JSONDecoder().decode(Record.self, from: Data(contentsOf: record(program))),
            known.library == (try? Fingerprint(ofFile: library(program)))
        else { return nil }
        return Result(library: library(program), diagnostics: known.warnings)
    }

    private func compile(
        _ source: String, as program: String, _ chapter: Chapter, _ text: String
    ) async throws -> Result {
        // The compiler's own files are here too where it bears the path, so that what it leaves behind when it is killed
        // is found.
        let scratch = folder.appending(path: "\(program).partial")
        try? FileManager.default.removeItem(at: scratch)
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        let temporary = try CompilerScratch(in: scratch)
        defer { temporary.remove() }
        let file = folder.appending(path: "\(program).swift")
        try FileWriter.replace(file, with: Array(source.utf8))
        let modules = try await hiddenModuleFolder()
        let unfinished = scratch.appending(path: "\(program).so")
        var platform = PlatformOptions()
        // When asked to stop, the driver stops the compiler and the linker that it started.
        platform.teardownSequence = [
            .send(signal: .interrupt, toProcessGroup: false, allowedDurationToNextStep: .seconds(2))
        ]
        let compilation = try await Subprocess.run(
            .path(FilePath(toolchain.compiler.path)),
            arguments: .init(
                flags + [
                    "-I", toolchain.modules.path, "-I", modules.path, file.path, "-o", unfinished.path,
                ]),
            environment: .inherit.updating(["TMPDIR": temporary.folder.path]), platformOptions: platform,
            output: .discarded, error: .string(limit: 4 << 20))
        let diagnostics = CompilerDiagnosticParser(
            chapter: chapter.file, chapterText: text, program: file.path, code: chapter.codeLines
        ).parse(compilation.standardError)
        guard compilation.terminationStatus.isSuccess else {
            let hasError = diagnostics.contains { $0.severity == .error }
            let unknown = Diagnostic(
                "the chapter's program does not compile", at: SourceLocation(file: chapter.file, line: 1),
                explanation: compilation.standardError, remedy: "The program is \(file.path).")
            return Result(library: nil, diagnostics: hasError ? diagnostics : diagnostics + [unknown])
        }
        let known = Record(library: try Fingerprint(ofFile: unfinished), warnings: diagnostics)
        try FileWriter.replace(record(program), with: Array(JSONEncoder().encode(known)))
        let library = library(program)
        guard rename(unfinished.path, library.path) == 0 else {
            throw Diagnostic(
                "cannot write \(library.path)", explanation: String(cString: strerror(errno)),
                remedy: "Make the book's folder writable, or free some space.")
        }
        FileManager.default.removeOldest(keeping: ChapterCompiler.filesKept, in: folder, including: library)
        return Result(library: library, diagnostics: diagnostics)
    }

    /// Programs with their libraries and records that are kept, three files each: many more than a build has in use.
    private static let filesKept = 300

    private func hiddenModuleFolder() async throws -> URL {
        let modules = folder.appending(path: "hidden-modules")
        let map = modules.appending(path: "module.modulemap")
        let text = ChapterCompiler.hiddenModules.map { "module \($0) {}\n" }.joined()
        try await locks.withLock("hidden-modules") {
            if (try? String(contentsOf: map, encoding: .utf8)) == text { return }
            try FileManager.default.createDirectory(at: modules, withIntermediateDirectories: true)
            try FileWriter.replace(map, with: Array(text.utf8))
        }
        return modules
    }

    /// Removes what killed builds left half-written.
    static func removeAbandoned(in folder: URL, _ locks: BuildLocks) {
        TemporaryItem.removeAbandoned(in: folder)
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        where name.hasSuffix(".partial") {
            locks.withLockIfAvailable(lockName(of: String(name.dropLast(".partial".count)))) {
                try? FileManager.default.removeItem(at: folder.appending(path: name))
            }
        }
    }
}

/// Where the Swift compiler puts its own temporary files.
///
/// The driver of Swift 6.3 crashes where the path in `TMPDIR` has a letter outside of ASCII, whatever is compiled. Source
/// and result may have any path.
struct CompilerScratch: Sendable {
    let folder: URL
    private let isOwn: Bool

    /// Within the given folder if the compiler bears its path, otherwise a new one of this user alone in the system's
    /// folder for temporary files.
    ///
    /// - Throws: A `FileError` where no folder can be made.
    init(in preferred: URL) throws {
        isOwn = !CompilerScratch.isSupported(preferred.path)
        folder = isOwn ? try CompilerScratch.makeFolder() : preferred
    }

    /// Removes the folder if it was made for this.
    func remove() { if isOwn { try? FileManager.default.removeItem(at: folder) } }

    private static func isSupported(_ path: String) -> Bool { path.utf8.allSatisfy { $0 < 0x80 } }

    private static func makeFolder() throws -> URL {
        let usual = FileManager.default.temporaryDirectory.path
        let parent = isSupported(usual) ? URL(filePath: usual) : URL(filePath: "/tmp")
        var template = Array(parent.appending(path: "w2vbook-swiftc-XXXXXX").path.utf8CString)
        guard mkdtemp(&template) != nil else { throw FileError.fromErrno(errno, path: parent.path) }
        return URL(filePath: String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
    }
}
