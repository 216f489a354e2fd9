import LinearAlgebra
import Pages
import Testing

@Suite struct DiagnosePageTests {
    @Test("the user to look at is the first with so many clicks")
    func user() {
        let clicks = BinaryMatrix(columns: 5, rows: [[0, 2, 3], [1, 2], [4]])
        #expect(firstUser(with: 2...3, clicksIn: clicks) == 0)
        #expect(firstUser(with: 1...2, clicksIn: clicks) == 1)
        #expect(firstUser(with: 4...9, clicksIn: clicks) == nil)
    }

    @Test("Adam's memory of the first gradient: all of it at once, and √(0.001 · 0.999 / 0.001999) after two updates")
    func adam() {
        #expect(abs(memory(after: 1) - 100) < 1e-9)
        #expect(abs(memory(after: 2) - 70.693) < 0.001)
    }
}
