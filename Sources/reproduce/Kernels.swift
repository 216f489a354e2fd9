import Foundation

/// Restarts the program with an environment in which OpenBLAS uses one thread, and the same kernels on every processor
/// of an architecture.
///
/// OpenBLAS reads its environment when it is loaded, before this program's own code runs.
func fixMatrixProductKernels() {
    #if arch(x86_64)
        let wanted = ["OPENBLAS_CORETYPE": "Haswell", "OPENBLAS_NUM_THREADS": "1"]
    #elseif arch(arm64)
        let wanted = ["OPENBLAS_CORETYPE": "ARMV8", "OPENBLAS_NUM_THREADS": "1"]
    #else
        let wanted = ["OPENBLAS_NUM_THREADS": "1"]
    #endif
    let environment = ProcessInfo.processInfo.environment
    if wanted.allSatisfy({ environment[$0.key] == $0.value }) { return }
    for (name, value) in wanted { setenv(name, value, 1) }
    var arguments = CommandLine.arguments.map { strdup($0) } + [nil]
    execv("/proc/self/exe", &arguments)
    // If the program cannot be restarted, it continues; only speed and last digits may differ.
}
