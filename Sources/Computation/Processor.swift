import Foundation

/// What the processor can do.
package enum Processor {
    /// Whether it has the parts of AVX-512 that OpenBLAS's kernels need.
    package static let hasAVX512: Bool = {
        guard let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8),
            let flags = text.split(separator: "\n").first(where: { $0.hasPrefix("flags") })
        else { return false }
        let known = Set(flags.split(separator: " "))
        return ["avx512f", "avx512bw", "avx512dq", "avx512vl", "avx512cd"].allSatisfy { known.contains(Substring($0)) }
    }()

    /// Variables of the environment with which a process should begin that computes with OpenBLAS, which reads them
    /// when it is loaded: before 0.3.22 it does not know newer AMD processors and would leave AVX-512 unused.
    package static var environment: [String: String] { hasAVX512 ? ["OPENBLAS_CORETYPE": "SkylakeX"] : [:] }

    /// The same for processes that compute for chapters, where OpenBLAS's own threads would only wait: it computes on those
    /// that call it.
    package static var chapterEnvironment: [String: String] {
        environment.merging(["OPENBLAS_NUM_THREADS": "1"]) { own, _ in own }
    }

    /// Begins the running program anew with ``environment``, where that is not in force already. Does nothing where it
    /// cannot: the program then computes more slowly.
    package static func adoptEnvironment() {
        let missing = environment.filter { ProcessInfo.processInfo.environment[$0.key] == nil }
        guard !missing.isEmpty else { return }
        for (name, value) in missing { setenv(name, value, 1) }
        var arguments = CommandLine.arguments.map { strdup($0) } + [nil]
        execv("/proc/self/exe", &arguments)
        for argument in arguments { free(argument) }
    }
}
