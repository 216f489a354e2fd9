// One of the targets of fuzz.sh.
@testable import Interactions

/// Reads arbitrary bytes as ratings or as titles. The first byte says how, the others are the file.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard count > 0 else { return 0 }
    let choice = start[0]
    let file = UnsafeRawBufferPointer(start: start + 1, count: count - 1)
    if choice & 0x80 != 0 { readTitles(file, choice) } else { readRatings(file, choice) }
    return 0
}

private func readRatings(_ file: UnsafeRawBufferPointer, _ choice: UInt8) {
    let rules: [DuplicateRule?] = [nil, .first, .last, .highest]
    let columns = ["user=1,item=2", "user=2,item=1,rating=3,time=4", "user=a,item=b,rating=rating"]
    let column = Int(choice >> 2 & 3)
    let options = ReadingOptions(
        columns: column == 0 ? nil : try? ColumnChoice(columns[column - 1]), duplicates: rules[Int(choice & 3)])
    do throws(RatingsError) {
        try withUnpacked(file, named: "fuzz", limit: 1 << 16) { text throws(RatingsError) in
            let read = try parseRatings(text, named: "fuzz", options: options, threads: 1 + Int(choice >> 4 & 3))
            check(read.ratings)
            if options == ReadingOptions() { compare(read.ratings, with: text) }
        }
    } catch {
        precondition(!error.description.contains("\n"), "an error has one line")
    }
}

/// Checks what everybody who works on ratings relies on.
private func check(_ ratings: Ratings) {
    precondition(ratings.count > 0, "a file without ratings is an error")
    for (codes, ids) in [(ratings.users, ratings.userIDs), (ratings.movies, ratings.movieIDs)] {
        precondition(codes.count == ratings.count && codes.allSatisfy { $0 >= 0 }, "every rating has a code")
        if case .listed(let texts) = ids {
            precondition(codes.allSatisfy { Int($0) < texts.count }, "every code has an id")
            precondition(Set(codes).count == texts.count, "every id is in use")
        }
    }
    precondition(ratings.stars?.allSatisfy(\.isFinite) ?? true, "ratings are numbers")
    _ = (ratings.range, ratings.countsByHalfStar)
    precondition(Repeats(of: ratings) == nil, "no pair is left twice")
}

/// Reads the file again with the general reader alone.
private func compare(_ ratings: Ratings, with file: UnsafeRawBufferPointer) {
    var end = file.count
    while end > 0, file[end - 1] == newline || file[end - 1] == carriageReturn { end -= 1 }
    let text = UnsafeRawBufferPointer(rebasing: file[..<end])
    let start = text.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    guard let found = try? findForm(of: text, from: start, named: "fuzz", columns: nil),
        let read = try? GeneralReader(bytes: text, found: found, isStrict: false).read()
    else { preconditionFailure("what was read can be read again") }
    precondition(read.ratings == ratings, "both readers read the same")
}

private func readTitles(_ file: UnsafeRawBufferPointer, _ choice: UInt8) {
    let separators: [[Separator]] = [[.colons], [.comma, .semicolon, .tab], [.bar]]
    let titles = MovieTitles(file, named: "fuzz", separators: separators[Int(choice & 3) % 3])
    precondition(titles.warning?.contains("\n") != true, "a warning has one line")
    _ = titles.byCode(of: .numbers)
    _ = titles.byCode(of: .listed(["1", "a"]))
}
