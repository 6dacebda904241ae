/// A target of `Package.swift` that the program is made of, and what depends on its code: the one list from which
/// fingerprints of code and what chapters are compiled against are taken. A test compares it with `Package.swift`.
public struct ProgramTarget: Hashable, Sendable {
    /// What depends on a target's code.
    public enum Role: String, CaseIterable, Sendable {
        /// The results of computations, and with them all that is made of these.
        case science
        /// How figures look.
        case figures
        /// What comes out of a chapter besides: what its code can name, and how its program is made and run.
        case chapters
        /// The page and the commands: nothing that is remembered.
        case page
        /// The tests alone.
        case tests
        /// A C library of the system, by its headers; it has no object files.
        case system
    }

    /// The name in `Package.swift`, which is the module's.
    public let name: String
    /// What depends on its code.
    public let role: Role
    /// Whether it is written in C, so that a chapter can name nothing in it.
    public let isC: Bool
    /// How the names of the library's files begin, of a library of the system that decides on numbers or on pictures.
    /// One that only unpacks or decodes gives the same in every version.
    let libraries: [String]

    private init(_ name: String, _ role: Role, isC: Bool = false, libraries: [String] = []) {
        self.name = name
        self.role = role
        self.isC = isC || role == .system
        self.libraries = libraries
    }

    /// All targets but the tests themselves.
    public static let all: [ProgramTarget] = [
        .init("CBzip2", .system),
        .init(
            "CCairo", .system,
            libraries: ["libcairo", "libpango", "libharfbuzz", "libfreetype", "libfontconfig", "libpixman"]),
        .init("CCommonMark", .system),
        .init("CCrypto", .system),
        .init("CCurl", .system),
        .init("CExpat", .system),
        .init("CJavaScriptCore", .system),
        .init("CLAPACK", .system, libraries: ["libopenblas", "liblapack"]),
        // Its header is compiled into Files.
        .init("CLoadedObjects", .system),
        .init("CPNG", .system),
        // Its header is compiled into TextStatistics.
        .init("CPrefetch", .system),
        // Its header is compiled into NotebookEngine.
        .init("CProcessControl", .system),
        .init("CQPDF", .system),
        // Its header is compiled into Files.
        .init("CRenaming", .system),
        .init("CZip", .system),
        .init("CZlib", .system),

        .init("Files", .science),
        .init("Computation", .science),
        .init("TextStatistics", .science),
        .init("CProductKernels", .science, isC: true),
        .init("LinearAlgebra", .science),
        .init("CTrainingKernels", .science, isC: true),
        .init("Embeddings", .science),

        .init("Drawing", .figures),
        .init("FigureData", .figures), .init("LightMarkup", .figures),
        .init("Plotting", .figures),

        .init("BookModel", .chapters),
        .init("ChapterRuntime", .chapters),
        .init("NotebookEngine", .chapters),

        .init("Downloads", .page),
        .init("ReportWriter", .page),
        .init("Preview", .page),
        .init("Checking", .page),
        .init("w2vbook", .page),

        .init("TestSupport", .tests),
        .init("ProgramRunner", .tests),
        .init("Tracer", .tests, isC: true),
        .init("KillAtCall", .tests),
        .init("StateKeeper", .tests),
        .init("Fuzzing", .tests),
        .init("LoopbackServer", .tests),
        .init("BrowserDriver", .tests),
    ]

    /// The names of the targets with one of these roles, sorted.
    public static func names(_ roles: Set<Role>) -> [String] {
        all.filter { roles.contains($0.role) }.map(\.name).sorted()
    }

    /// How the names of the system's libraries begin on whose versions code with one of these roles depends: the C
    /// library's mathematics among them.
    static func libraries(_ roles: Set<Role>) -> [String] {
        func libraries(_ target: String) -> [String] { all.first { $0.name == target }?.libraries ?? [] }
        return (roles.contains(.science) ? ["libm.so", "libm-"] + libraries("CLAPACK") : [])
            + (roles.contains(.figures) ? libraries("CCairo") : [])
    }
}
