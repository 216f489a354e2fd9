/// The first `count` numbers at an address, at most eight, and zeros after them.
@_transparent
public func partial(_ address: UnsafePointer<Float>, _ count: Int) -> Float8 {
    if count == 8 { return load(address) }
    var values = Float8()
    for index in 0..<count { values[index] = address[index] }
    return values
}

/// The first `count` numbers at an address, at most eight, and zeros after them.
@_transparent
public func partial(_ address: UnsafeMutablePointer<Float>, _ count: Int) -> Float8 {
    partial(UnsafePointer(address), count)
}

/// Writes the first `count` of eight numbers at an address.
@_transparent
public func store(_ values: Float8, _ address: UnsafeMutablePointer<Float>, _ count: Int) {
    if count == 8 {
        store(values, address)
    } else {
        for index in 0..<count { address[index] = values[index] }
    }
}

/// Replaces numbers, eight at a time, by what `body` returns for them, their place and their number.
@inlinable @inline(__always)
public func forEachVector(
    of values: UnsafeMutablePointer<Float>, _ count: Int, _ body: (Float8, _ place: Int, _ lanes: Int) -> Float8
) {
    let whole = count & ~7
    var place = 0
    while place < whole {
        store(body(load(UnsafePointer(values + place)), place, 8), values + place)
        place &+= 8
    }
    if place < count {
        let lanes = count &- place
        store(body(partial(values + place, lanes), place, lanes), values + place, lanes)
    }
}
