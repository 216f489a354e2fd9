import Cache
import Foundation
import Hashing
import LinearAlgebra
import Testing
import TestSupport

/// Adds up the numbers of its key, and counts how often it did.
private struct Sum: CachedWork {
    static let name = "sum"

    let key: [String: Int]
    var version = "1"
    let times: Times

    final class Times { var count = 0 }

    func result(_ context: WorkContext) throws -> Int {
        times.count += 1
        return key.values.reduce(0, +)
    }
}

/// Fails.
private struct Failing: CachedWork {
    static let name = "failing"
    let key = 1
    let version = "1"

    func result(_ context: WorkContext) throws -> Int { throw CocoaError(.userCancelled) }
}

@Suite struct ResultCacheTests {
    private let times = Sum.Times()
    private let numbers = ["a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6, "g": 7, "h": 8]

    private func sum(_ key: [String: Int], version: String = "1") -> Sum {
        Sum(key: key, version: version, times: times)
    }

    private func scratch(_ body: (_ cache: ResultCache, _ files: () throws -> [String]) throws -> Void) throws {
        try withTemporaryFolder { (folder: String) throws in
            try body(ResultCache(folder: folder + "/kept")) {
                try FileManager.default.contentsOfDirectory(atPath: folder + "/kept")
            }
        }
    }

    @Test("a result is made once, and found by whoever asks for the same")
    func found() throws {
        try scratch { cache, files throws in
            #expect(try cache.kept(sum(numbers)) == nil)
            for _ in 0..<3 { #expect(try cache.result(of: sum(numbers), threads: Threads(1)) == 36) }
            #expect(try cache.kept(sum(numbers)) == 36 && times.count == 1)
            #expect(try cache.kept(sum(["a": 36])) == nil)
            #expect(try files().count == 1)
        }
    }

    @Test("it is named by a hash of its key with the entries in order, its version and the kernels")
    func name() throws {
        try scratch { cache, files throws in
            _ = try cache.result(of: sum(numbers), threads: Threads(1))
            var hash = SHA256()
            hash.update(#"{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8}"# + "1 \(matrixProductKernels)")
            #expect(try files() == ["sum-\(hash.finalize().prefix(16).hexadecimal).json"])
        }
    }

    @Test("under a raised version nothing is found, and what was kept stays")
    func version() throws {
        try scratch { cache, files throws in
            _ = try cache.result(of: sum(numbers), threads: Threads(1))
            #expect(try cache.kept(sum(numbers, version: "2")) == nil)
            _ = try cache.result(of: sum(numbers, version: "2"), threads: Threads(1))
            #expect(try times.count == 2 && files().count == 2)
            #expect(try cache.kept(sum(numbers)) == 36)
        }
    }

    @Test(
        "a result that is damaged is made anew, and whole again",
        arguments: ["", "36\n", "\"36\"\n36\n", "{seal}\n37\n", "{seal}\n36\n36\n", "{seal}\n"])
    func damaged(_ text: String) throws {
        try scratch { cache, files throws in
            _ = try cache.result(of: sum(numbers), threads: Threads(1))
            let file = URL(fileURLWithPath: "\(cache.folder)/\(try files()[0])")
            let whole = try String(contentsOf: file, encoding: .utf8)
            let seal = try #require(whole.split(separator: "\n").first)
            #expect(whole == "\(seal)\n36\n")
            try Data(text.replacing("{seal}", with: seal).utf8).write(to: file)
            #expect(try cache.kept(sum(numbers)) == nil)
            #expect(try cache.result(of: sum(numbers), threads: Threads(1)) == 36 && times.count == 2)
            #expect(try String(contentsOf: file, encoding: .utf8) == whole)
        }
    }

    @Test("a result under another's name is not taken for that one's")
    func renamed() throws {
        try scratch { cache, files throws in
            _ = try cache.result(of: sum(numbers), threads: Threads(1))
            let first = "\(cache.folder)/\(try files()[0])"
            let other = sum(["a": 7])
            _ = try cache.result(of: other, threads: Threads(1))
            let second = try #require(try files().map { "\(cache.folder)/\($0)" }.first { $0 != first })
            try Data(contentsOf: URL(fileURLWithPath: first)).write(to: URL(fileURLWithPath: second))
            #expect(try cache.kept(other) == nil)
            #expect(try cache.result(of: other, threads: Threads(1)) == 7 && cache.kept(other) == 7)
        }
    }

    @Test("work that fails keeps nothing")
    func failed() throws {
        try scratch { cache, _ throws in
            #expect(throws: CocoaError.self) { try cache.result(of: Failing(), threads: Threads(1)) }
            #expect(try cache.kept(Failing()) == nil)
        }
    }
}
