import Foundation
import TestSupport
import Testing

/// `reproduce.sh` on machines that lack something: every tool it calls is a stand-in that does as the test says.
@Suite(.tags(.slow)) struct ScriptTests {
    /// A machine: what each of its tools does, as lines of shell, and who is at it.
    private struct Machine {
        /// A tool's name and what it does; nil where it is not installed.
        var tools: [String: String?] = [
            "swift": """
            case "$1" in
            --version) echo "Swift version 6.1 (swift-6.1-RELEASE)" ;;
            build)
                echo "swift $*" >> "$LOG"
                mkdir -p .build/release
                printf '%s\\n' '#!/bin/bash' 'printf "[%s]" "$@"; echo; echo "$OPENBLAS_CORETYPE $OPENBLAS_NUM_THREADS $MOVIELENS_1M$NCF_ML_1M$VAE_KEPT"' > .build/release/reproduce
                chmod +x .build/release/reproduce
                for step in 1 10 20 30; do echo "[$step/30] Compiling $step"; done ;;
            test) echo "swift $*" >> "$LOG" ;;
            esac
            """,
            "dpkg-query": "echo 'install ok installed'",
            "git": "exit 0",
            "id": "echo 0",
            "apt-get": "echo \"apt-get $*\" >> \"$LOG\"",
            "uname": "echo x86_64",
            "sudo": nil,
        ]

        /// Runs the script with some arguments from a folder beside it.
        ///
        /// - Parameters:
        ///   - prepare: Lines of bash that come first, in the folder above the kit's.
        ///   - script: How the script is called.
        func run(
            _ arguments: [String], environment: [String: String] = [:], prepare: String = "",
            script: String = "../kit/reproduce.sh"
        ) throws -> (
            code: Int32, output: String, errors: String, log: String
        ) {
            let files = FileManager.default
            let root = files.temporaryDirectory.appendingPathComponent("script-\(UUID().uuidString)")
            defer { try? files.removeItem(at: root) }
            for folder in ["bin", "kit", "elsewhere"] {
                try files.createDirectory(at: root.appendingPathComponent(folder), withIntermediateDirectories: true)
            }
            try files.copyItem(
                at: project.appendingPathComponent("reproduce.sh"), to: root.appendingPathComponent("kit/reproduce.sh"))
            for name in [
                "bash", "env", "sed", "head", "grep", "awk", "mktemp", "tee", "cat", "rm", "mkdir", "chmod", "dirname",
                "find", "readlink", "sh",
            ] {
                let path = try #require(
                    ["/usr/bin/", "/bin/"].map { $0 + name }.first(where: files.isExecutableFile(atPath:)))
                try files.createSymbolicLink(atPath: root.path + "/bin/" + name, withDestinationPath: path)
            }
            for case (let name, let body?) in tools {
                let path = root.path + "/bin/" + name
                try "#!/bin/bash\n\(body)\n".write(toFile: path, atomically: true, encoding: .utf8)
                try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
            }
            let process = Process()
            process.executableURL = root.appendingPathComponent("bin/bash")
            process.arguments =
                [
                    "-c",
                    "tools=$PATH; PATH=/usr/bin:/bin; cd ..\n\(prepare)\nPATH=$tools; cd \"$ELSEWHERE\"\n\(script) \"$@\"",
                    "bash",
                ] + arguments
            process.currentDirectoryURL = root.appendingPathComponent("elsewhere")
            process.environment = [
                "PATH": root.path + "/bin", "LOG": root.path + "/log", "ELSEWHERE": root.path + "/elsewhere",
            ].merging(environment) { $1 }
            let (output, errors) = (root.path + "/output", root.path + "/errors")
            for file in [output, errors, root.path + "/log"] { _ = files.createFile(atPath: file, contents: nil) }
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
            process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors))
            try process.run()
            process.waitUntilExit()
            func text(_ file: String) throws -> String {
                try String(contentsOfFile: file, encoding: .utf8).replacing(root.path, with: "")
            }
            return (process.terminationStatus, try text(output), try text(errors), try text(root.path + "/log"))
        }
    }

    @Test("builds, and hands on the arguments with paths as the caller meant them")
    func arguments() throws {
        let run = try Machine().run(["5", "--data", "own ratings", "--output=there", "--epochs", "3", "--quiet"])
        #expect(run.code == 0)
        #expect(
            run.output.hasPrefix(
                "[5][--data][/elsewhere/own ratings][--output][/elsewhere/there][--epochs][3][--quiet]\n"))
        #expect(run.log == "swift build -c release --product reproduce\n")
        #expect(
            run.errors
                == "Building; the first time takes a few minutes.\n  1 of 30 steps\n  10 of 30 steps\n  20 of 30 steps\n  30 of 30 steps\n"
        )
        #expect(
            try Machine().run(["13", "--export-splits", "splits", "--json=a.json"]).output
                .hasPrefix("[13][--export-splits][/elsewhere/splits][--json][/elsewhere/a.json]\n"))
        #expect(
            try Machine().run(["judge", "--threads", "2", "--quiet", "judge", "--data=d", "--seed=3", "--json", "/j"])
                .output.hasPrefix(
                    "[judge][--threads][2][--quiet][/elsewhere/judge][--data][/elsewhere/d][--seed=3][--json][/j]\n"))
        #expect(
            try Machine().run(["judge", "a", "b", "--per-user", "u", "--per-user=v", "/c"])
                .output.hasPrefix(
                    "[judge][/elsewhere/a][/elsewhere/b][--per-user][/elsewhere/u][--per-user][/elsewhere/v][/c]\n"))
        #expect(try Machine().run(["--kept", "k"]).output.hasPrefix("[--kept][/elsewhere/k]\n"))
        #expect(
            try Machine().run(["--ncf", "n", "--ncf=m"]).output.hasPrefix(
                "[--ncf][/elsewhere/n][--ncf][/elsewhere/m]\n"))
        #expect(try Machine().run(["--data"]).output.hasPrefix("[--data]\n"))
        #expect(try Machine().run([]).output.hasPrefix("[]\n"))
    }

    @Test(
        "one set of kernels and one thread, whatever the caller's environment says; the ratings from where the caller stands",
        arguments: [("x86_64", "Haswell"), ("aarch64", "ARMV8")])
    func environment(_ processor: String, _ kernels: String) throws {
        var machine = Machine()
        machine.tools["uname"] = "echo \(processor)"
        let run = try machine.run(
            ["1"],
            environment: [
                "OPENBLAS_CORETYPE": "Zen", "OPENBLAS_NUM_THREADS": "8", "MOVIELENS_1M": "ml-1m", "NCF_ML_1M": "ncf",
            ])
        #expect(run.output == "[1]\n\(kernels) 1 /elsewhere/ml-1m/elsewhere/ncf\n")
    }

    @Test("kept results are where the caller says", arguments: [("k", "/elsewhere/k"), ("/k", "/k"), ("", "")])
    func kept(_ given: String, _ meant: String) throws {
        #expect(try Machine().run(["1"], environment: ["VAE_KEPT": given]).output == "[1]\nHaswell 1 \(meant)\n")
    }

    @Test(
        "an empty path stays empty, for the program to refuse",
        arguments: ["data", "output", "export-splits", "json", "per-user", "kept"])
    func emptyPaths(_ option: String) throws {
        #expect(try Machine().run(["--\(option)", ""]).output.hasPrefix("[--\(option)][]\n"))
        #expect(try Machine().run(["--\(option)="]).output.hasPrefix("[--\(option)][]\n"))
        #expect(try Machine().run(["judge", ""]).output.hasPrefix("[judge][]\n"))
    }

    @Test(
        "by a link, a link to that, another shell, or with CDPATH, it runs in its own folder",
        arguments: [
            ("ln -s ../kit/reproduce.sh elsewhere/link", "./link"),
            ("ln -s kit/reproduce.sh a; ln -s ../a elsewhere/b", "./b"), ("", "sh ../kit/reproduce.sh"),
            ("ln -s ../kit/reproduce.sh elsewhere/link", "sh link"),
            (
                "ln -s ../kit elsewhere/kit; mkdir -p other/kit; export CDPATH=$PWD/other", "kit/reproduce.sh"
            ),
        ])
    func links(_ prepare: String, _ script: String) throws {
        let run = try Machine().run(["5", "--data", "mine"], prepare: prepare, script: script)
        #expect(run.code == 0 && run.output == "[5][--data][/elsewhere/mine]\nHaswell 1 \n")
        #expect(run.errors.hasPrefix("Building; the first time takes a few minutes.\n"))
    }

    @Test("a folder that was moved or copied after it was built is built anew, and one that was not is left alone")
    func moved() throws {
        let build = "mkdir -p kit/.build/release kit/.build/repositories; echo old > kit/.build/release/old; "
        let left = "[ -e ../kit/.build/release/old ] && echo left; [ -d ../kit/.build/repositories ] && echo fetched"
        var machine = Machine()
        machine.tools["git"] = "exit 0"
        for (made, isLeft) in [
            ("echo $PWD/kit > kit/.build/made-in; echo > kit/.build/release.yaml", true),
            ("echo \"  \\\"$PWD/kit/Sources\\\"\" > kit/.build/release.yaml", true),
            ("echo /before/kit > kit/.build/made-in; echo > kit/.build/release.yaml", false),
            ("echo \"  \\\"/before$PWD/kit/Sources\\\"\" > kit/.build/release.yaml", false),
        ] {
            let run = try machine.run(
                ["1"], prepare: build + made, script: "../kit/reproduce.sh \"$@\"; \(left); true")
            #expect(run.output.hasSuffix("Haswell 1 \n\(isLeft ? "left\n" : "")fetched\n"), "\(run.output)")
            #expect(
                run.errors.hasPrefix("This folder was copied or moved after it was built; building anew.\n") == !isLeft)
        }
    }

    @Test(
        "a place for temporary files that is none is called so",
        arguments: [("/none", "none"), ("/kit/reproduce.sh", "a file")])
    func temporaryFolder(_ place: String, _ found: String) throws {
        let run = try Machine().run(["1"], prepare: "export TMPDIR=$PWD\(place)")
        #expect(run.code == 1 && run.output.isEmpty && run.log.isEmpty)
        #expect(
            run.errors == "reproduce.sh: \(place): expected a folder for temporary files, found \(found); "
                + "make it, or set TMPDIR to another\n")
    }

    @Test("temporary files go where the caller says, from where the caller stands")
    func relativeTemporaryFolder() throws {
        let run = try Machine().run(["1"], prepare: "mkdir elsewhere/mine; export TMPDIR=mine")
        #expect(run.code == 0 && run.output == "[1]\nHaswell 1 \n")
    }

    @Test(
        "where nothing can be written, what was built runs, with a word where the sources are newer",
        .enabled(if: Disk.canBeMade, "needs a user who may mount a file system"),
        arguments: [("test", 1), ("1", 0), ("1 newer", 0), ("1 unchanged", 0), ("1 unbuilt", 1)])
    func readOnly(_ way: String, _ code: Int32) throws {
        let build = """
            mkdir -p kit/.build/release kit/Sources kit/chapters; touch kit/Package.swift kit/chapters/01-load.swift
            printf '%s\n' '#!/bin/bash' 'echo "[$*]"' > kit/.build/release/reproduce
            chmod +x kit/.build/release/reproduce
            """
        let more =
            [
                "1 newer": "sleep 0.01; touch kit/chapters/01-load.swift", "1 unbuilt": "rm -r kit/.build",
                "1 unchanged": "sleep 0.01; touch kit/chapters/01-load.swift; sleep 0.01; touch kit/.build/made-in",
            ][way] ?? ""
        let run = try Machine().run(
            [String(way.prefix { $0 != " " })], prepare: "\(build)\n\(more)",
            script:
                "/usr/bin/unshare -m /bin/bash -c 'PATH=/usr/bin:/bin mount --bind -o ro ../kit ../kit; exec ../kit/reproduce.sh \"$@\"' bash"
        )
        #expect(run.code == code && run.log.isEmpty, "\(run)")
        #expect(run.output == (code == 0 ? "[1]\n" : ""))
        let expected = [
            "test":
                "reproduce.sh: expected to write to /kit/.build, found that it refuses; test as its owner, or in a copy that is yours\n",
            "1": "", "1 unchanged": "",
            "1 newer":
                "The sources are newer than what was built in /kit, which cannot be written to; running what was built.\n",
            "1 unbuilt":
                "reproduce.sh: expected to write to /kit/.build, found that it refuses; build as its owner, or in a copy that is yours\n",
        ]
        #expect(run.errors == expected[way])
    }

    @Test("test runs the study, then builds and runs all tests")
    func tests() throws {
        let run = try Machine().run(["test"])
        #expect(run.code == 0)
        #expect(run.output == "[]\nHaswell 1 \n")
        #expect(
            run.log == """
                swift build -c release --product reproduce
                swift build -c release --product vae-reproductionPackageTests
                swift test -c release --disable-xctest --skip-build

                """)
    }

    @Test("test with arguments builds and runs the tests they choose, without the study and what only that needs")
    func chosenTests() throws {
        var machine = Machine()
        machine.tools["dpkg-query"] = "case \"$3\" in curl) exit 1 ;; *) echo 'install ok installed' ;; esac"
        let run = try machine.run(["test", "--filter", "Weave"])
        #expect(run.code == 0 && run.output.isEmpty)
        #expect(
            run.log == """
                swift build -c release --product vae-reproductionPackageTests
                swift test -c release --disable-xctest --skip-build --filter Weave

                """)
    }

    @Test(
        "Swift missing, too old, or not to be understood",
        arguments: [
            (nil, "none"), ("echo 'Swift version 5.10.1 (swift-5.10.1-RELEASE)'", "5.10"),
            ("echo development", "an unknown version"),
        ])
    func swift(_ body: String?, _ found: String) throws {
        var machine = Machine()
        machine.tools["swift"] = .some(body)
        let run = try machine.run([])
        #expect(run.code == 1 && run.output.isEmpty && run.log.isEmpty)
        #expect(
            run.errors == "reproduce.sh: expected Swift 6.0 or later, found \(found); "
                + "install it from https://www.swift.org/install/linux/\n")
    }

    @Test("a Swift that cannot run is quoted")
    func failingSwift() throws {
        var machine = Machine()
        machine.tools["swift"] = "echo 'error: no /proc' >&2; echo more; exit 1"
        let run = try machine.run([])
        #expect(run.code == 1 && run.output.isEmpty && run.log.isEmpty)
        #expect(
            run.errors
                == "reproduce.sh: expected a Swift that runs, found that 'swift --version' fails; mend that first: error: no /proc\n"
        )
    }

    @Test(
        "Swift is installed where it is missing and apt has it, even if its lists must be fetched first",
        arguments: [true, false])
    func installedSwift(_ isListed: Bool) throws {
        var machine = Machine()
        let tool = machine.tools["swift"] ?? nil
        let swift = try #require(tool)
        machine.tools["swift"] = .some(nil)
        machine.tools["git"] = .some(nil)
        machine.tools["dpkg-query"] = """
            case "$3" in swiftlang|git|ca-certificates) exit 1 ;; *) echo 'install ok installed' ;; esac
            """
        machine.tools["apt-cache"] =
            "[ ! -e \"${0%/*}/listed\" ] && \(!isListed) || echo 'swiftlang: Candidate: 6.0.3-2'"
        machine.tools["apt-get"] = """
            echo "apt-get $*" >> "$LOG"
            case "$1" in
            update) echo > "${0%/*}/listed" ;;
            install) echo '#!/bin/bash' > "${0%/*}/swift"; cat >> "${0%/*}/swift" <<'END'
            \(swift)
            END
                chmod +x "${0%/*}/swift" ;;
            esac
            """
        let run = try machine.run(["--offline"])
        #expect(run.code == 0 && run.errors.hasPrefix("Installing swiftlang git ca-certificates\n"))
        #expect(
            run.log.hasPrefix(
                (isListed ? "" : "apt-get update -qq\n") + "apt-get update -qq\n"
                    + "apt-get install -y --no-install-recommends swiftlang git ca-certificates -qq\nswift build"))
    }

    @Test("Swift is not installed where apt's own is too old", arguments: ["0", "1000"])
    func oldSwiftInApt(_ user: String) throws {
        var machine = Machine()
        machine.tools["swift"] = .some(nil)
        machine.tools["id"] = "echo \(user)"
        machine.tools["apt-cache"] = "echo '  Candidate: 5.6.3-2'"
        let run = try machine.run([])
        #expect(run.code == 1 && run.log == (user == "0" ? "apt-get update -qq\n" : ""))
        #expect(
            run.errors == "reproduce.sh: expected Swift 6.0 or later, found none; "
                + "install it from https://www.swift.org/install/linux/\n")
    }

    @Test("missing packages are installed as root")
    func asRoot() throws {
        var machine = Machine()
        machine.tools["dpkg-query"] =
            "case \"$3\" in libpng-dev|unzip) exit 1 ;; *) echo 'install ok installed' ;; esac"
        let run = try machine.run([])
        #expect(run.code == 0)
        #expect(run.errors.hasPrefix("Installing libpng-dev unzip\n"))
        #expect(
            run.log.hasPrefix(
                "apt-get update -qq\napt-get install -y --no-install-recommends libpng-dev unzip -qq\nswift build"))
    }

    @Test("missing packages are installed through sudo")
    func throughSudo() throws {
        var machine = Machine()
        machine.tools["dpkg-query"] = "case \"$3\" in libpng-dev) exit 1 ;; *) echo 'install ok installed' ;; esac"
        machine.tools["id"] = "echo 1000"
        machine.tools["sudo"] = "echo sudo >> \"$LOG\"; \"$@\""
        let run = try machine.run([])
        #expect(run.code == 0)
        #expect(
            run.log.hasPrefix(
                "sudo\napt-get update -qq\nsudo\napt-get install -y --no-install-recommends libpng-dev -qq\nswift build"
            ))
    }

    /// What every run needs.
    private let allPackages = "libcmark-gfm-dev libcmark-gfm-extensions-dev libopenblas-dev libpng-dev"

    @Test("without root or sudo the exact command is printed, and that is all")
    func neither() throws {
        var machine = Machine()
        machine.tools["dpkg-query"] = "exit 1"
        machine.tools["id"] = "echo 1000"
        let run = try machine.run(["--offline"])
        #expect(run.code == 1 && run.output.isEmpty && run.log.isEmpty)
        #expect(
            run.errors == "reproduce.sh: expected \(allPackages), found them missing; run as root: "
                + "apt-get update && apt-get install -y --no-install-recommends \(allPackages)\n")
    }

    @Test("apt that fails", arguments: ["update", "install"])
    func failingApt(_ command: String) throws {
        var machine = Machine()
        machine.tools["dpkg-query"] = "exit 1"
        machine.tools["apt-get"] = "[ \"$1\" != \(command) ]"
        let run = try machine.run(["list"])
        #expect(run.code == 1 && run.output.isEmpty)
        #expect(
            run.errors == "Installing \(allPackages)\n"
                + "reproduce.sh: could not run: apt-get install -y --no-install-recommends \(allPackages)\n"
        )
    }

    @Test(
        "what only a download needs is not asked for without one",
        arguments: [
            ["--offline"], ["5", "--data", "x"], ["5", "--data=x"], ["list"], ["--help"], ["completions", "bash"],
        ])
    func noDownload(_ arguments: [String]) throws {
        var machine = Machine()
        machine.tools["dpkg-query"] =
            "case \"$3\" in curl|unzip|ca-certificates) exit 1 ;; *) echo 'install ok installed' ;; esac"
        let run = try machine.run(arguments)
        #expect(run.code == 0 && !run.log.contains("apt-get"))
    }

    @Test("the tests need what a download needs, even where the ratings are")
    func toolsOfTests() throws {
        var machine = Machine()
        machine.tools["dpkg-query"] =
            "case \"$3\" in curl|unzip|ca-certificates) exit 1 ;; *) echo 'install ok installed' ;; esac"
        let run = try machine.run(["test"], environment: ["MOVIELENS_1M": "ml-1m"])
        #expect(run.errors.hasPrefix("Installing ca-certificates curl unzip\n"))
    }

    @Test("a build that fails shows what it said")
    func failingBuild() throws {
        var machine = Machine()
        machine.tools["swift"] =
            "case \"$1\" in --version) echo 'Swift version 6.0' ;; *) echo 'error: png.h: not found'; exit 1 ;; esac"
        let run = try machine.run(["1"])
        #expect(run.code == 1 && run.output.isEmpty)
        #expect(run.errors.hasSuffix("error: png.h: not found\nreproduce.sh: the build failed; see above\n"))
    }

    @Test("a build's warnings are shown, and nothing else that it says")
    func warnings() throws {
        var machine = Machine()
        let words = "/kit/a.swift:1:2: warning: unused\n1 | text of warning: no\nwarning: 'kit': found a file"
        machine.tools["swift"] = """
            case "$1" in
            --version) echo 'Swift version 6.0' ;;
            build)
                echo "\(words)"
                mkdir -p .build/release
                echo '#!/bin/bash' > .build/release/reproduce
                chmod +x .build/release/reproduce ;;
            esac
            """
        let run = try machine.run(["1"])
        #expect(run.code == 0)
        #expect(
            run.errors == """
                Building; the first time takes a few minutes.
                /kit/a.swift:1:2: warning: unused
                warning: 'kit': found a file

                """)
    }

    @Test("on another system than Debian the first build tells what it needs")
    func notDebian() throws {
        var machine = Machine()
        machine.tools["dpkg-query"] = .some(nil)
        let run = try machine.run(["1"])
        #expect(run.code == 0)
        #expect(
            run.errors.hasPrefix(
                "Neither Debian nor Ubuntu: install git, curl, unzip, cmark-gfm, OpenBLAS, libpng and zlib, with headers.\n"
            ))
    }
}
