// swift-tools-version: 6.0
import Foundation
import PackageDescription

#if arch(x86_64)
    // AVX2 and FMA reach Swift's own code generation through the Clang importer; every kernel is
    // written so that these instructions change its speed and never its result.
    let vectorInstructions: [SwiftSetting] = [.unsafeFlags(["-Xcc", "-mavx2", "-Xcc", "-mfma"])]
#else
    let vectorInstructions: [SwiftSetting] = []
#endif

// What sets others to work, and text: compiled in a third of the time, and nothing that a run waits for. What is computed
// has to be in a module without it.
let unoptimized: [SwiftSetting] = [.unsafeFlags(["-Onone"])]

// What the chapters wrote lies beside their sources; where SwiftPM reads this manifest alone, nothing does.
let pages = ((try? FileManager.default.contentsOfDirectory(atPath: Context.packageDirectory + "/chapters")) ?? [])
    .filter { !$0.hasSuffix(".swift") }.sorted()

let package = Package(
    name: "vae-reproduction",
    products: [
        .library(name: "VariationalAutoencoder", targets: ["VariationalAutoencoder", "LinearAlgebra", "Random"]),
        .executable(name: "reproduce", targets: ["reproduce"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
    ],
    targets: [
        .systemLibrary(
            name: "CMarkGFM", providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
        .systemLibrary(name: "COpenBLAS", providers: [.apt(["libopenblas-dev"])]),
        .systemLibrary(name: "CPNG", providers: [.apt(["libpng-dev"])]),
        .systemLibrary(name: "CVector"),
        .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),

        .target(name: "LinearAlgebra", dependencies: ["COpenBLAS", "CVector"], swiftSettings: vectorInstructions),
        .target(name: "Random", swiftSettings: vectorInstructions),
        .target(name: "Interactions", dependencies: ["LinearAlgebra", "Random", "Hashing", "CZlib"]),
        .target(
            name: "VariationalAutoencoder",
            dependencies: ["LinearAlgebra", "Random"],
            swiftSettings: vectorInstructions),
        .target(name: "Statistics", dependencies: ["Random"]),
        .target(name: "Formatting", dependencies: ["Statistics"]),
        .target(name: "Cache", dependencies: ["Files", "Hashing", "LinearAlgebra", "VariationalAutoencoder"]),
        .target(
            name: "Ranking", dependencies: ["Interactions", "LinearAlgebra", "Statistics"],
            swiftSettings: vectorInstructions),
        .target(
            name: "Training",
            dependencies: [
                "Cache", "Hashing", "Interactions", "LinearAlgebra", "Random", "Ranking", "Statistics",
                "VariationalAutoencoder",
            ]),
        .target(
            name: "Recommenders",
            dependencies: [
                "Cache", "Formatting", "Interactions", "LinearAlgebra", "Random", "Ranking", "Training",
                "VariationalAutoencoder",
            ],
            swiftSettings: vectorInstructions),
        .target(name: "Plotting", dependencies: ["CPNG"]),
        .target(name: "Weave", swiftSettings: unoptimized),
        .target(
            name: "Book", dependencies: ["CMarkGFM"],
            resources: [.embedInCode("Resources/style.css"), .embedInCode("Resources/script.js")],
            swiftSettings: unoptimized),
        .target(name: "Files"),
        .target(name: "Hashing"),
        .target(
            name: "Study",
            dependencies: [
                "Cache", "Formatting", "Interactions", "LinearAlgebra", "Ranking", "Recommenders", "Statistics",
                "Training", "VariationalAutoencoder", "Weave",
            ], swiftSettings: unoptimized),
        .target(
            name: "Comparisons",
            dependencies: [
                "Cache", "Formatting", "Interactions", "LinearAlgebra", "Random", "Ranking", "Recommenders",
                "Statistics", "Study", "Training", "VariationalAutoencoder",
            ], swiftSettings: unoptimized),
        .target(
            name: "Contest",
            dependencies: [
                "Cache", "Formatting", "Hashing", "Interactions", "LinearAlgebra", "Random", "Ranking", "Recommenders",
                "Statistics", "Study", "Training", "VariationalAutoencoder", "Weave",
            ], swiftSettings: unoptimized),
        .target(
            name: "Judging",
            dependencies: [
                "Contest", "Formatting", "Interactions", "LinearAlgebra", "Random", "Ranking", "Recommenders",
                "Statistics", "Study",
            ]),
        .target(
            name: "Pages",
            dependencies: [
                "Comparisons", "Contest", "Formatting", "Interactions", "LinearAlgebra", "Plotting", "Random",
                "Ranking", "Recommenders", "Statistics", "Study", "Training", "VariationalAutoencoder", "Weave",
            ],
            swiftSettings: unoptimized),
        .target(
            name: "Report",
            dependencies: [
                "Book", "Comparisons", "Contest", "Files", "Formatting", "Interactions", "LinearAlgebra", "Ranking",
                "Recommenders", "Study", "Training", "VariationalAutoencoder", "Weave",
            ],
            swiftSettings: unoptimized),
        .target(
            name: "Chapters",
            dependencies: [
                "Comparisons", "Contest", "Formatting", "Interactions", "LinearAlgebra", "Pages", "Plotting", "Random",
                "Ranking", "Recommenders", "Report", "Statistics", "Study", "Training", "VariationalAutoencoder",
                "Weave",
            ],
            path: "chapters",
            exclude: pages, swiftSettings: unoptimized),
        .target(
            name: "Benchmark",
            dependencies: [
                "Cache", "Chapters", "Formatting", "Interactions", "LinearAlgebra", "Plotting", "Report", "Study",
                "VariationalAutoencoder", "COpenBLAS",
            ]),
        .executableTarget(
            name: "reproduce",
            dependencies: [
                "Benchmark", "Cache", "Chapters", "Comparisons", "Contest", "Files", "Formatting", "Hashing",
                "Interactions", "Judging", "LinearAlgebra", "Plotting", "Ranking", "Report", "Study", "Training",
                "VariationalAutoencoder", "Weave", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], swiftSettings: unoptimized),

        .target(
            name: "TestSupport", dependencies: ["LinearAlgebra"], path: "Tests/TestSupport", swiftSettings: unoptimized),
        .testTarget(
            name: "LinearAlgebraTests", dependencies: ["LinearAlgebra", "TestSupport"],
            swiftSettings: vectorInstructions),
        .testTarget(name: "RandomTests", dependencies: ["Random"], exclude: ["Fixtures"]),
        .testTarget(
            name: "InteractionsTests",
            dependencies: ["Interactions", "LinearAlgebra", "Random", "Hashing", "TestSupport"],
            exclude: ["Fixtures"]),
        .testTarget(
            name: "VariationalAutoencoderTests",
            dependencies: ["Hashing", "LinearAlgebra", "Random", "VariationalAutoencoder"],
            resources: [.copy("Fixtures")],
            swiftSettings: vectorInstructions),
        .testTarget(
            name: "StatisticsTests", dependencies: ["Random", "Statistics", "TestSupport"], exclude: ["Fixtures"]),
        .testTarget(
            name: "RankingTests",
            dependencies: ["Interactions", "LinearAlgebra", "Random", "Ranking", "Statistics", "TestSupport"],
            exclude: ["Fixtures"]),
        .testTarget(
            name: "RecommendersTests",
            dependencies: [
                "LinearAlgebra", "Random", "Ranking", "Recommenders", "TestSupport", "Training",
                "VariationalAutoencoder",
            ], exclude: ["Fixtures"]),
        .testTarget(name: "PlottingTests", dependencies: ["Plotting"], swiftSettings: unoptimized),
        .testTarget(name: "WeaveTests", dependencies: ["Weave"], swiftSettings: unoptimized),
        .testTarget(name: "HashingTests", dependencies: ["Hashing"], swiftSettings: unoptimized),
        .testTarget(name: "BookTests", dependencies: ["Book", "TestSupport"], swiftSettings: unoptimized),
        .testTarget(name: "FilesTests", dependencies: ["Files", "TestSupport"], swiftSettings: unoptimized),
        .testTarget(
            name: "CacheTests",
            dependencies: ["Cache", "Hashing", "LinearAlgebra", "TestSupport", "VariationalAutoencoder"],
            swiftSettings: unoptimized),
        .testTarget(
            name: "TrainingTests",
            dependencies: [
                "Cache", "Interactions", "LinearAlgebra", "TestSupport", "Training", "VariationalAutoencoder",
            ], swiftSettings: unoptimized),
        .testTarget(name: "FormattingTests", dependencies: ["Formatting"], swiftSettings: unoptimized),
        .testTarget(
            name: "StudyTests",
            dependencies: [
                "Formatting", "Interactions", "LinearAlgebra", "Ranking", "Recommenders", "Statistics", "Study",
                "TestSupport",
                "Training", "VariationalAutoencoder", "Weave",
            ], swiftSettings: unoptimized),
        .testTarget(
            name: "ComparisonsTests",
            dependencies: [
                "Cache", "Comparisons", "Interactions", "LinearAlgebra", "Random", "Ranking", "Recommenders",
                "Statistics", "Study", "TestSupport", "Training", "VariationalAutoencoder",
            ], swiftSettings: unoptimized),
        .testTarget(
            name: "ContestTests",
            dependencies: [
                "Cache", "Contest", "Interactions", "LinearAlgebra", "Ranking", "Recommenders", "Study", "TestSupport",
                "Training", "VariationalAutoencoder", "Weave",
            ], swiftSettings: unoptimized),
        .testTarget(
            name: "JudgingTests",
            dependencies: [
                "Contest", "Interactions", "Judging", "LinearAlgebra", "Random", "Ranking", "Recommenders",
                "TestSupport",
            ], exclude: ["Fixtures"],
            swiftSettings: unoptimized),
        .testTarget(
            name: "PagesTests",
            dependencies: [
                "Cache", "Comparisons", "Contest", "Interactions", "LinearAlgebra", "Pages", "Plotting", "Random",
                "Ranking", "Recommenders", "Statistics", "Study", "TestSupport", "Training", "VariationalAutoencoder",
                "Weave",
            ], swiftSettings: unoptimized),
        .testTarget(
            name: "ReportTests", dependencies: ["Report", "Study", "TestSupport", "Weave"], swiftSettings: unoptimized),
        .testTarget(
            name: "ChaptersTests",
            dependencies: [
                "Cache", "Chapters", "Comparisons", "Contest", "Interactions", "LinearAlgebra", "Recommenders",
                "Report",
                "Study", "TestSupport", "Weave",
            ], swiftSettings: unoptimized),
        .testTarget(
            name: "ReproduceTests",
            dependencies: [
                "Cache", "Hashing", "Interactions", "Plotting", "reproduce", "Study", "TestSupport", "Weave",
            ], swiftSettings: unoptimized),
    ]
)
