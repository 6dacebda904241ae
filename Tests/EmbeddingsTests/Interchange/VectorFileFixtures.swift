import Embeddings
import Foundation
import LinearAlgebra
import TextStatistics
import TestSupport

/// A folder for files of vectors, removed with its owner.
final class VectorFolder {
    private let folder: TemporaryFolder
    var url: URL { folder.url }

    init() throws { folder = try TemporaryFolder() }

    func callAsFunction(_ name: String) -> URL { url.appending(path: name) }

    @discardableResult
    func write(_ bytes: some Sequence<UInt8>, to name: String) throws -> URL {
        try Data(bytes).write(to: self(name))
        return self(name)
    }

    @discardableResult
    func write(_ text: String, to name: String) throws -> URL { try write(text.utf8, to: name) }

    func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() }
}

/// An embedding of these words and rows, with counts that are not known.
func embedding(_ rows: KeyValuePairs<String, [Float]>) -> WordEmbedding {
    WordEmbedding(
        vocabulary: Vocabulary(words: rows.map(\.key), counts: rows.map { _ in 0 }, totalTokens: 0),
        vectors: Matrix(rows.map(\.value)))
}

/// The bytes of word2vec's binary format.
func binary(_ header: String, _ rows: KeyValuePairs<String, [Float]>, lineFeeds: Bool = true) -> [UInt8] {
    var bytes = Array(header.utf8)
    for (word, values) in rows {
        bytes += Array(word.utf8) + [0x20]
        for value in values { bytes += withUnsafeBytes(of: value.bitPattern.littleEndian, Array.init) }
        if lineFeeds { bytes.append(0x0A) }
    }
    return bytes
}
