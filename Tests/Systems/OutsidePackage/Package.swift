// swift-tools-version: 6.2
import PackageDescription

/// A package that depends on a version of w2vbook's libraries, as anybody's can. `Tests/Systems/outside-package` builds
/// a copy of it.
let package = Package(
    name: "Outside",
    dependencies: [.package(url: Context.environment["W2VBOOK_REPOSITORY"] ?? "", from: "0.2.0")],
    targets: [
        .executableTarget(
            name: "Outside",
            dependencies: [
                .product(name: "TextStatistics", package: "w2vbook"),
                .product(name: "LinearAlgebra", package: "w2vbook"),
                .product(name: "Embeddings", package: "w2vbook"),
                .product(name: "Plotting", package: "w2vbook"),
            ])
    ]
)
