// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
]

/// The questions, each in a folder of its own.
let questions = [
    "g1", "g2", "g3", "g4", "g5", "g6", "g7", "g8", "g9", "g10", "g11", "g12", "g13", "g14", "g15", "g16", "g17", "g18",
    "g19", "g20", "g21", "g22", "g23", "g24", "e1", "e2", "e3", "e4", "e5", "e6", "e7", "e8", "e9", "e10", "e11", "e12",
    "e13", "e14", "e15", "e16", "e17",
]

/// The SQL of the projections, of the facts and their rules, and of each question, and what bears on which question.
let auditStatements =
    ["SQL", "Projections", "Redactions", "Functions", "Rules", "Coverage/coverage.tsv"]
    + questions.map { "Questions/\($0.uppercased())/\($0).sql" }

let package = Package(
    name: "cairn",
    products: [
        .library(name: "Cairn", targets: ["Cairn"]),
        .library(name: "CairnVerification", targets: ["CairnVerification"]),
        .library(name: "CairnAudit", targets: ["CairnAudit", "CairnReport"]),
        .executable(name: "cairn", targets: ["CairnCLI"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
    ],
    targets: [
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),

        .target(name: "CairnCrypto", dependencies: ["COpenSSL"]),
        .target(name: "CairnLog", dependencies: ["CairnCrypto"]),
        .target(name: "CairnModel", dependencies: ["CairnCrypto", "CairnLog"]),
        .target(name: "CairnVerification", dependencies: ["CairnCrypto", "CairnLog", "CairnModel"]),
        .target(name: "CairnMigrations", path: "Migrations", resources: [.embedInCode("SQL")]),
        .target(
            name: "CairnPostgres",
            dependencies: [
                "CLibPQ", "CairnCrypto", "CairnMigrations", .product(name: "Logging", package: "swift-log"),
            ],
            resources: [.embedInCode("SQL")]
        ),
        .target(
            name: "CairnVault",
            dependencies: ["CairnCrypto", "CairnLog", "CairnModel", "CairnPostgres"],
            resources: [.embedInCode("SQL")]
        ),
        .target(
            name: "CairnAudit",
            dependencies: ["CairnCrypto", "CairnLog", "CairnModel", "CairnPostgres"],
            resources: auditStatements.map { .embedInCode("\($0)") }
        ),
        .target(name: "CairnReport", dependencies: ["CairnAudit", "CairnCrypto", "CairnLog", "CairnModel"]),
        .target(
            name: "Cairn",
            dependencies: [
                "CairnCrypto", "CairnLog", "CairnModel", "CairnVerification", "CairnPostgres", "CairnVault",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            resources: [.embedInCode("SQL")]
        ),
        .executableTarget(
            name: "CairnCLI",
            dependencies: [
                "Cairn", "CairnAudit", "CairnReport", "CairnCrypto", "CairnLog", "CairnMigrations", "CairnModel",
                "CairnVerification",
                "CairnPostgres",
                "CairnVault",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]
        ),

        .executableTarget(
            name: "CairnBenchmarks",
            dependencies: [
                "Cairn", "CairnCrypto", "CairnLog", "CairnModel", "CairnPostgres",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Benchmarks/CairnBenchmarks"
        ),

        .target(
            name: "CairnTestSupport",
            dependencies: [
                "Cairn", "CairnCrypto", "CairnLog", "CairnModel", "CairnVerification", "CairnPostgres", "CairnVault",
            ],
            path: "Tests/CairnTestSupport"
        ),
        .testTarget(name: "CairnCryptoTests", dependencies: ["CairnCrypto", "CairnTestSupport"]),
        .testTarget(name: "CairnLogTests", dependencies: ["CairnLog", "CairnCrypto", "CairnTestSupport"]),
        .testTarget(
            name: "CairnModelTests",
            dependencies: ["CairnModel", "CairnLog", "CairnCrypto", "CairnTestSupport"]
        ),
        .testTarget(
            name: "CairnVerificationTests",
            dependencies: ["CairnVerification", "CairnModel", "CairnLog", "CairnCrypto", "CairnTestSupport"],
            exclude: ["Golden"]
        ),
        .testTarget(
            name: "CairnPostgresTests",
            dependencies: ["CairnPostgres", "CairnMigrations", "CairnCrypto", "CairnTestSupport"]
        ),
        .testTarget(
            name: "CairnVaultTests",
            dependencies: ["CairnVault", "CairnPostgres", "CairnModel", "CairnCrypto", "CairnTestSupport"]
        ),
        .testTarget(
            name: "CairnTests",
            dependencies: [
                "Cairn", "CairnVault", "CairnPostgres", "CairnVerification", "CairnModel", "CairnLog", "CairnCrypto",
                "CairnTestSupport",
            ]
        ),
        .testTarget(
            name: "CairnAuditTests",
            dependencies: [
                "CairnAudit", "CairnReport", "Cairn", "CairnPostgres", "CairnModel", "CairnLog", "CairnCrypto",
                "CairnTestSupport",
            ],
            exclude: ["Cases"]
        ),
        .testTarget(
            name: "CairnCLITests",
            dependencies: [
                "CairnCLI", "Cairn", "CairnPostgres", "CairnVerification", "CairnModel", "CairnLog", "CairnCrypto",
                "CairnTestSupport",
            ]
        ),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = (target.swiftSettings ?? []) + strict
}
