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
}
