import Formatting
import Testing

@Suite struct NumbersTests {
    @Test(
        "numbers with their leading digits",
        arguments: [(625, "625"), (23.4, "23"), (2.34, "2.3"), (0.625, "0.6"), (0.003, "0.003"), (0, "0")])
    func weights(value: Double, text: String) { #expect(leadingDigits(value) == text) }
}
