// One of the targets of fuzz.sh.
@testable import Cache
import Foundation
import Study
import Training
import VariationalAutoencoder

/// A recipe of a model as small as those of the corpus.
private let recipe: Recipe = {
    var settings = Settings()
    (settings.hidden, settings.latent) = (2, 1)
    return settings.recipe(items: 3)
}()

/// Reads arbitrary bytes as weights, as a kept training and as a checkpoint.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    do {
        let file = try SafeTensors(bytes: [UInt8](UnsafeBufferPointer(start: start, count: count)))
        let again = try? SafeTensors(bytes: file.bytes())
        precondition(again.map { same($0, file) } == true, "what was read can be written and read again")
        precondition(!file.isSealed(for: "fuzz"), "a seal is not found by chance")
        precondition(file.sealed(for: "fuzz").isSealed(for: "fuzz"), "a seal is found again")
        _ = try? Training(file, recipe.architecture)
        let model = try Model(file)
        precondition(same(model.safeTensors, file, metadata: false), "a model has the tensors that it was made of")
    } catch let error as SafeTensorsError {
        precondition(!error.description.contains("\n"), "an error has one line")
    } catch {
        preconditionFailure("\(error)")
    }
    return 0
}

/// Whether files hold the same bits: numbers that are not finite may be among them.
private func same(_ one: SafeTensors, _ other: SafeTensors, metadata: Bool = true) -> Bool {
    guard !metadata || one.metadata == other.metadata && one.tensors.count == other.tensors.count else { return false }
    return one.tensors.allSatisfy { name, tensor in
        guard let twin = other.tensors[name], twin.shape == tensor.shape else { return false }
        return twin.values.map(\.bitPattern) == tensor.values.map(\.bitPattern)
    }
}
