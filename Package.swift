// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target is compiled alike: Swift 6 mode, and imports are internal unless said otherwise. Frame pointers, by
/// which an error that a chapter throws is traced to its line, SwiftPM keeps by itself.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "w2vbook",
    products: [
        .executable(name: "w2vbook", targets: ["w2vbook"]),
        // The science half, for other packages, each with the targets whose names its users need. No target beneath has
        // unsafe flags, for which SwiftPM before 6.2 refuses versions, and a later one may again.
        .library(name: "TextStatistics", targets: ["TextStatistics", "Computation"]),
        .library(name: "LinearAlgebra", targets: ["LinearAlgebra", "Computation"]),
        .library(name: "Embeddings", targets: ["Embeddings", "Computation"]),
        .library(name: "Plotting", targets: ["Plotting", "Drawing", "FigureData"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
        // The paths that swift-subprocess takes; it brings the package along.
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        // `swift package generate-documentation`; nothing that is built depends on it.
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
    ],
    targets: [
        // C libraries, each imported by one target.
        .systemLibrary(name: "CBzip2", providers: [.apt(["libbz2-dev"])]),
        .systemLibrary(
            name: "CCairo", pkgConfig: "pangocairo", providers: [.apt(["libcairo2-dev", "libpango1.0-dev"])]),
        .systemLibrary(
            name: "CCommonMark", pkgConfig: "libcmark-gfm",
            providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
        .systemLibrary(
            name: "CJavaScriptCore", pkgConfig: "javascriptcoregtk-4.1",
            providers: [.apt(["libjavascriptcoregtk-4.1-dev"])]),
        .systemLibrary(
            name: "CLAPACK", pkgConfig: "openblas lapacke", providers: [.apt(["libopenblas-dev", "liblapacke-dev"])]),
        .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
        .systemLibrary(name: "CLoadedObjects"),
        .systemLibrary(name: "CPrefetch"),
        .systemLibrary(name: "CProcessControl"),
        .systemLibrary(name: "CRenaming"),
        .systemLibrary(name: "CQPDF", pkgConfig: "libqpdf", providers: [.apt(["libqpdf-dev"])]),
        .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        // What both halves stand on.
        .target(name: "Files", dependencies: ["CCrypto", "CLoadedObjects", "CRenaming"], swiftSettings: strict),

        // The science half.
        .target(name: "Computation", dependencies: ["Files"], swiftSettings: strict),
        .target(
            name: "TextStatistics",
            dependencies: ["Files", "Computation", "CBzip2", "CExpat", "CPrefetch", "CZip", "CZlib"],
            swiftSettings: strict),
        .target(name: "CProductKernels"),
        .target(
            name: "LinearAlgebra", dependencies: ["Files", "Computation", "CLAPACK", "CProductKernels"],
            swiftSettings: strict),
        // It finds generations.h there.
        .target(name: "CTrainingKernels", cSettings: [.headerSearchPath("../CProductKernels")]),
        .target(
            name: "Embeddings",
            dependencies: ["Files", "Computation", "TextStatistics", "LinearAlgebra", "CTrainingKernels"],
            swiftSettings: strict),
        .target(name: "Drawing", dependencies: ["CCairo", "CPNG"], swiftSettings: strict),
        // The grammar of labels, which figures and pages set.
        .target(name: "LightMarkup", swiftSettings: strict),
        // What a figure shows, in numbers.
        .target(name: "FigureData", swiftSettings: strict),
        .target(name: "Plotting", dependencies: ["Drawing", "FigureData", "LightMarkup"], swiftSettings: strict),

        // What comes over the network.
        .target(name: "Downloads", dependencies: ["Files", "CCurl"], swiftSettings: strict),

        // Where the halves meet.
        .target(
            name: "ChapterRuntime",
            dependencies: [
                "BookModel", "Files", "Computation", "TextStatistics", "LinearAlgebra", "Embeddings", "LightMarkup",
                "Plotting",
                .product(name: "SwiftCSV", package: "SwiftCSV"),
            ],
            swiftSettings: strict),

        // The book half.
        .target(name: "BookModel", dependencies: ["FigureData"], swiftSettings: strict),
        .target(
            name: "NotebookEngine",
            dependencies: [
                "BookModel", "Files", "CCommonMark", "CProcessControl",
                .product(name: "Yams", package: "Yams"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: strict),
        .target(
            name: "ReportWriter",
            dependencies: [
                "BookModel", "FigureData", "Files", "LightMarkup", "CJavaScriptCore", "CQPDF",
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            resources: [.copy("Theme")],
            swiftSettings: strict),
        .target(
            name: "Preview",
            dependencies: [
                "BookModel", "Files", .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
            ],
            resources: [.copy("live.js")],
            swiftSettings: strict),
        // Builds compared with baselines.
        .target(
            name: "Checking", dependencies: ["BookModel", "FigureData", "Files", "Plotting"], swiftSettings: strict),
        .executableTarget(
            name: "w2vbook",
            dependencies: [
                "BookModel", "Checking", "Computation", "ChapterRuntime", "Downloads", "Embeddings", "Files",
                "LinearAlgebra", "NotebookEngine", "Plotting", "Preview", "ReportWriter", "TextStatistics",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            // The articles, which `w2vbook docs` shows.
            resources: [.copy("w2vbook.docc")],
            swiftSettings: strict,
            // Chapters are loaded by dlopen and find the runtime's symbols in this executable.
            linkerSettings: [.unsafeFlags(["-Xlinker", "--export-dynamic"])]),

        // Folders that tests write to.
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
        // How tests run programs.
        .target(
            name: "ProgramRunner", dependencies: ["NotebookEngine"], path: "Tests/ProgramRunner", swiftSettings: strict),
        // Programs that tests kill at a chosen system call, and one that is worth it.
        .target(name: "Tracer", path: "Tests/KillAtCall/Tracer"),
        .executableTarget(
            name: "KillAtCall", dependencies: ["Tracer"], path: "Tests/KillAtCall/Program", swiftSettings: strict),
        .executableTarget(
            name: "StateKeeper", dependencies: ["Computation", "Files"], path: "Tests/StateKeeper",
            swiftSettings: strict),
        // The tests' own rounds of damaged inputs.
        .target(name: "Fuzzing", path: "Tests/Fuzzing", swiftSettings: strict),
        .testTarget(
            name: "FilesTests", dependencies: ["Files", "KillAtCall", "ProgramRunner", "StateKeeper", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "ComputationTests", dependencies: ["Computation", "Files", "Fuzzing", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "TextStatisticsTests",
            dependencies: ["TextStatistics", "Computation", "Files", "Fuzzing", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "LinearAlgebraTests", dependencies: ["LinearAlgebra", "Computation", "Files"], swiftSettings: strict),
        .testTarget(
            name: "EmbeddingsTests",
            dependencies: [
                "Embeddings", "TextStatistics", "LinearAlgebra", "Computation", "Files", "CTrainingKernels", "Fuzzing",
                "ProgramRunner", "TestSupport",
            ],
            resources: [.copy("Vectors")], swiftSettings: strict),
        // The tests' own web server.
        .target(name: "LoopbackServer", path: "Tests/LoopbackServer", swiftSettings: strict),
        .testTarget(
            name: "DownloadsTests", dependencies: ["Downloads", "Files", "LoopbackServer", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "ChapterRuntimeTests",
            dependencies: [
                "ChapterRuntime", "BookModel", "Computation", "Downloads", "Embeddings", "Files", "Fuzzing",
                "LightMarkup", "LinearAlgebra", "Plotting", "TestSupport", "TextStatistics",
            ],
            swiftSettings: strict),
        .testTarget(name: "PlottingTests", dependencies: ["Plotting", "Drawing", "FigureData"], swiftSettings: strict),
        .testTarget(
            name: "NotebookEngineTests",
            dependencies: [
                "NotebookEngine", "BookModel", "Computation", "Files", "Fuzzing", "ProgramRunner", "TestSupport",
            ],
            swiftSettings: strict),
        // The tests' own web browser.
        .target(name: "BrowserDriver", path: "Tests/BrowserDriver", swiftSettings: strict),
        .testTarget(
            name: "ReportWriterTests",
            dependencies: [
                "ReportWriter", "BookModel", "FigureData", "NotebookEngine", "Computation", "LightMarkup", "Plotting",
                "BrowserDriver", "Fuzzing", "LoopbackServer", "ProgramRunner", "TestSupport",
            ],
            // The reference pictures, which a test reads and writes where they are.
            exclude: ["References"],
            swiftSettings: strict),
        .testTarget(
            name: "PreviewTests",
            dependencies: [
                "Preview", "BookModel", "BrowserDriver", "Computation", "Fuzzing", "TestSupport",
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOEmbedded", package: "swift-nio"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "CheckingTests", dependencies: ["Checking", "BookModel", "FigureData", "Plotting", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "w2vbook", "BookModel", "BrowserDriver", "KillAtCall", "LoopbackServer", "ProgramRunner", "TestSupport",
            ],
            resources: [.copy("Books")], swiftSettings: strict),
    ]
)
