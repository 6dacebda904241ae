import Embeddings
import Foundation
import LinearAlgebra
import ProgramRunner
import Testing

/// Python where it has gensim.
private enum Gensim {
    @Sendable static func isThere() async -> Bool {
        (try? await run("import importlib.util, sys; sys.exit(importlib.util.find_spec('gensim') is None)")) == ""
    }

    /// Runs a program and returns what it prints; nil where it fails.
    static func run(_ program: String, _ arguments: String...) async throws -> String? {
        let outcome = try await Program(named: "python3").run(["-c", program] + arguments)
        return outcome.status == 0 ? outcome.output : nil
    }
}

@Suite("Exchange with gensim")
struct GensimTests {
    /// What the files in `Vectors` hold; gensim 4.4.0 saved them.
    private let saved = embedding([
        "the": [0.1, -2.5, 3e-5], "König": [1.0 / 3, 0, -0.0], "new_york": [1e-10, 12345.678, -1], "1990": [7, 8, 9],
    ])

    @Test("What gensim saved is read, text and binary", arguments: ["txt", "bin"])
    func fixtures(ending: String) throws {
        let file = try #require(
            Bundle.module.url(forResource: "gensim", withExtension: ending, subdirectory: "Vectors"))
        #expect(try WordEmbedding(contentsOf: file) == saved)
    }

    @Test(
        "gensim loads what was written, and what it saves of that is read",
        .enabled("gensim is not installed", Gensim.isThere))
    func bothWays() async throws {
        let folder = try VectorFolder()
        for ending in ["txt", "bin"] { try saved.write(to: folder("ours.\(ending)")) }
        let printed = try await Gensim.run(
            """
            import sys
            from gensim.models import KeyedVectors
            for ending, binary in [("txt", False), ("bin", True)]:
                vectors = KeyedVectors.load_word2vec_format(f"{sys.argv[1]}/ours.{ending}", binary=binary)
                print(vectors.index_to_key, vectors.vectors.tobytes().hex())
                vectors.save_word2vec_format(f"{sys.argv[1]}/theirs.{ending}", binary=binary)
            """, folder.url.path)
        let hexadecimal = saved.vectors.elements.map { value in
            withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes in
                bytes.map { String(format: "%02x", $0) }.joined()
            }
        }.joined()
        let line = "['the', 'König', 'new_york', '1990'] \(hexadecimal)\n"
        #expect(printed == line + line)
        for ending in ["txt", "bin"] { #expect(try WordEmbedding(contentsOf: folder("theirs.\(ending)")) == saved) }
    }
}
