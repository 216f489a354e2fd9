import Foundation
import Testing

/// What people get who bring ratings of their own.
@Suite("own ratings", .tags(.slow)) struct OwnRatingsTests {
    /// 120 users of 40 movies with titles; everybody likes those of their own half.
    private func workplace(users: Int = 120, movies: Int = 40, suffix: String = "") throws -> Workplace {
        let workplace = try Workplace()
        var lines = ["userId,movieId,rating"]
        for user in 1...users {
            for step in 0..<min(12, movies / 2) {
                let movie = user % 2 * (movies / 2) + (user * 7 + step * 3) % (movies / 2) + 1
                lines.append("u\(user),\(movie),\(step == 0 ? 2 : 5)\(suffix)")
            }
        }
        try workplace.write(lines.joined(separator: "\n") + "\n", to: "mine/ratings.csv")
        let titles = (1...movies).map { "\($0),\"Film \($0), or *so*\",Drama" }
        try workplace.write((["movieId,title,genres"] + titles).joined(separator: "\n") + "\n", to: "mine/movies.csv")
        return workplace
    }

    private let short = ["--epochs", "2", "--batch-size", "16", "--quiet", "--output", "out", "--data", "mine"]
    private let split = ["--validation-users", "10%", "--test-users", "15"]

    @Test("chapters 1 to 4 need no split, and 5 says which options set it")
    func noSplit() throws {
        let workplace = try workplace()
        #expect(try workplace.run(["1", "2", "3", "4"] + short) == (0, "", ""))
        let run = try workplace.run(["5"] + short)
        #expect(run.code == 1)
        #expect(
            run.errors
                == "reproduce: 05-split: expected users to train on, to validate on and to test on, found 120 in all "
                + "(--minimum leaves that many of 120 with a click), to set 600 aside for validation and 600 for test; "
                + "set other numbers or shares with --validation-users and --test-users\n")
        #expect(try workplace.run(["5"] + short + split) == (0, "", ""))
        let page = try workplace.text("out/chapters/05-split.md")
        #expect(page.contains("(40, 93)\n(40, 12)\n(40, 15)"))
    }

    @Test("a filter that leaves nothing says which option does")
    func nothingLeft() throws {
        let run = try workplace().run(["3", "--minimum", "1000"] + short)
        #expect(run.code == 1)
        #expect(
            run.errors
                == "reproduce: 03-filter: expected users with at least 1000 clicks, found none among 120 users and "
                + "40 movies; lower --minimum\n")
    }

    @Test("--user is shown what four models recommend, by title, without what was clicked")
    func user() throws {
        let workplace = try workplace()
        #expect(try workplace.run(["11", "--user", "u7"] + short + split) == (0, "", ""))
        let page = try workplace.text("out/chapters/11-diagnose.md")
        let section = try #require(page.components(separatedBy: "## User u7\n").last)
        let header = "| liked | the notebook's model | the repaired model | popularity | EASE |"
        let table = try #require(section.components(separatedBy: header).last)
        let rows = table.split(separator: "\n").dropFirst().prefix { $0.hasPrefix("|") }
        let cells = rows.map { $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
        #expect(cells.count == 10 && cells[0][0] == "Film 33, or \\*so\\*")
        let liked = Set(cells.map { $0[0] })
        #expect(cells.allSatisfy { $0[1...].allSatisfy { $0.hasPrefix("Film ") && !liked.contains($0) } })
        let unknown = try workplace.run(["11", "--user", "u700"] + short + split)
        #expect(unknown.code == 1)
        #expect(
            unknown.errors
                == "reproduce: --user u700: expected the id of a user in the ratings, such as u1, found none like it\n")
    }

    @Test("items.csv has the weights' columns, and --recommend writes titles for every test user")
    func takeHome() throws {
        let workplace = try workplace()
        #expect(try workplace.run(["9", "--recommend", "3"] + short + split) == (0, "", ""))
        let items = try workplace.text("out/items.csv").split(separator: "\n")
        #expect(items.count == 41 && items[0] == "column,item,title")
        let fields = items[1].split(separator: ",", maxSplits: 2)
        #expect(fields[0] == "0" && fields[2] == "\"Film \(fields[1]), or *so*\"")
        let rows = try workplace.text("out/recommendations.csv").split(separator: "\n")
        #expect(rows.count == 1 + 3 * 15 && rows[0] == "user,rank,item,title,score")
        #expect(Set(rows.dropFirst().map { $0.prefix { $0 != "," } }).count == 15)
    }

    @Test("a folder with pages of other settings is replaced whole, and no link leads nowhere")
    func replaced() throws {
        let workplace = try workplace()
        #expect(try workplace.run(["6", "9"] + short + split) == (0, "", ""))
        try workplace.write("kept", to: "out/notes.txt")
        #expect(try workplace.run(["2", "--threshold", "3"] + short) == (0, "", ""))
        let files = try workplace.tree("out").keys.filter { !$0.hasPrefix("kept/") }.sorted()
        #expect(
            files == [
                "book.html", "chapters/01-load.md", "chapters/02-binarize.md", "chapters/03-filter.md",
                "chapters/README.md", "chapters/results.json", "figures/02-ratings.csv", "figures/02-ratings.png",
                "notes.txt",
            ])
        for file in files where file.hasSuffix(".md") {
            let page = try workplace.text("out/\(file)")
            for link in page.matches(of: /\]\(([^)#:]+)\)/) {
                #expect(files.contains(normalized("chapters/\(link.1)")), "\(file) links to \(link.1)")
            }
        }
    }

    @Test("fifteen movies: no recall at 20 and more, and every page says so")
    func fifteenMovies() throws {
        let workplace = try workplace(users: 200, movies: 16)
        let all = ["--seeds", "0-1", "--paper-epochs", "1"]
        #expect(try workplace.run(short + split + all) == (0, "", ""))
        for page in ["09-train", "10-evaluate", "11-diagnose", "12-repair", "13-paper", "14-seeds"] {
            let text = try workplace.text("out/chapters/\(page).md")
            #expect(!text.contains(/recall@(20|50|100)[^0-9\/]*[01]\.[0-9]/), "\(page)")
            #expect(!text.contains("NDCG@100"), "\(page)")
        }
        let page = try workplace.text("out/chapters/13-paper.md")
        #expect(page.contains("| Model | NDCG@16 | Seeds | SD of seeds | Above Mult-VAE | Verdict |"))
        #expect(page.contains("recall@20/50/100 is not shown"))
    }

    @Test("where nothing is withheld, nothing is counted among it")
    func nothingWithheld() throws {
        let workplace = try workplace()
        let all = ["--seeds", "0-1", "--withheld", "0"]
        #expect(try workplace.run(["6", "11", "12"] + short + split + all) == (0, "", ""))
        #expect(try workplace.text("out/chapters/06-mask.md").contains("So nothing is hidden from anybody"))
        #expect(try workplace.text("out/chapters/11-diagnose.md").contains("Here that is nothing."))
        let rows = try workplace.text("out/chapters/12-repair.md").split(separator: "\n").map {
            $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        #expect(rows.first { $0.first == "popularity" && $0.count > 4 }?[2] == "–")
        #expect(rows.first { $0.first == "as published" && $0.count > 4 }?[2] == "–")
    }

    @Test("a command that is printed can be pasted: quoted, and with every option")
    func pasted() throws {
        let workplace = try workplace()
        try FileManager.default.moveItem(atPath: workplace.path("mine"), toPath: workplace.path("my own"))
        let run = try workplace.run(
            ["--share", "1/2", "--seeds", "0-1", "--epochs", "1", "--batch-size", "16", "--data", "my own"] + split
                + ["--duplicates", "last", "--columns", "user=userId,item=movieId,rating=rating"])
        #expect(run.code == 0)
        let command =
            "./reproduce.sh 14 --data 'my own' --columns user=userId,item=movieId,rating=rating --duplicates last "
            + "--validation-users 10% --test-users 15 --epochs 1 --batch-size 16 --seeds 0-1"
        #expect(run.errors.hasSuffix("\n\(command)\n"), "\(run.errors)")
    }

    @Test("pages of other ratings never go where the tracked ones are")
    func trackedPages() throws {
        let workplace = try workplace()
        let run = try workplace.run(["2", "--quiet", "--data", "mine", "--output", "."])
        #expect(run.code == 1 && run.errors.contains("found the project's own with the notebook's pages"))
        #expect(try workplace.run(["2", "--data", "mine", "--output", ""]).code == 64)
    }
}

/// A path without `..`.
private func normalized(_ path: String) -> String {
    path.split(separator: "/").reduce(into: [Substring]()) { parts, part in
        if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }.joined(separator: "/")
}
