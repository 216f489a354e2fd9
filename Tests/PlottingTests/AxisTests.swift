import Plotting
import Testing

@Suite struct AxisTests {
    func values(_ range: ClosedRange<Double>, _ count: Int) -> [Double] {
        linearTicks(range, count: count).map(\.value)
    }
    func labels(_ range: ClosedRange<Double>, _ count: Int) -> [String] {
        linearTicks(range, count: count).map(\.label)
    }

    @Test("linear ticks step by one, two or five")
    func linear() {
        #expect(values(0...1, 6) == [0, 0.2, 0.4, 0.6, 0.8, 1])
        #expect(values(0...44, 10) == [0, 5, 10, 15, 20, 25, 30, 35, 40])
        #expect(values(0.19...0.37, 5) == [0.2, 0.25, 0.3, 0.35])
        #expect(values(-3...3, 7) == [-3, -2, -1, 0, 1, 2, 3])
        #expect(values(0...348_971, 8) == [0, 50_000, 100_000, 150_000, 200_000, 250_000, 300_000])
        #expect(values(0...0.0074, 5) == [0, 0.002, 0.004, 0.006])
    }

    @Test("labels of an axis have the same decimals")
    func decimals() {
        #expect(labels(0...1, 6) == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"])
        #expect(labels(-0.1...0.1, 5) == ["−0.10", "−0.05", "0.00", "0.05", "0.10"])
        #expect(labels(0...3533, 4) == ["0", "1,000", "2,000", "3,000"])
        #expect(labels(0...3e-8, 4) == ["0", "1×10⁻⁸", "2×10⁻⁸", "3×10⁻⁸"])
    }

    @Test(
        "ticks lie in range and are few enough",
        arguments: [0...1, -7.3...912.4, 0.35...0.351, 1e-9...2e-9, 1e9...1e12, -5 ... -4.99])
    func tickRange(_ range: ClosedRange<Double>) {
        for count in 2...12 {
            let ticks = values(range, count)
            #expect(ticks.count <= count)
            let slack = (range.upperBound - range.lowerBound) * 1e-6
            #expect(ticks.allSatisfy { $0 >= range.lowerBound - slack && $0 <= range.upperBound + slack })
        }
    }

    @Test("logarithmic ticks are decades")
    func logarithmic() {
        let ticks = logarithmicTicks(1...3000, count: 8)
        #expect(ticks.filter { !$0.label.isEmpty }.map(\.value) == [1, 10, 100, 1000])
        #expect(ticks.filter { !$0.label.isEmpty }.map(\.label) == ["1", "10", "100", "1,000"])
        #expect(ticks.map(\.value).contains(2000) && !ticks.map(\.value).contains(4000))
    }

    @Test("logarithmic labels suit their range")
    func decadeLabels() {
        func labels(_ range: ClosedRange<Double>) -> [String] {
            logarithmicTicks(range, count: 8).map(\.label).filter { !$0.isEmpty }
        }
        #expect(labels(0.001...0.2) == ["0.001", "0.01", "0.1"])
        #expect(labels(1e-7...1e-4) == ["10⁻⁷", "10⁻⁶", "10⁻⁵", "10⁻⁴"])
        #expect(labels(1...30) == ["1", "2", "5", "10", "20"])
        #expect(labels(3...4).count >= 2)
    }

    @Test("numbers are plain")
    func numbers() {
        #expect(numeral(1_000_209) == "1,000,209")
        #expect(numeral(574_376) == "574,376")
        #expect(numeral(0.030460775604905534, decimals: 4) == "0.0305")
        #expect(numeral(-12.5, decimals: 1) == "−12.5")
        #expect(numeral(-0.001, decimals: 2) == "0.00")
        #expect(numeral(0) == "0")
        #expect(numeral(.nan) == "nan")
    }
}
