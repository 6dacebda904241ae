import CZip
import Files
import Foundation

/// A zip archive that is open for reading, and the owner of libzip's handle.
///
/// Entries that overlap, by which a small archive would expand to a huge text, are told by their sizes: all entries
/// together cannot be longer than the file. What the archive's entries expand to is guarded as a whole.
final class ZipArchive {
    /// One file in the archive.
    struct Entry {
        fileprivate let index: UInt64
        /// Its path inside the archive.
        let path: String
        /// Its bytes in the archive.
        let compressedSize: Int
        /// Its bytes when decompressed, as the archive declares them.
        fileprivate let declaredSize: Int
    }

    /// What messages call the archive.
    let name: String
    /// The files, in the order of their paths' bytes; neither folders nor what is hidden.
    let entries: [Entry]
    private let handle: OpaquePointer
    private var expansion: ExpansionGuard
    private var openedBytes = 0

    /// Opens the archive and reads its table of contents, all of which is kept. Throws ``FileError`` and
    /// ``CorpusError``.
    init(_ file: FileReader) throws {
        name = file.name
        expansion = ExpansionGuard(name: name)
        // By the descriptor: what is at the path may be another file by now.
        let descriptor = try file.duplicatedDescriptor()
        guard let handle = zip_fdopen(descriptor, 0, nil) else {
            close(descriptor)
            throw CorpusError.damagedTableOfContents(path: name)
        }
        self.handle = handle
        do {
            entries = try Self.entries(of: handle, name: name, size: file.size)
        } catch {
            zip_discard(handle)
            throw error
        }
    }

    deinit { zip_discard(handle) }

    private static func entries(of handle: OpaquePointer, name: String, size: Int) throws -> [Entry] {
        var entries: [Entry] = []
        var free = size
        for index in 0..<UInt64(max(0, zip_get_num_entries(handle, 0))) {
            var status = zip_stat()
            let needed = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE
            // Headers of libzip from 1.11 on say what may be null; older ones do not. Both compile.
            guard zip_stat_index(handle, index, 0, &status) == 0, status.valid & UInt64(needed) == needed,
                let path = status.name
            else { throw CorpusError.damagedTableOfContents(path: name) }
            let entry = Entry(
                index: index, path: String(cString: path), compressedSize: Int(clamping: status.comp_size),
                declaredSize: Int(clamping: status.size))
            // An entry's two headers have 30 and 46 bytes besides its name.
            free -= 76
            guard entry.compressedSize <= free else { throw CorpusError.overlappingEntries(path: name) }
            free -= entry.compressedSize
            if entry.path == "[Content_Types].xml" || (index == 0 && entry.path == "mimetype") {
                throw CorpusError.notText(path: name, kind: "an office document or an electronic book")
            }
            if !entry.path.hasSuffix("/"), !isHidden(entry.path) { entries.append(entry) }
        }
        return entries.sorted { precedes($0.path, $1.path) }
    }

    /// Opens an entry of this archive; its size and checksum are checked at its end. Throws ``CorpusError``.
    func open(_ entry: Entry) throws -> ZipEntryReader {
        let name = "\(printable(entry.path)) in \(self.name)"
        var status = zip_stat()
        if zip_stat_index(handle, entry.index, 0, &status) == 0, status.encryption_method != UInt16(ZIP_EM_NONE) {
            throw CorpusError.encrypted(path: name)
        }
        guard let file = zip_fopen_index(handle, entry.index, 0) else {
            throw zip_error_code_zip(zip_get_error(handle)) == ZIP_ER_COMPNOTSUPP
                ? CorpusError.unreadMethod(path: name) : CorpusError.damagedCompression(path: name)
        }
        openedBytes += entry.compressedSize
        return ZipEntryReader(file, name: name, size: entry.declaredSize, archive: self)
    }

    fileprivate func expand(by count: Int) throws { try expansion.expand(by: count, compressed: openedBytes) }
}

/// The decompressed content of an archive's entry, and the owner of libzip's handle for it.
final class ZipEntryReader: ByteSource {
    let name: String
    private let file: OpaquePointer
    private let size: Int
    // libzip needs the archive for as long as the entry is read.
    private let archive: ZipArchive
    private var position = 0

    fileprivate init(_ file: OpaquePointer, name: String, size: Int, archive: ZipArchive) {
        self.file = file
        self.name = name
        self.size = size
        self.archive = archive
    }

    deinit { zip_fclose(file) }

    /// Which part has been read, 0…1.
    var progress: Double { min(1, Double(position) / Double(max(1, size))) }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard let start = buffer.baseAddress else { return 0 }
        let count = Int(zip_fread(file, start, UInt64(buffer.count)))
        guard count >= 0 else { throw CorpusError.damagedCompression(path: name) }
        position += count
        try archive.expand(by: count)
        return count
    }
}

/// A name for messages of one line: control characters become question marks.
private func printable(_ name: String) -> String {
    String(String.UnicodeScalarView(name.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : $0 }))
}
