import Foundation
import Testing

/// What a server sends to whoever asks.
struct Answer: Sendable, CustomTestStringConvertible {
    let head: String
    let zeros: Int
    let waits: Bool

    /// - Parameters:
    ///   - head: The first bytes.
    ///   - zeros: How many bytes follow.
    ///   - waits: Whether the connection stays open after them.
    init(_ head: String, thenBytes zeros: Int = 0, thenWaits waits: Bool = false) {
        self.head = head
        self.zeros = zeros
        self.waits = waits
    }

    var testDescription: String { head.split(separator: "\r\n").first.map(String.init) ?? "nothing" }
}

/// A server on this machine that sends the same answer to every request, until it is let go of.
final class Server: Sendable {
    let address: String
    private let socket: Int32

    /// - Throws: `POSIXError` where no port can be had.
    init(_ answer: Answer) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let (socket, size) = (socket, length)
        let isListening = withUnsafeMutablePointer(to: &name) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, size) == 0 && getsockname(socket, $0, &length) == 0 && listen(socket, 8) == 0
            }
        }
        guard isListening else { throw POSIXError(.EADDRNOTAVAIL) }
        address = "http://127.0.0.1:\(UInt16(bigEndian: name.sin_port))/ml-1m.zip"
        Thread.detachNewThread {
            while case let connection = accept(socket, nil, nil), connection >= 0 { serve(answer, connection) }
        }
    }

    deinit {
        shutdown(socket, Int32(SHUT_RDWR))
        close(socket)
    }
}

private func serve(_ answer: Answer, _ connection: Int32) {
    var request = [UInt8](repeating: 0, count: 4096)
    _ = recv(connection, &request, request.count, 0)
    var rest = Array(answer.head.utf8)
    var zeros = answer.zeros
    while !rest.isEmpty {
        let sent = send(connection, rest, rest.count, Int32(MSG_NOSIGNAL))
        guard sent > 0 else { break }
        rest.removeFirst(sent)
        if rest.isEmpty, zeros > 0 {
            rest = [UInt8](repeating: 0, count: min(zeros, 1 << 16))
            zeros -= rest.count
        }
    }
    // Whoever waits here is the first to go.
    if answer.waits { _ = recv(connection, &request, request.count, 0) }
    close(connection)
}
