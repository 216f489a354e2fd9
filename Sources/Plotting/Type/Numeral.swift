/// A number with `decimals` decimals, thousands separators and a true minus sign.
///
/// Halves are rounded away from zero. A number that is not finite or has more than 15 digits is written as Swift writes
/// it.
package func numeral(_ value: Double, decimals: Int = 0) -> String {
    precondition(decimals >= 0, "a number has no fewer than no decimals")
    let scaled = (value.magnitude * powerOfTen(decimals)).rounded()
    guard scaled.isFinite, scaled < 1e15 else { return "\(value)" }
    let digits = String(Int(scaled))
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let whole = padded.dropLast(decimals)
    var grouped = ""
    for (index, digit) in whole.enumerated() {
        if index > 0, (whole.count - index) % 3 == 0 { grouped.append(",") }
        grouped.append(digit)
    }
    let fraction = decimals > 0 ? "." + padded.suffix(decimals) : ""
    return (value < 0 && scaled > 0 ? "−" : "") + grouped + fraction
}

/// A power of ten with superscript digits, such as 10⁻³.
func raisedPowerOfTen(_ exponent: Int) -> String {
    let raised = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    let digits = String(exponent.magnitude).compactMap { $0.wholeNumberValue }.map { raised[$0] }
    return "10" + (exponent < 0 ? "⁻" : "") + String(digits)
}

/// Ten to a whole power; correctly rounded for the exponents -22...22.
func powerOfTen(_ exponent: Int) -> Double {
    var power = 1.0
    for _ in 0..<exponent.magnitude { power *= 10 }
    return exponent < 0 ? 1 / power : power
}

/// The decimal logarithm of a positive number to about 1e-14, by IEEE arithmetic alone, so that no
/// machine's mathematics library moves a pixel.
func decimalLogarithm(_ x: Double) -> Double {
    precondition(x > 0, "a logarithm is of a positive number")
    var (significand, exponent) = (x.significand, Double(x.exponent))
    if significand > 1.4142135623730951 {
        significand /= 2
        exponent += 1
    }
    // ln m = 2 (s + s³/3 + s⁵/5 + …) with s = (m − 1)/(m + 1), here at most 0.172.
    let s = (significand - 1) / (significand + 1)
    var sum = 0.0
    for term in stride(from: 21.0, through: 1, by: -2) { sum = sum * s * s + 1 / term }
    return (2 * s * sum + exponent * 0.6931471805599453) / 2.302585092994046
}
