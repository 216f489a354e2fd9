import Foundation
import TestSupport
import Testing

@Suite struct ManifestTests {
    /// Swift 6.2 and later let a package be used by version in spite of its unsafe flags, if its manifest says that it is one
    /// of theirs; 6.0 cannot read such a manifest.
    @Test("the two manifests are equal but for the version in their first lines")
    func manifests() throws {
        func lines(_ name: String) throws -> [Substring] {
            let text = try String(contentsOf: project.appendingPathComponent(name), encoding: .utf8)
            return text.split(separator: "\n", omittingEmptySubsequences: false)
        }
        let (first, later) = (try lines("Package.swift"), try lines("Package@swift-6.2.swift"))
        #expect(first[0] == "// swift-tools-version: 6.0" && later[0] == "// swift-tools-version: 6.2")
        #expect(first.dropFirst() == later.dropFirst())
    }

    /// What a target imports without naming it is not built anew for it: after a change of a type's layout the program that was
    /// built reads memory wrongly.
    @Test("every target names the modules that it imports")
    func imports() throws {
        let manifest = try String(contentsOf: project.appendingPathComponent("Package.swift"), encoding: .utf8)
        let targets = manifest.matches(
            of:
                /\.(target|testTarget|executableTarget)\(\s*name: "(\w+)"(?:,\s*dependencies: \[((?:[^\[\]])*)\])?([^\n]*)/
        )
        let own = Set(targets.map { String($0.2) })
        #expect(own.count > 30)
        for target in targets {
            let name = String(target.2)
            let folder =
                name == "Chapters"
                ? "chapters" : name.hasSuffix("Tests") || name == "TestSupport" ? "Tests/\(name)" : "Sources/\(name)"
            let named = Set((target.3 ?? "").matches(of: /"(\w+)"/).map { String($0.1) })
            let files = try #require(
                FileManager.default.enumerator(atPath: project.appendingPathComponent(folder).path))
            for case let file as String in files where file.hasSuffix(".swift") {
                let text = try String(
                    contentsOf: project.appendingPathComponent("\(folder)/\(file)"), encoding: .utf8)
                let imported = Set(text.matches(of: /(?m)^(?:@testable )?import (\w+)/).map { String($0.1) })
                #expect(imported.intersection(own).subtracting(named).isEmpty, "\(folder)/\(file)")
            }
        }
    }
}
