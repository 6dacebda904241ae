import Computation
import Testing

@testable import TextStatistics

@Suite("bzip2 files")
struct Bzip2Tests {
    @Test("are read, of one stream, several, and with padding")
    func streams() throws {
        typealias Samples = Bzip2Samples
        let padding = [UInt8](repeating: 0, count: 600_000)
        for block in [1, 7, 1 << 16] {
            #expect(try documents(Samples.cat, block: block) == ["the cat saw the dog"])
            #expect(
                try documents(Samples.cat + Samples.dog, block: block) == ["the cat saw the dog and the dog saw a bird"]
            )
            #expect(
                try documents(Samples.empty + Samples.cat + Samples.empty + padding + Samples.dog + [0], block: block)
                    == ["the cat saw the dog and the dog saw a bird"])
            #expect(try documents(Samples.empty, block: block) == [])
        }
    }

    @Test("longer than all blocks of reading are read whole")
    func long() throws {
        let text = try documents(Bzip2Samples.bomb)
        #expect(text.count == 1)
        #expect(
            text[0].utf8.count == 10 << 20 && text[0].utf8.elementsEqual(String(repeating: "a ", count: 5 << 20).utf8))
    }

    @Test("that are cut off say so, wherever the cut is")
    func cut() throws {
        for bytes in [Bzip2Samples.cat, Bzip2Samples.dog + Bzip2Samples.cat] {
            for length in bytes.count - Bzip2Samples.cat.count + 4..<bytes.count {
                #expect(
                    try complaint(Array(bytes[..<length]))
                        == ["corpus is cut off: its compressed data ends too early", "Get the file again."],
                    "cut to \(length) bytes")
            }
        }
    }

    @Test("with a wrong bit that matters, or with something behind, are damaged")
    func damaged() throws {
        let damage = ["corpus is damaged: its compressed data cannot be read", "Get the file again."]
        var refused = 0
        for place in 10..<Bzip2Samples.cat.count - 1 {
            var bytes = Bzip2Samples.cat
            bytes[place] ^= 0x10
            let complaint = try complaint(bytes)
            // Some bits are of codes that nothing uses.
            if complaint.isEmpty { #expect(try documents(bytes) == ["the cat saw the dog"], "altered at \(place)") }
            #expect(complaint == [] || complaint == damage || complaint[0].contains("cut off"), "altered at \(place)")
            if complaint == damage { refused += 1 }
        }
        #expect(refused > 30)
        #expect(try complaint(Bzip2Samples.cat + Array("and more".utf8)) == damage)
    }
}
