import Foundation
import Testing

/// The built program, run as a reader runs it.
@Suite struct CommandTests {
    @Test("--help tells the arguments, the options, their defaults and where ratings come from")
    func help() throws {
        let workplace = try Workplace()
        let run = try workplace.run(["--help"])
        #expect(try workplace.run(["-h"]) == run && workplace.run(["5", "--help"]) == run)
        #expect(run.code == 0 && run.errors.isEmpty)
        let options = [
            "--data <path>", "--synthetic <synthetic>", "--offline", "--output <dir>", "--export-splits <dir>",
            "--threads <n>", "--quiet", "--check", "--seed <n>",
            "--threshold <rating>", "--minimum <n>", "--withheld <share>", "--hidden <n>", "--latent <n>",
            "--dropout <share>",
            "--anneal-cap <beta>", "--anneal-steps <n>", "--epochs <n>", "--batch-size <n>", "--learning-rate <rate>",
            "--patience <n>", "--seeds <a-b>", "--share <i/n>",
        ]
        for option in options { #expect(run.output.contains("  \(option)"), "\(option)") }
        for text in [
            "./reproduce.sh [<chapter> ...] [<options>]", "05-split", "$MOVIELENS_1M", "(default: 42)",
            "(default: 0.001)", "out/", "list",
        ] {
            #expect(run.output.contains(text), "\(text)")
        }
    }

    @Test("list prints every chapter with a line")
    func list() throws {
        let run = try Workplace().run(["list"])
        #expect(run.code == 0 && run.errors.isEmpty)
        #expect(
            run.output == """
                01-load       read the ratings and identify them
                02-binarize   turn ratings into clicks, and clicks into a matrix
                03-filter     drop movies and users with too few clicks
                04-shuffle    put movies and users in NumPy's random order
                05-split      set users aside for validation and test
                06-mask       withhold some of the movies from the inputs
                07-model      define the variational autoencoder
                08-anneal     schedule the weight of the divergence
                09-train      train with early stopping
                10-evaluate   measure recall and NDCG on the test users
                11-diagnose   ask what the model has learnt, beside popularity
                12-repair     change one thing at a time, and see what makes it learn
                13-paper      the paper's own models and protocol, and strong baselines, on the same users
                14-seeds      train under many seeds, and see how sure a published number is
                15-published  hold the models against what others printed on NCF's test set of the same ratings

                """)
    }

    @Test(
        "wrong usage is 64, with a line that says what was expected",
        arguments: [
            (["nonsense"], "there is no chapter \"nonsense\"; './reproduce.sh list' prints them"),
            (["5", "11x"], "there is no chapter \"11x\""),
            (["--nonsense"], "Unknown option '--nonsense'"),
            (["--data"], "Missing value for '--data <path>'"),
            (["--epochs", "0"], "--epochs 0: expected 1 to 100,000"),
            (["--epochs", "many"], "The value 'many' is invalid for '--epochs <n>'"),
            (["--threads", "0"], "--threads 0: expected 1 to 1024"),
            (["--seed=-1"], "The value '-1' is invalid for '--seed <n>'"),
            (["--threshold", "inf"], "--threshold inf: expected a number"),
            (["--minimum=-1"], "--minimum -1: expected 0 to 1,000,000 clicks"),
            (["--withheld", "1.5"], "--withheld 1.5: expected a share from 0 to 1"),
            (["--withheld", "nan"], "--withheld nan: expected a share from 0 to 1"),
            (["--dropout", "1"], "--dropout 1.0: expected a share from 0 to below 1"),
            (["--latent", "0"], "--latent 0: expected 1 to 16,384 dimensions"),
            (["--learning-rate", "0"], "--learning-rate 0: expected more than 0"),
            (["--synthetic", "ml-2m"], "The value 'ml-2m' is invalid for '--synthetic <synthetic>'"),
            (
                ["--columns", "who=1"],
                "The value 'who=1' is invalid for '--columns <columns>': expected columns such as user=NAME,item=NAME,"
                    + "rating=NAME,time=NAME, each once, by name or number, found \"who=1\""
            ),
            (["--duplicates", "any"], "The value 'any' is invalid for '--duplicates <rule>'"),
            (
                ["--synthetic", "ml-1m", "--duplicates", "first"],
                "--columns and --duplicates are about a ratings file; leave out --synthetic"
            ),
            (["--data", "x", "--synthetic", "ml-1m"], "--data and --synthetic exclude each other; leave one out"),
            (["--check", "--epochs", "3"], "--check compares with the notebook's settings; leave out --epochs"),
            (["--kept", ""], "--kept: expected a path, found an empty one"),
            (["contest", "--kept", ""], "--kept: expected a path, found an empty one"),
            (["judge", "x", "--kept", ""], "--kept: expected a path, found an empty one"),
            (["judge", ""], "<file>: expected a path, found an empty one"),
            (["judge", "x", "--json", ""], "--json: expected a path, found an empty one"),
            (["judge", "x", "--per-user", ""], "--per-user: expected a path, found an empty one"),
            (["judge", "x", "y", ""], "<file>: expected a path, found an empty one"),
            (["judge", "x", "--json", "y", "--per-user", "y"], "--json and --per-user name the same file; name two"),
            (["completions", "tcsh"], "The value 'tcsh' is invalid for '<shell>'"),
            (["completions"], "Missing expected argument '<shell>'"),
            (["contest", "--output", ""], "--output: expected a path, found an empty one"),
            (["--check", "--kept", "x"], "--check uses nothing that is kept; leave out --kept"),
            (["--check", "--output", "x"], "--check writes nothing; leave out --output"),
            (
                ["--seeds", "9-3"],
                "The value '9-3' is invalid for '--seeds <a-b>': expected seeds such as 0-19, found 9-3"
            ),
            (
                ["--share", "3"],
                "The value '3' is invalid for '--share <i/n>': expected a share such as 3/16, from 1/16 to 16/16, found \"3\""
            ),
            (["--share", "/16"], "The value '/16' is invalid for '--share <i/n>'"),
            (["--share", "0/16"], "The value '0/16' is invalid for '--share <i/n>'"),
            (["--share", "17/16"], "The value '17/16' is invalid for '--share <i/n>'"),
            (["--share=-1/-1"], "The value '-1/-1' is invalid for '--share <i/n>'"),
            (["--share", "1/21"], "--share 1/21: expected at most 20 shares, as many as --seeds 0-19 has seeds"),
            (
                ["--share", "1/2", "--seeds", "7"],
                "--share 1/2: expected at most 1 share, as many as --seeds 7 has seeds"
            ),
            (["14", "5", "--share", "1/2"], "--share trains for 14-seeds alone; leave out 5"),
            (["--share", "1/2", "--output", "x"], "--share writes no pages; leave out --output"),
            (
                ["--share", "1/2", "--check"],
                "--share keeps what it trains, and --check uses nothing that is kept; leave out one of them"
            ),
            (["--check", "--export-splits", "x"], "--check writes nothing; leave out --export-splits"),
        ])
    func usage(_ arguments: [String], _ message: String) throws {
        let workplace = try Workplace()
        let run = try workplace.run(arguments)
        #expect(run.code == 64)
        #expect(run.output.isEmpty)
        #expect(run.errors.hasPrefix("Error: \(message)"), "\(run.errors)")
        #expect(!FileManager.default.fileExists(atPath: workplace.path("out")))
    }

    @Test(
        "arguments that cannot be read end the program, and run nothing",
        .enabled(if: Disk.canBeMade, "needs a user who may mount a file system"))
    func noArguments() throws {
        let workplace = try Workplace()
        let run = try workplace.start(
            ["list"], shell: #"exec unshare -m bash -c 'mount -t tmpfs none /proc; exec "$@"' bash "$@""#
        ).finish()
        #expect(run.code == 1 && run.output.isEmpty)
        #expect(
            run.errors == "reproduce: expected to read its arguments from /proc/self/cmdline, found none; mount /proc,"
                + " and run again\n")
    }

    @Test("a malformed line is named in one line, with 1, and nothing is written")
    func badData() throws {
        let workplace = try Workplace()
        try workplace.write("1::1193::5::978300760\n1::661::3::978302109\n1:914:3:978301968\n", to: "some/ratings.dat")
        let run = try workplace.run(["--data", "some", "--output", "there"])
        #expect(run.code == 1)
        #expect(run.output.isEmpty)
        let error = try #require(run.errors.split(separator: "\n").last)
        #expect(
            error.hasPrefix("reproduce: ")
                && error.hasSuffix(
                    "ratings.dat:3: expected user::movie::rating::timestamp, found \"1:914:3:978301968\""),
            "\(error)")
        #expect(!FileManager.default.fileExists(atPath: workplace.path("there")))
    }

    @Test(
        "options say how to read ratings, and an error in what they bring has one line",
        arguments: [
            (["--columns", "user=a,item=b"], "the column \"a\" of --columns"),
            ([], "columns named user and item or the like"),
            (
                ["--columns", "user=who,item=what,rating=how"],
                "the only repeated pair; keep one of each with --duplicates"
            ),
            (
                ["--columns", "user=who,item=what,rating=how", "--duplicates", "last"],
                "threshold: expected ratings of 4 or more, found ratings from 2 to 3; set --threshold within them"
            ),
        ])
    func readingOptions(_ arguments: [String], _ message: String) throws {
        let workplace = try Workplace()
        try workplace.write("who,what,how\nann,m1,1\nann,m1,2\nbob,m1,3\n", to: "mine.csv")
        let run = try workplace.run(["--data", "mine.csv", "--quiet"] + arguments)
        #expect(run.code == 1)
        #expect(run.errors.contains(message) && run.errors.split(separator: "\n").count == 1, "\(run.errors)")
    }

    @Test("titles that cannot be read are told, and the run goes on")
    func titlesWarning() throws {
        let workplace = try Workplace()
        try workplace.write("1,2,5\n", to: "mine/ratings.csv")
        try workplace.write("movieId,title\nbad\n", to: "mine/movies.csv")
        let run = try workplace.run(["--data", "mine", "1"])
        #expect(run.errors.contains("Warning: movies.csv:2: expected a movie's id and title, found \"bad\""))
        #expect(!run.errors.contains("reproduce: movies.csv"))
    }

    @Test("ratings that are not there")
    func missingData() throws {
        let run = try Workplace().run(["--data", "nowhere", "--quiet"])
        #expect(run.code == 1)
        #expect(
            run.errors
                == "reproduce: nowhere: expected a ratings file or a folder that holds one, found nothing; check the path\n"
        )
    }

    @Test("too few users to split")
    func fewUsers() throws {
        let workplace = try Workplace()
        let lines = (1...20).flatMap { user in (1...20).map { "\(user)::\($0)::5::1\n" } }
        try workplace.write(lines.joined(), to: "ratings.dat")
        let run = try workplace.run(["--data", "ratings.dat", "--quiet"])
        #expect(run.code == 1)
        #expect(run.errors.hasPrefix("reproduce: ") && run.errors.split(separator: "\n").count == 1, "\(run.errors)")
        // The chapters before it have their pages, and say that it has none.
        let pages = try workplace.tree("out").filter { $0.key.hasSuffix(".md") }
        #expect(pages.keys.contains { $0.hasSuffix("04-shuffle.md") })
        let split = try #require(pages.first { $0.key.hasSuffix("05-split.md") })
        #expect(String(decoding: split.value, as: UTF8.self).contains("has not been run"))
    }

    @Test("a folder that cannot be written")
    func unwritable() throws {
        let workplace = try Workplace()
        try workplace.write("in the way", to: "there")
        let run = try workplace.run(["1", "--offline", "--quiet", "--output", "there"])
        #expect(run.code == 1)
        #expect(run.errors.hasPrefix("reproduce: ") && run.errors.split(separator: "\n").count == 1, "\(run.errors)")
        #expect(run.errors.contains("could not be written: Not a directory"))
        #expect(try String(contentsOfFile: workplace.path("there"), encoding: .utf8) == "in the way")
    }

    @Test("quiet says nothing, and writes the page and its figures")
    func quiet() throws {
        let workplace = try Workplace()
        let run = try workplace.run(["split", "02-binarize", "--offline", "--quiet", "--output", "there"])
        #expect(run == (0, "", ""))
        #expect(
            try workplace.tree("there").keys.sorted() == [
                "book.html", "chapters/01-load.md", "chapters/02-binarize.md", "chapters/03-filter.md",
                "chapters/04-shuffle.md",
                "chapters/05-split.md", "chapters/06-mask.md", "chapters/README.md", "chapters/results.json",
                "figures/02-ratings.csv", "figures/02-ratings.png",
            ])
        // The pages that these two link to say that their chapters have not been run.
        #expect(try workplace.text("there/chapters/06-mask.md").contains("has not been run"))
        #expect(try workplace.text("there/chapters/05-split.md").contains("# 5 · Split\n"))
        let book = try workplace.text("there/book.html")
        #expect(
            book.contains("<li><a href=\"#05-split\">5 · Split</a>") && book.contains("6 · Mask <small>not run</small>")
        )
    }

    @Test("--export-splits writes what the paper's code reads, for whatever chapter ran")
    func exportSplits() throws {
        let workplace = try Workplace()
        let arguments = ["5", "--offline", "--quiet", "--output", "there", "--export-splits", "splits"]
        #expect(try workplace.run(arguments) == (0, "", ""))
        let files = try workplace.tree("splits").mapValues {
            String(decoding: $0, as: UTF8.self).split(separator: "\n")
        }
        let names = ["train.csv", "validation_tr.csv", "validation_te.csv", "test_tr.csv", "test_te.csv"]
        #expect(files.keys.sorted() == (names + ["unique_sid.txt", "README.md"]).sorted())
        #expect(names.allSatisfy { files[$0]?.first == "uid,sid" })
        // Train, validation and test users of chapter 5, numbered in that order.
        let users = names.map { Set((files[$0] ?? []).dropFirst().compactMap { Int($0.prefix { $0 != "," }) }) }
        #expect(users[0] == Set(0..<4834))
        #expect(users[1] == Set(4834..<5434) && users[2].isSubset(of: users[1]))
        #expect(users[3] == Set(5434..<6034) && users[4].isSubset(of: users[3]))
        // Its own README may be replaced, and nobody else's.
        #expect(try workplace.run(arguments) == (0, "", ""))
        try workplace.write("# Mine\n", to: "splits/README.md")
        let refused = try workplace.run(arguments)
        #expect(refused.code == 1)
        #expect(
            refused.errors == "reproduce: splits/README.md: expected none, or that of exported splits, found another; "
                + "name another folder with --export-splits\n")
        #expect(try workplace.text("splits/README.md") == "# Mine\n")
    }

    @Test(
        "elsewhere than on a terminal there are plain lines: each chapter, and each epoch with what a reader waits for")
    func plainLines() throws {
        let workplace = try Workplace()
        let run = try workplace.run(["9", "--offline", "--epochs", "3"])
        #expect(run.code == 0 && run.output.isEmpty)
        #expect(!run.errors.contains("\u{1B}") && !run.errors.contains("\r"))
        let lines = run.errors.split(separator: "\n").map(String.init)
        #expect(lines.contains("Synthetic ratings: 1000209, made up by the kit; results are not the notebook's."))
        #expect(lines.contains("09-train  train with early stopping"))
        let epochs = lines.filter { $0.contains("  epoch ") }
        #expect(epochs.count == 3)
        #expect(
            epochs.last?.contains(
                /^09-train  epoch 3\/3  loss \d\.\d{4}  validation \d\.\d{4}  recall@20 \d\.\d{4}  about 0 s left$/)
                == true)
        // Nothing printed is compared on made-up ratings: only the page's formulas with the engine.
        #expect(
            lines.last
                == "1 page written; numbers that hold: printed 0 of 0, implied 0 of 0, rerun 0 of 0, the kit against "
                + "itself 2 of 2. Begin at out/synthetic-ratings-epochs-3/chapters/README.md, or read "
                + "out/synthetic-ratings-epochs-3/book.html in a browser.")
        #expect(try workplace.tree("out/synthetic-ratings-epochs-3")["weights.safetensors"] != nil)
        #expect(try workplace.tree("out/synthetic-ratings-epochs-3")["history.csv"] != nil)
    }

    @Test("a number that does not hold is told and makes the exit 1, after everything has been written")
    func failure() throws {
        let workplace = try Workplace()
        let arguments = ["split", "--offline", "--quiet", "--output", "there"]
        #expect(try workplace.run(arguments).code == 0)
        let before = try workplace.tree("there")
        // Another chapter's number, as an earlier run of it might have left it.
        let row = """
            [{"because": null, "chapter": "10-evaluate", "kind": "printed", "measured": 0.2, "name": "recall@20",
              "reference": 0.3, "tolerance": null, "verdict": "fails"}]
            """
        try workplace.write(row, to: "there/chapters/results.json")
        let run = try workplace.run(arguments)
        #expect(run.code == 1)
        #expect(run.errors == "does not hold: 10-evaluate, recall@20: printed 0.3, measured 0.2\n")
        let after = try workplace.tree("there")
        #expect(after.keys == before.keys)
        #expect(after["chapters/05-split.md"] == before["chapters/05-split.md"])
        #expect(
            String(decoding: after["chapters/README.md"] ?? Data(), as: UTF8.self).contains(
                "| 0.3 | 0.2 | exactly | ✗ fails |"))
        #expect(String(decoding: after["chapters/results.json"] ?? Data(), as: UTF8.self).contains("\"train shape\""))
    }

    @Test(
        "progress that nobody can be told ends no run, and goes into no file",
        arguments: ["exec 2>&-", "exec 2>/dev/full", "exec 2> >(true); sleep 0.1", "exec 0<&- 1>&- 2>&-"])
    func standardErrorIsGone(_ shell: String) throws {
        let workplace = try Workplace()
        let arguments = ["split", "--offline", "--output", "there"]
        #expect(try workplace.run(arguments).code == 0)
        let before = try workplace.tree("there")
        try FileManager.default.removeItem(atPath: workplace.path("there"))
        #expect(try workplace.start(arguments, shell: shell).finish().code == 0)
        #expect(try workplace.tree("there") == before)
    }

    @Test("a limit of memory that is too low is told at once: OpenBLAS would wait for ever")
    func memory() throws {
        let run = try Workplace().start(["1", "--synthetic", "ml-1m", "--threads", "3"], shell: "ulimit -v 600000")
            .finish()
        #expect(run.code == 1 && run.output.isEmpty)
        #expect(
            run.errors == "reproduce: memory: expected to be allowed 1152 MB of address space for 3 threads, "
                + "found a limit of 585 MB; raise it (ulimit -v), or use fewer --threads\n")
    }

    @Test("what was asked for and cannot be printed is told")
    func standardOutputIsFull() throws {
        let run = try Workplace().start(["list"], shell: "exec >/dev/full").finish()
        #expect(run.code == 1)
        #expect(run.errors == "reproduce: standard output could not be written: No space left on device\n")
        #expect(try Workplace().start(["list"], shell: "exec > >(true); sleep 0.1").finish().code == 0)
    }

    @Test(
        "a training that diverges names epoch, batch and the setting to lower, and writes no page of it",
        arguments: [
            (["--learning-rate", "1000"], "lower --learning-rate, which is 1000.0"),
            (["--dropout", "0.999"], "lower --dropout, which is 0.999"),
        ])
    func divergence(_ options: [String], _ advice: String) throws {
        let workplace = try Workplace()
        let run = try workplace.run(["9", "--offline", "--quiet", "--output", "there"] + options)
        #expect(run.code == 1)
        #expect(
            run.errors.wholeMatch(
                of: /reproduce: training: expected a finite loss, found none in batch \d+ of epoch \d+; .*\n/) != nil
                && run.errors.contains(advice), "\(run.errors)")
        #expect(!FileManager.default.fileExists(atPath: workplace.path("there")))
    }

    @Test("a hint names the command as it is typed")
    func hint() throws {
        let run = try Workplace().run(["--epochs", "many"])
        #expect(
            run.code == 64 && run.errors.hasSuffix("See './reproduce.sh --help' for more information.\n"),
            "\(run.errors)")
    }

    @Test("earlier results that are damaged are named, and everything stays as it was")
    func damagedResults() throws {
        let workplace = try Workplace()
        let arguments = ["split", "--offline", "--quiet", "--output", "there"]
        #expect(try workplace.run(arguments).code == 0)
        try workplace.write("[{]", to: "there/chapters/results.json")
        let before = try workplace.tree("there")
        let run = try workplace.run(arguments)
        #expect(run.code == 1)
        #expect(
            run.errors
                == "reproduce: there/chapters/results.json: expected a list of scorecard rows, found something else; "
                + "delete it and run every chapter again\n")
        #expect(try workplace.tree("there") == before)
    }

    @Test("whatever kernels the caller asks OpenBLAS for, the bytes are the same")
    func kernels() throws {
        var trees: [[String: Data]] = []
        for environment in [
            [:], ["OPENBLAS_CORETYPE": "Sandybridge", "OPENBLAS_NUM_THREADS": "8"], ["OPENBLAS_CORETYPE": ""],
        ] {
            let workplace = try Workplace()
            let run = try workplace.run(
                ["10", "9", "--offline", "--quiet", "--epochs", "1", "--output", "there"], environment: environment)
            #expect(run.code == 0)
            trees.append(try workplace.tree("there"))
        }
        #expect(trees[0]["weights.safetensors"] != nil)
        #expect(trees[1] == trees[0] && trees[2] == trees[0])
    }
}
