import Computation
import Files
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import TextStatistics

/// The documents of a corpus as its stream gives them, read in blocks of this many bytes.
func documents(_ file: URL, minimumArticleWords: Int = 1, block: Int = 1 << 16) throws -> [String] {
    let stream = try openText(file, minimumArticleWords: minimumArticleWords)
    var documents: [String] = []
    var document: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: block)
    while true {
        switch try buffer.withUnsafeMutableBytes({ try stream.read(into: $0) }) {
        case .text(let count):
            document += buffer[..<count]
        case .endOfDocument:
            documents.append(String(decoding: document, as: UTF8.self))
            document = []
        case .end:
            return document.isEmpty ? documents : documents + [String(decoding: document, as: UTF8.self)]
        }
    }
}

/// The documents of a corpus that is a file of these bytes.
func documents(_ bytes: [UInt8], minimumArticleWords: Int = 1, block: Int = 1 << 16) throws -> [String] {
    try withTemporaryFolder { folder in
        let file = folder.appending(path: "corpus")
        try write(bytes, to: file)
        return try documents(file, minimumArticleWords: minimumArticleWords, block: block)
    }
}

/// The description and the remedy of the error that reading ends in, without the folder of the file; empty where it
/// succeeds.
func complaint(
    about file: URL, minimumArticleWords: Int = 1, letters: TextNormalization.Letters = .ascii
) throws -> [String] {
    do {
        let text = try openText(file, letters: letters, minimumArticleWords: minimumArticleWords)
        _ = try TokenizedText(
            text, documents: .whole, normalization: TextNormalization(letters: letters),
            into: NumberLog(memory: 1 << 24))
        return []
    } catch let error as any UserFacingError {
        let folder = file.deletingLastPathComponent().path + "/"
        return [error.description, error.remedy?.description ?? ""].map { $0.replacing(folder, with: "") }
    }
}

/// Writes a file without waiting for the disk, as many tests write thousands.
func write(_ bytes: [UInt8], to file: URL) throws {
    let stream = try #require(fopen(file.path, "w"))
    defer { fclose(stream) }
    try #require(fwrite(bytes, 1, bytes.count, stream) == bytes.count)
}

/// The complaint about a file "corpus" of these bytes.
func complaint(_ bytes: [UInt8], minimumArticleWords: Int = 1) throws -> [String] {
    try withTemporaryFolder { folder in
        let file = folder.appending(path: "corpus")
        try write(bytes, to: file)
        return try complaint(about: file, minimumArticleWords: minimumArticleWords)
    }
}

/// What the user is warned of meanwhile.
func warned<Value>(_ body: () throws -> Value) throws -> (Value, warnings: [String]) {
    let warnings = Mutex<[String]>([])
    let context = ComputeContext(warn: { message in warnings.withLock { $0.append(message) } })
    let value = try ComputeContext.$current.withValue(context, operation: body)
    return (value, warnings.withLock { $0 })
}
