/// The quantile of ascending values at a share in 0…1, with linear interpolation, as NumPy's `quantile`.
func quantile(_ ascending: [Double], _ share: Double) -> Double {
    let position = share * Double(ascending.count - 1)
    let below = Int(position.rounded(.down))
    let above = min(below + 1, ascending.count - 1)
    return ascending[below] + (position - Double(below)) * (ascending[above] - ascending[below])
}
