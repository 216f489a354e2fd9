import Files
import Foundation
import Synchronization
import TestSupport
import Testing

@Suite struct AtomicFileTests {
    private func names(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }

    private func text(_ path: String) throws -> String {
        try String(contentsOfFile: path, encoding: .utf8)
    }

    @Test("writes, replaces, and makes the folder")
    func writing() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/a/b/page.md"
            try AtomicFile.write("first", to: path)
            #expect(try text(path) == "first")
            try AtomicFile.write([UInt8](), to: path)
            #expect(try text(path) == "")
            try AtomicFile.write([104, 105], to: path)
            #expect(try text(path) == "hi")
            #expect(try names(folder + "/a/b") == ["page.md"])
        }
    }

    @Test("what a killed process left of the same file is removed, and what another is writing is not")
    func leftovers() throws {
        try withTemporaryFolder { folder in
            for name in [".page.md.1-1.tmp", ".page.md.2-2.tmp", ".other.md.3-3.tmp", "page.md.4-4.tmp"] {
                try Data("half".utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
            }
            // Whoever writes holds a lock until the file has its name.
            let descriptor = open("\(folder)/.page.md.2-2.tmp", O_WRONLY)
            defer { close(descriptor) }
            #expect(flock(descriptor, LOCK_EX) == 0)
            try AtomicFile.write("whole", to: folder + "/page.md")
            #expect(try names(folder) == [".other.md.3-3.tmp", ".page.md.2-2.tmp", "page.md", "page.md.4-4.tmp"])
        }
    }

    @Test("many writers of one file at once, of whom the last one stays")
    func manyWriters() throws {
        try withTemporaryFolder { folder in
            let path = folder + "/page.md"
            let failures = Mutex(0)
            DispatchQueue.concurrentPerform(iterations: 8) { writer in
                for _ in 0..<25 {
                    do { try AtomicFile.write(String(repeating: "\(writer)", count: 5000), to: path) } catch {
                        failures.withLock { $0 += 1 }
                    }
                }
            }
            #expect(failures.withLock { $0 } == 0)
            let text = try text(path)
            #expect(text.utf8.count == 5000 && Set(text).count == 1)
            #expect(try names(folder) == ["page.md"])
        }
    }

    #if compiler(>=6.2)
        @Test("a write cut short, as on a full disk")
        func fullDisk() async {
            await #expect(processExitsWith: .success) {
                let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
                defer { try? FileManager.default.removeItem(atPath: folder) }
                let path = folder + "/page.md"
                try AtomicFile.write("old", to: path)
                // A limit on the size of files stops the write after a few bytes without a disk to fill.
                signal(SIGXFSZ, SIG_IGN)
                var limit = rlimit(rlim_cur: 10, rlim_max: 1 << 20)
                setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
                #expect {
                    try AtomicFile.write("new, and longer than the limit", to: path)
                } throws: {
                    String(describing: $0) == "\(path): could not be written: File too large; "
                        + "free the way or choose another folder, and run again"
                }
                #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["page.md"])
                #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
            }
        }
    #endif

    @Test("a folder that is a file")
    func fileForFolder() throws {
        try withTemporaryFolder { folder in
            try AtomicFile.write("old", to: folder + "/a")
            #expect {
                try AtomicFile.write("new", to: folder + "/a/page.md")
            } throws: {
                String(describing: $0) == "\(folder)/a: could not be written: Not a directory; "
                    + "free the way or choose another folder, and run again"
            }
            #expect(try text(folder + "/a") == "old")
            #expect(try names(folder) == ["a"])
        }
    }

    @Test("a name that a folder has taken, found only when the file is whole")
    func folderForFile() throws {
        try withTemporaryFolder { folder in
            try AtomicFile.write("old", to: folder + "/page.md/inside")
            #expect {
                try AtomicFile.write("new", to: folder + "/page.md")
            } throws: {
                String(describing: $0) == "\(folder)/page.md: could not be written: Is a directory; "
                    + "free the way or choose another folder, and run again"
            }
            #expect(try names(folder) == ["page.md"])
            #expect(try text(folder + "/page.md/inside") == "old")
        }
    }
}
