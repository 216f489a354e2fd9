import LinearAlgebra

/// The first `count` numbers at an address, at most eight, and zeros after them.
@_transparent
func partial(_ address: UnsafePointer<Float>, _ count: Int) -> Float8 {
    if count == 8 { return load(address) }
    var values = Float8()
    for index in 0..<count { values[index] = address[index] }
    return values
}

/// The first `count` numbers at an address, at most eight, and zeros after them.
@_transparent
func partial(_ address: UnsafeMutablePointer<Float>, _ count: Int) -> Float8 { partial(UnsafePointer(address), count) }

/// Writes the first `count` of eight numbers at an address.
@_transparent
func store(_ values: Float8, _ address: UnsafeMutablePointer<Float>, _ count: Int) {
    if count == 8 {
        store(values, address)
    } else {
        for index in 0..<count { address[index] = values[index] }
    }
}
