import Hashing
import Testing

@Suite struct ChecksumTests {
    /// Two rounds of the four chains, and a rest.
    private let bytes = (0..<77).map { UInt8($0 * 37 % 251) }

    private func checksum(_ bytes: [UInt8]) -> UInt64 { bytes.withUnsafeBytes { Hashing.checksum($0) } }

    @Test("no changed bit goes unseen, wherever it is")
    func bits() {
        for place in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[place] ^= 1 << UInt8(bit)
                #expect(checksum(changed) != checksum(bytes), "bit \(bit) of byte \(place)")
            }
        }
    }

    @Test("zeros at the end count")
    func length() {
        #expect(Set((0...64).map { checksum([UInt8](repeating: 0, count: $0)) }).count == 65)
    }

    @Test("what was sealed once stays valid; made with Python's whole numbers")
    func pinned() {
        #expect(checksum(bytes) == 0xAAD0_6ADC_33F5_CEC1)
    }
}
