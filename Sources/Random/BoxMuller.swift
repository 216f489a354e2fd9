/// Two standard normal numbers from two random words, as TensorFlow's `BoxMullerFloat` computes them.
///
/// Source: `core/lib/random/random_distributions.h`; Box and Muller 1958.
package func boxMuller(_ radius: UInt32, _ angle: UInt32) -> (Float, Float) {
    let r = (-2 * glibcLog(max(unit(radius), 1e-7))).squareRoot()
    let (sine, cosine) = glibcSineAndCosine(Float(2 * Double.pi * Double(unit(angle))))
    return (r * sine, r * cosine)
}

// TensorFlow calls the C library, whose last bit differs between versions. These two are the functions of glibc since
// 2.28, operation by operation, so that every machine draws what the recorded runs drew.

/// log x for a positive, normal `x`, as glibc's `logf`.
///
/// Source: `sysdeps/ieee754/flt-32/e_logf.c`, from ARM's optimized routines.
package func glibcLog(_ x: Float) -> Float {
    let bits = x.bitPattern
    // x = 2ᵏ z, and 1/c is about 1/z for the sixteenth of the range that z lies in.
    let offset = bits &- 0x3F33_0000
    let (inverse, logarithm) = logTable[Int(offset >> 19 & 15)]
    let k = Double(Int32(bitPattern: offset) >> 23)
    let z = Double(Float(bitPattern: bits &- offset & 0xFF80_0000))
    let r = z * inverse - 1
    let start = logarithm + k * 0x1.62e42fefa39efp-1
    let square = r * r
    let y = -0x1.00ea348b88334p-2 * square + (0x1.5575b0be00b6ap-2 * r + -0x1.ffffef20a4123p-2)
    return Float(y * square + (start + r))
}

/// 1/c and log c.
private let logTable = [
    (0x1.661ec79f8f3bep+0, -0x1.57bf7808caadep-2), (0x1.571ed4aaf883dp+0, -0x1.2bef0a7c06ddbp-2),
    (0x1.49539f0f010bp+0, -0x1.01eae7f513a67p-2), (0x1.3c995b0b80385p+0, -0x1.b31d8a68224e9p-3),
    (0x1.30d190c8864a5p+0, -0x1.6574f0ac07758p-3), (0x1.25e227b0b8eap+0, -0x1.1aa2bc79c81p-3),
    (0x1.1bb4a4a1a343fp+0, -0x1.a4e76ce8c0e5ep-4), (0x1.12358f08ae5bap+0, -0x1.1973c5a611cccp-4),
    (0x1.0953f419900a7p+0, -0x1.252f438e10c1ep-5), (0x1p+0, 0x0p+0),
    (0x1.e608cfd9a47acp-1, 0x1.aa5aa5df25984p-5), (0x1.ca4b31f026aap-1, 0x1.c5e53aa362eb4p-4),
    (0x1.b2036576afce6p-1, 0x1.526e57720db08p-3), (0x1.9c2d163a1aa2dp-1, 0x1.bc2860d22477p-3),
    (0x1.886e6037841edp-1, 0x1.1058bc8a07ee1p-2), (0x1.767dcf5534862p-1, 0x1.4043057b6ee09p-2),
]

/// The sine and cosine of an angle from 0 to below 120, as glibc's `sincosf`.
///
/// Source: `sysdeps/ieee754/flt-32/s_sincosf.c`, from ARM's optimized routines.
package func glibcSineAndCosine(_ angle: Float) -> (sine: Float, cosine: Float) {
    // The nearest whole number of quarter turns, and what is left.
    let quarters = (Int(Double(angle) * 0x1.45F306DC9C883p+23) + 0x80_0000) >> 24
    let rest = Double(angle) - Double(quarters) * 0x1.921FB54442D18p0
    let x = quarters & 3 == 1 || quarters & 3 == 2 ? -rest : rest
    let sign: Double = quarters & 2 == 0 ? 1 : -1
    let x2 = rest * rest
    let (x3, x4) = (x2 * x, x2 * x2)
    let sine = (x + x3 * -0x1.555545995a603p-3) + x3 * x2 * (0x1.1107605230bc4p-7 + x2 * -0x1.994eb3774cf24p-13)
    // The cosine's sign is exact at every step, so it may come last.
    let low = (1 + x2 * -0x1.ffffffd0c621cp-2) + x4 * 0x1.55553e1068f19p-5
    let cosine = sign * (low + x4 * x2 * (-0x1.6c087e89a359dp-10 + x2 * 0x1.99343027bf8c3p-16))
    return quarters & 1 == 0 ? (Float(sine), Float(cosine)) : (Float(cosine), Float(sine))
}
