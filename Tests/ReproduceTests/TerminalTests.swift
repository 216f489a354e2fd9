import Foundation
import Testing

/// The built program on a terminal.
@Suite struct TerminalTests {
    /// What the program writes to a terminal of so many columns.
    private func screen(_ arguments: [String], columns: UInt16 = 100, environment: [String: String] = [:]) throws
        -> String
    {
        let own = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        var (lock, number) = (Int32(0), Int32(0))
        // TIOCSPTLCK and TIOCGPTN, whose macros Swift cannot read: unlock the other end, and tell its number.
        try #require(own >= 0 && ioctl(own, 0x4004_5431, &lock) == 0 && ioctl(own, 0x8004_5430, &number) == 0)
        let other = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
        try #require(other >= 0)
        var size = winsize(ws_row: 30, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        #expect(ioctl(other, UInt(TIOCSWINSZ), &size) == 0)
        let run = try Workplace().run(
            arguments, environment: environment, terminal: FileHandle(fileDescriptor: other, closeOnDealloc: false))
        #expect(run.code == 0)
        close(other)
        // All that was written waits in the terminal's buffer, and reading on after the last of it is an error.
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while case let count = read(own, &buffer, buffer.count), count > 0 { text += buffer[..<count] }
        close(own)
        return String(decoding: text, as: UTF8.self)
    }

    @Test("progress stays on one line, which gives way to what was done")
    func oneLine() throws {
        let screen = try screen(["9", "--offline", "--epochs", "2"])
        #expect(
            screen.contains("\r\u{1B}[2K09-train  train with early stopping\r\u{1B}[2K09-train  epoch 1/2  loss 0."))
        #expect(screen.contains("\r\u{1B}[2K09-train  epoch 2/2  loss 0."))
        #expect(screen.contains("\u{1B}[1mSynthetic ratings:\u{1B}[0m"))
        // Three lines stay: what the ratings are, how long it took and what was done.
        let lines = screen.split(separator: "\r\n")
        #expect(lines.count == 3)
        #expect(lines.dropFirst().first?.contains(" s left\r\u{1B}[2KTook ") == true)
        #expect(lines.last?.hasPrefix("1 page written; ") == true)
    }

    @Test("progress never wraps")
    func narrow() throws {
        let screen = try screen(["9", "--offline", "--epochs", "1"], columns: 24)
        let shown = screen.split(separator: "\u{1B}[2K").map { $0.prefix { $0 != "\r" && $0 != "\r\n" } }
        #expect(shown.contains { $0.hasPrefix("09-train  epoch 1/1  lo") && $0.count == 23 })
        #expect(shown.contains("09-train  train with ea"))
    }

    @Test("NO_COLOR and a dumb terminal are honoured")
    func noColour() throws {
        let plain = try screen(["1", "--offline"], environment: ["NO_COLOR": "1"])
        #expect(plain.contains("\u{1B}[2K") && !plain.contains("\u{1B}[1m"))
        #expect(try !screen(["1", "--offline"], environment: ["TERM": "dumb"]).contains("\u{1B}"))
    }
}
