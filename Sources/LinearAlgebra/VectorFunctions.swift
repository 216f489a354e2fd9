public import CVector

/// Eight single-precision numbers for SIMD arithmetic.
public typealias Float8 = SIMD8<Float>

/// `x · y + z`, rounded once.
@_transparent
public func fma(_ x: Float8, _ y: Float8, _ z: Float8) -> Float8 { vector_fma(x, y, z) }

/// `2ⁿ` for whole `n` from −126 to 127.
@usableFromInline @_transparent
func exp2(_ n: SIMD8<Int32>) -> Float8 { unsafeBitCast((n &+ 127) &<< 23, to: Float8.self) }

/// `x` limited to a range; NaN stays NaN.
@_transparent
public func limited(_ x: Float8, _ lower: Float, _ upper: Float) -> Float8 {
    let below = x.replacing(with: upper, where: x .> upper)
    return below.replacing(with: lower, where: below .< lower)
}

/// eʳ for `r` from −½ log 2 to ½ log 2, after Cephes `expf`.
@usableFromInline @_transparent
func expPolynomial(_ r: Float8) -> Float8 {
    var p = Float8(repeating: 1.987_569_150_0e-4)
    p = fma(p, r, Float8(repeating: 1.398_199_950_7e-3))
    p = fma(p, r, Float8(repeating: 8.333_451_907_3e-3))
    p = fma(p, r, Float8(repeating: 4.166_579_589_4e-2))
    p = fma(p, r, Float8(repeating: 1.666_666_545_9e-1))
    p = fma(p, r, Float8(repeating: 5.000_000_120_1e-1))
    return fma(p, r * r, r) + 1
}

/// eˣ by the kit's own polynomial (after Cephes `expf`), so that no libm decides a bit.
///
/// Largest error over all single-precision numbers: 1.02 units in the last place (ULP). Infinity above 88.73, zero
/// below −103.98, NaN for NaN.
@_transparent
public func exp(_ x: Float8) -> Float8 {
    // Beyond these the result is infinity or zero whatever x is; NaN passes both comparisons unchanged.
    let clamped = limited(x, -105, 90)
    // Adding 1.5 · 2²³ rounds to a whole number and leaves it in the low bits of the sum.
    let shifted = fma(clamped, Float8(repeating: 1.442_695_040_888_963_4), Float8(repeating: 12_582_912))
    let n = shifted - 12_582_912
    var r = fma(n, Float8(repeating: -0.693_359_375), clamped)
    r = fma(n, Float8(repeating: 2.121_944_400_5e-4), r)
    let y = expPolynomial(r)
    // Two factors, since 2ⁿ alone would leave the range of normal numbers at both ends.
    let whole = unsafeBitCast(shifted, to: SIMD8<Int32>.self) &- 0x4B40_0000
    let half = whole &>> 1
    return y * exp2(half) * exp2(whole &- half)
}

/// eˣ for `x` from −87 to 0, where the result is a normal number: the same as ``exp(_:)``, in fewer steps.
@_transparent
public func exp(ofNegative x: Float8) -> Float8 {
    let shifted = fma(x, Float8(repeating: 1.442_695_040_888_963_4), Float8(repeating: 12_582_912))
    let n = shifted - 12_582_912
    var r = fma(n, Float8(repeating: -0.693_359_375), x)
    r = fma(n, Float8(repeating: 2.121_944_400_5e-4), r)
    // The whole number's low bits, moved to the exponent's place and added there, multiply by 2ⁿ.
    let scale = unsafeBitCast(shifted, to: SIMD8<Int32>.self) &<< 23
    return unsafeBitCast(unsafeBitCast(expPolynomial(r), to: SIMD8<Int32>.self) &+ scale, to: Float8.self)
}

/// Natural logarithm by the kit's own polynomial (after Cephes `logf`).
///
/// Largest error over all positive single-precision numbers, subnormal ones too: 0.83 ULP. −∞ at zero, NaN below.
@_transparent
public func log(_ x: Float8) -> Float8 {
    let subnormal = x .< Float.leastNormalMagnitude
    let normal = x.replacing(with: x * 8_388_608, where: subnormal)
    let bits = unsafeBitCast(normal, to: SIMD8<Int32>.self)
    var exponent = vector_from_int((bits &>> 23) &- 126)
    exponent.replace(with: exponent - 23, where: subnormal)
    var m = unsafeBitCast((bits & 0x007F_FFFF) | 0x3F00_0000, to: Float8.self)
    let low = m .< 0.707_106_781_186_547_5
    exponent.replace(with: exponent - 1, where: low)
    m = m.replacing(with: m + m, where: low) - 1
    let square = m * m
    var p = Float8(repeating: 7.037_683_629_2e-2)
    p = fma(p, m, Float8(repeating: -1.151_461_031_0e-1))
    p = fma(p, m, Float8(repeating: 1.167_699_874_0e-1))
    p = fma(p, m, Float8(repeating: -1.242_014_084_6e-1))
    p = fma(p, m, Float8(repeating: 1.424_932_278_7e-1))
    p = fma(p, m, Float8(repeating: -1.666_805_766_5e-1))
    p = fma(p, m, Float8(repeating: 2.000_071_476_5e-1))
    p = fma(p, m, Float8(repeating: -2.499_999_399_3e-1))
    p = fma(p, m, Float8(repeating: 3.333_333_117_4e-1))
    var y = p * m * square
    y = fma(exponent, Float8(repeating: -2.121_944_400_5e-4), y)
    y = fma(square, Float8(repeating: -0.5), y)
    var result = fma(exponent, Float8(repeating: 0.693_359_375), m + y)
    result.replace(with: -Float.infinity, where: x .== 0)
    result.replace(with: Float.infinity, where: x .== .infinity)
    result.replace(with: Float.nan, where: (x .< 0) .| (x .!= x))
    return result
}

/// The logistic function σ(x) = 1 / (1 + e⁻ˣ).
///
/// Largest error over all single-precision numbers: 2.41 ULP.
@_transparent
public func sigmoid(_ x: Float8) -> Float8 {
    let e = exp(x.replacing(with: -x, where: x .> 0))
    return e.replacing(with: 1, where: x .>= 0) / (e + 1)
}

/// The hyperbolic tangent, after Cephes `tanhf`: a polynomial near zero, 1 − 2 / (e²ˣ + 1) beyond.
///
/// Largest error over all single-precision numbers: 1.34 ULP. ±1 for large arguments, NaN for NaN.
@_transparent
public func tanh(_ x: Float8) -> Float8 {
    let square = x * x
    var p = Float8(repeating: -5.704_988_727_45e-3)
    p = fma(p, square, Float8(repeating: 2.063_908_879_54e-2))
    p = fma(p, square, Float8(repeating: -5.373_971_555_31e-2))
    p = fma(p, square, Float8(repeating: 1.333_144_220_36e-1))
    p = fma(p, square, Float8(repeating: -3.333_328_194_22e-1))
    let near = fma(p * square, x, x)
    let magnitude = x.replacing(with: -x, where: x .< 0)
    let far = 1 - 2 / (exp(magnitude + magnitude) + 1)
    return near.replacing(with: far.replacing(with: -far, where: x .< 0), where: magnitude .>= 0.625)
}

/// √x, correctly rounded.
@_transparent
public func squareRoot(_ x: Float8) -> Float8 { vector_sqrt(x) }

/// The eight numbers at an address, which need not be aligned.
@_transparent
public func load(_ address: UnsafePointer<Float>) -> Float8 {
    UnsafeRawPointer(address).loadUnaligned(as: Float8.self)
}

/// Writes eight numbers at an address, which need not be aligned.
@_transparent
public func store(_ values: Float8, _ address: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(address).storeBytes(of: values, as: Float8.self)
}
