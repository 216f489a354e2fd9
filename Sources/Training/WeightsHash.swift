import Hashing
import VariationalAutoencoder

extension Model {
    /// The SHA-256 of the parameters in Keras's order and layout, as single-precision numbers.
    package var weightsHash: String {
        var hash = SHA256()
        for parameter in architecture.parameters {
            self[parameter].values.withUnsafeBytes { hash.update($0) }
        }
        return hash.finalize().hexadecimal
    }
}
