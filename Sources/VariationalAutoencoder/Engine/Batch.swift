import LinearAlgebra

/// The rows of a click matrix that are processed together.
///
/// The encoder is called on them once for each dropout mask, and the rows of a second call follow those of the first.
/// The first call's z gives everything but the divergence, which the last call gives.
struct Batch {
    /// The rows of the matrix, in the batch's order.
    private let users: ArraySlice<Int>
    fileprivate let calls: Int
    private let rowStarts: [Int]
    private let ones: UnsafeBufferPointer<Int32>
    /// The number of clicks in all rows before each, call after call; then the number of all clicks.
    let clickStarts: [Int]

    fileprivate init(_ users: ArraySlice<Int>, calls: Int, rowStarts: [Int], ones: UnsafeBufferPointer<Int32>) {
        self.users = users
        self.calls = calls
        self.rowStarts = rowStarts
        self.ones = ones
        var starts = [0]
        starts.reserveCapacity(calls * users.count + 1)
        for user in repeatElement(users, count: calls).joined() {
            starts.append(starts[starts.count - 1] + rowStarts[user + 1] - rowStarts[user])
        }
        clickStarts = starts
    }

    /// The number of users, `B`.
    var count: Int { users.count }

    /// The number of rows of all calls.
    var rows: Int { calls * count }

    /// The items of a user of the batch, ascending.
    func items(_ user: Int) -> UnsafeBufferPointer<Int32> {
        let user = users[users.startIndex + user]
        return UnsafeBufferPointer(rebasing: ones[rowStarts[user]..<rowStarts[user + 1]])
    }

    /// The clicks of a user of the batch on some items.
    func clicks(_ user: Int, in columns: Range<Int>) -> Clicks {
        let items = items(user)
        let first = items.partitioningIndex { Int($0) >= columns.lowerBound }
        let end = items.partitioningIndex { Int($0) >= columns.upperBound }
        return Clicks(
            items: UnsafeBufferPointer(rebasing: items[first..<end]), first: columns.lowerBound, total: items.count)
    }

    /// Blocks of up to 64 rows, call after call.
    var rowBlocks: [RowBlock] {
        (0..<calls).flatMap { call in
            (0..<count).blocks(of: 64).map { RowBlock(users: $0, call: call, of: self) }
        }
    }
}

/// Rows of one call that are processed together.
struct RowBlock {
    /// The users' positions in the batch.
    let users: Range<Int>
    /// Their rows among those of all calls.
    let rows: Range<Int>
    let call: Int
    /// Whether these rows give z, and whether they give the divergence.
    let givesLatent, givesDivergence: Bool

    fileprivate init(users: Range<Int>, call: Int, of batch: Batch) {
        self.users = users
        self.call = call
        rows = call * batch.count + users.lowerBound..<call * batch.count + users.upperBound
        (givesLatent, givesDivergence) = (call == 0, call == batch.calls - 1)
    }
}

extension BinaryMatrix {
    /// Calls `body` with a batch of some rows, valid until it returns.
    func withBatch(_ users: ArraySlice<Int>, calls: Int = 1, _ body: (Batch) -> Void) {
        columnIndices.withUnsafeBufferPointer {
            body(Batch(users, calls: calls, rowStarts: rowStarts, ones: $0))
        }
    }
}
