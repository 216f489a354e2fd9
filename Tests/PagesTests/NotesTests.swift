import Pages
import Testing
import Weave

@Suite struct NotesTests {
    @Test("every value is noted and every measurement recorded, in order and on the caller's line")
    func recorded() {
        let page = Page()
        page.note(["users": "3", "movies": "4"] + Notes([("share", "5")]))
        page.record([("recall", 0.5), ("NDCG", 0.25)])
        let found = page.outputs.map { output in
            switch output.content {
            case .note(let name, let value): "\(output.call) \(name) \(value)"
            case .record(let name, let value): "\(output.call) \(name) \(value)"
            default: "something else"
            }
        }
        #expect(found.prefix(3) == ["note users 3", "note movies 4", "note share 5"])
        #expect(found.dropFirst(3).map { $0.prefix(11) } == ["record reca", "record NDCG"])
        #expect(Set(page.outputs.map(\.line)).count == 2)
    }

    @Test("a silent page works out neither")
    func silent() {
        var count = 0
        func notes() -> Notes {
            count += 1
            return [:]
        }
        func measurements() -> Measurements {
            count += 1
            return []
        }
        Page.silent.note(notes())
        Page.silent.record(measurements())
        #expect(count == 0)
    }
}
