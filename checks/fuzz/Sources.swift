// One of the targets of fuzz.sh.
import Weave

/// Weaves arbitrary bytes as a chapter's source, with outputs at lines and under names that other bytes choose.
///
/// The first eight bytes are calls: each one's kind, name and line.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: start, count: count)
    guard bytes.count >= 8 else { return 0 }
    let source = String(decoding: bytes[8...], as: UTF8.self)
    let page = Page(
        chapter: "fuzz", references: [Reference("b", 1, .printed, .exactly, comparable: true)],
        mustHold: bytes[0] & 0x80 != 0)
    for byte in bytes[..<8] {
        let (name, line) = (["a", "b", "a figure"][Int(byte >> 3 & 3) % 3], 1 + Int(byte >> 5))
        switch byte & 7 {
        case 0: page.show(name, line: line)
        case 1: page.note(name, line, line: line)
        case 2: page.check("b", line, line: line)
        case 3: page.claim(name, true, line: line)
        case 4: page.condition(name, false, line: line)
        case 5: page.table(Table(columns: [name], rows: [["|"]]), line: line)
        case 6: try? page.figure("a.png", [], line: line)
        default: break
        }
    }
    var weaver = Weaver(footer: "Footer.", notice: "Notice.") { $0 == "a.swift" ? source : nil }
    weaver.deadLink = { prose in
        let lines = prose.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).count
        precondition(
            lines <= source.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).count,
            "prose has its source's lines")
        return prose.contains("](") ? DeadLink(line: lines, found: "a link", expected: "none") : nil
    }
    do throws(WeaveError) {
        let woven = try weaver.weave(source, file: "fuzz.swift", page: page)
        precondition(woven.hasSuffix("Footer.\n"), "a page ends with its footer")
    } catch {
        precondition(!error.description.contains("\n"), "an error has one line")
    }
    return 0
}
