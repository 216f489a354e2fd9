import Formatting
import Testing

@Suite struct NumbersTests {
    @Test(
        "numbers with their leading digits",
        arguments: [(625, "625"), (23.4, "23"), (2.34, "2.3"), (0.625, "0.6"), (0.003, "0.003"), (0, "0")])
    func weights(value: Double, text: String) { #expect(leadingDigits(value) == text) }

    @Test("a limit is rounded up to what a page shows", arguments: [(0.00331, 0.0034), (0.0034, 0.0034), (0, 0)])
    func limits(value: Double, limit: Double) { #expect(roundedUp(value) == limit) }
}
