import CLoadedObjects
import Foundation

/// Stands for the code of the running program that has one of these roles.
///
/// The fingerprint is over the object files that the build left beside the executable
/// (`<folder of the executable>/<Module>.build/**/*.o`, sorted by path); where a module has none, as in an installed
/// program, it is over the executable itself. Libraries of the system that decide on numbers (OpenBLAS, the C library's
/// mathematics) or on pictures (Cairo, Pango and what they set texts with) count by their file's path, size and date:
/// with another version of them nothing is recalled. The processor does not count, though its vector instructions decide
/// on roundings. Reads the object files: some milliseconds.
public func codeFingerprint(of roles: Set<ProgramTarget.Role>) -> Fingerprint {
    let executable = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    return Fingerprint(
        operation: "code", parameters: [:],
        inputs: [codeFingerprint(ofModules: ProgramTarget.names(roles), executable: executable)]
            + loadedLibraries(ProgramTarget.libraries(roles)))
}

func codeFingerprint(ofModules modules: [String], executable: URL) -> Fingerprint {
    let inputs = modules.sorted().map { module -> [Fingerprint]? in
        let folder = executable.deletingLastPathComponent().appending(path: "\(module).build")
        // The objects of C files lie in folders as their sources do.
        let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        let objects = paths.filter { $0.hasSuffix(".o") }.sorted(by: precedes)
        return objects.isEmpty ? nil : objects.compactMap { try? Fingerprint(ofFile: folder.appending(path: $0)) }
    }
    if inputs.contains(where: { $0 == nil }), let program = try? Fingerprint(ofFile: executable) {
        return Fingerprint(operation: "program", parameters: [:], inputs: [program])
    }
    return Fingerprint(operation: "modules", parameters: [:], inputs: inputs.flatMap { $0 ?? [] })
}

/// What stands for the libraries that the running program has loaded and whose files' names begin so: path, size and
/// date of each.
private func loadedLibraries(_ beginnings: [String]) -> [Fingerprint] {
    Set(loadedObjects().map { ResolvedPath(URL(filePath: $0)).text }).sorted(by: precedes).compactMap { path in
        let name = URL(filePath: path).lastPathComponent
        var status = stat()
        guard beginnings.contains(where: name.hasPrefix), stat(path, &status) == 0 else { return nil }
        return Fingerprint(
            operation: "library",
            parameters: [
                "path": path, "size": "\(status.st_size)",
                "date": "\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)",
            ], inputs: [])
    }
}

/// The paths of the shared objects of this process, as the loader knows them. (The list that `/proc/self/maps` gives was not
/// always the same: on Debian 13 another one in 4 of 40 runs.)
private func loadedObjects() -> [String] {
    var paths: [String] = []
    withUnsafeMutablePointer(to: &paths) { paths in
        _ = dl_iterate_phdr(
            { object, _, paths in
                if let path = object?.pointee.path, path.pointee != 0 {
                    paths?.assumingMemoryBound(to: [String].self).pointee.append(String(cString: path))
                }
                return 0
            }, paths)
    }
    return paths
}
