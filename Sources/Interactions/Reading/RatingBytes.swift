extension [UInt8] {
    /// Appends a whole number's decimal digits.
    ///
    /// - Precondition: the number is not negative.
    mutating func append(decimal number: some BinaryInteger) {
        let start = count
        var rest = UInt64(number)
        repeat {
            append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        self[start...].reverse()
    }

    /// Appends a rating: `5` or `3.5`.
    mutating func append(halfStars: UInt8) {
        append(UInt8(ascii: "0") + halfStars / 2)
        if halfStars % 2 == 1 {
            append(UInt8(ascii: "."))
            append(UInt8(ascii: "5"))
        }
    }

    /// Appends a rating in the fewest decimals that tell it: `5`, `3.5` or `3.75`.
    mutating func append(stars: Double) {
        let halfStars = 2 * stars
        if 0..<20 ~= halfStars, halfStars == halfStars.rounded(.down) {
            append(halfStars: UInt8(halfStars))
        } else {
            let text = "\(stars)"
            append(contentsOf: (text.hasSuffix(".0") ? text.dropLast(2) : text[...]).utf8)
        }
    }

    /// Appends what stands between two fields.
    mutating func append(_ separator: Separator) {
        for _ in 0..<separator.byte.count { append(separator.byte.byte) }
    }
}
