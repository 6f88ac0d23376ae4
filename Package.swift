// swift-tools-version: 6.1
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .unsafeFlags(["-warnings-as-errors"]),
    // The tests look into the program as users have it.
    .unsafeFlags(["-enable-testing"], .when(configuration: .release)),
]

/// What is tested is optimised, what tests do themselves is not; it is compiled file by file, by all cores.
let testSettings = settings + [
    .unsafeFlags(["-Onone", "-no-whole-module-optimization", "-enable-batch-mode"], .when(configuration: .release))
]

/// A library target that sees only what is listed: imports form a star around `Model`.
func library(_ name: String, _ dependencies: [Target.Dependency] = ["Model"], resources: [Resource] = []) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, resources: resources, swiftSettings: testSettings)
}

let package = Package(
    name: "Countback",
    products: [.executable(name: "countback", targets: ["countback"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    ],
    targets: [
        .target(name: "CADBC"),
        .target(name: "CZipLevel"),
        .systemLibrary(name: "CXLSXWriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CIDN", pkgConfig: "libidn2", providers: [.apt(["libidn2-dev"])]),
        .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        library("Model", []),
        .target(
            name: "Definitions", dependencies: ["Model", .product(name: "Yams", package: "Yams")], exclude: ["Presets", "Languages"],
            swiftSettings: settings),
        .target(
            name: "Metrics", dependencies: ["Model", "Definitions"], exclude: ["Plugins"], swiftSettings: settings),
        library("Planning"),
        library("Engines", ["Model", "CADBC"]),
        library("Extracts", ["Model", "CCrypto", "CZlib"]),
        library("Composing"),
        library("Rendering", ["Model", "CXLSXWriter", "CCrypto", "CZipLevel"]),
        library("Sampling"),
        library("Delivering", ["Model", "CCurl", "CIDN", "CZip", .product(name: "GRDB", package: "GRDB.swift")]),
        .executableTarget(
            name: "countback",
            dependencies: [
                "Model", "Definitions", "Metrics", "Planning", "Engines", "Extracts", "Composing", "Rendering",
                "Sampling", "Delivering", "CMalloc", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "workbook-bench", dependencies: ["Model", "Rendering"], path: "scripts/bench/WorkbookBench", swiftSettings: settings),
        .target(name: "DatabaseServers", dependencies: [], path: "Tests/DatabaseServers", swiftSettings: testSettings),
        .target(name: "MailServers", dependencies: [], path: "Tests/MailServers", swiftSettings: testSettings),
        tests("ModelTests", ["Model", "Definitions"]),
        tests("DefinitionsTests", ["Model", "Definitions"]),
        tests("MetricsTests", ["Model", "Definitions", "Metrics"]),
        tests("EnginesTests", ["Model", "Engines", "CADBC"]),
        tests("ExtractsTests", ["Model", "Extracts"]),
        tests("RenderingTests", ["Model", "Definitions", "Rendering"]),
        tests("SamplingTests", ["Model", "Sampling"]),
        tests("PlanningTests", ["Model", "Planning"]),
        tests("ComposingTests", ["Model", "Definitions", "Composing"]),
        tests("DeliveringTests", ["Model", "Definitions", "Delivering", "MailServers"]),
        .testTarget(
            name: "CountbackTests",
            dependencies: [
                "countback", "Model", "Definitions", "Metrics", "Engines", "Extracts", "Composing", "Rendering", "Planning", "Sampling",
                "Delivering", "DatabaseServers", "MailServers",
            ],
            path: "Tests",
            exclude: [
                "ModelTests", "DefinitionsTests", "MetricsTests", "EnginesTests", "ExtractsTests", "RenderingTests", "SamplingTests",
                "PlanningTests", "ComposingTests", "DeliveringTests", "DatabaseServers", "MailServers", "Fixtures", "Golden",
            ], sources: ["CountbackTests", "EngineConformance"], swiftSettings: testSettings),
    ]
)
