import Foundation

extension FileManager {
    /// Removes the oldest files of a folder until so many are left. Folders in it, and what cannot be removed, stay.
    func keepNewest(_ count: Int, in folder: URL) {
        let keys: Set<URLResourceKey> = [.contentModificationDateKey, .isRegularFileKey]
        let entries = (try? contentsOfDirectory(at: folder, includingPropertiesForKeys: Array(keys))) ?? []
        let files = entries.compactMap { file -> (file: URL, date: Date)? in
            guard let values = try? file.resourceValues(forKeys: keys), values.isRegularFile == true else { return nil }
            return (file, values.contentModificationDate ?? .distantPast)
        }
        for file in files.sorted(by: { $0.date > $1.date }).dropFirst(count) { try? removeItem(at: file.file) }
    }
}
