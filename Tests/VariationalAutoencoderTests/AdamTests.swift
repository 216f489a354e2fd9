import Testing
import VariationalAutoencoder

@Suite struct AdamTests {
    @Test("a state is found again among a checkpoint's tensors, and only a whole one")
    func state() throws {
        var tensors: [String: [Float]] = ["adam.first": [1, 2], "adam.second": [3, 4], "parameters": [5, 6]]
        let state = try #require(Adam.State(tensors: tensors, parameters: 2))
        tensors["parameters"] = nil
        #expect(state.tensors == tensors)
        #expect(Adam.State(tensors: tensors, parameters: 3) == nil)
        tensors["adam.second"] = [3]
        #expect(Adam.State(tensors: tensors, parameters: 2) == nil)
        tensors["adam.second"] = nil
        #expect(Adam.State(tensors: tensors, parameters: 2) == nil)
    }
}
