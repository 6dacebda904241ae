import Foundation

/// Stands for the code of the named modules of the running program.
///
/// The fingerprint is over the object files that the build left beside the executable
/// (`<folder of the executable>/<Module>.build/*.o`, sorted by name); where a module has none, as in an installed
/// program, it is over the executable itself. Reads those files: some milliseconds.
public func codeFingerprint(ofModules modules: [String]) -> Fingerprint {
    let executable = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    return codeFingerprint(ofModules: modules, executable: executable)
}

func codeFingerprint(ofModules modules: [String], executable: URL) -> Fingerprint {
    let inputs = modules.sorted().map { module -> [Fingerprint]? in
        let folder = executable.deletingLastPathComponent().appending(path: "\(module).build")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let objects = names.filter { $0.hasSuffix(".o") }.sorted()
        return objects.isEmpty ? nil : objects.compactMap { try? Fingerprint(ofFile: folder.appending(path: $0)) }
    }
    if inputs.contains(where: { $0 == nil }), let program = try? Fingerprint(ofFile: executable) {
        return Fingerprint(operation: "program", parameters: [:], inputs: [program])
    }
    return Fingerprint(operation: "modules", parameters: [:], inputs: inputs.flatMap { $0 ?? [] })
}
