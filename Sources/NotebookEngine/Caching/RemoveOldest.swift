import Foundation

extension FileManager {
    /// Removes the oldest files of a folder until so many are left. Folders in it, and what cannot be removed, stay, and so
    /// does `file`, which was just written but looks old where the clock was set back.
    func removeOldest(keeping count: Int, in folder: URL, including file: URL) {
        let keys: Set<URLResourceKey> = [.contentModificationDateKey, .isRegularFileKey]
        let entries = (try? contentsOfDirectory(at: folder, includingPropertiesForKeys: Array(keys))) ?? []
        let files = entries.compactMap { entry -> (file: URL, date: Date)? in
            guard let values = try? entry.resourceValues(forKeys: keys), values.isRegularFile == true else {
                return nil
            }
            return (entry, values.contentModificationDate ?? .distantPast)
        }
        let others = files.filter { $0.file.lastPathComponent != file.lastPathComponent }
        for old in others.sorted(by: { $0.date > $1.date }).dropFirst(count - 1) { try? removeItem(at: old.file) }
    }
}
