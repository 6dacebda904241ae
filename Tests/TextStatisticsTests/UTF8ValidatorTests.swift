import Computation
import Testing

@testable import TextStatistics

@Suite("The check for UTF-8")
struct UTF8ValidatorTests {
    /// The first error of a text that comes in blocks of this length.
    private func firstError(_ bytes: [UInt8], block: Int) -> Int? {
        var validator = UTF8Validator()
        for start in stride(from: 0, to: bytes.count, by: block) {
            let part = Array(bytes[start..<min(start + block, bytes.count)])
            if let offset = part.withUnsafeBytes({ validator.firstError(in: $0) }) { return offset }
        }
        return validator.unfinishedSequence
    }

    @Test(
        "accepts the first and last sequences of every length and refuses their neighbours", arguments: [1, 2, 3, 100])
    func borders(block: Int) {
        for scalar in [
            "\u{7F}", "\u{80}", "\u{7FF}", "\u{800}", "\u{D7FF}", "\u{E000}", "\u{FFFF}", "\u{10000}", "\u{10FFFF}",
        ] {
            #expect(firstError(Array("ab\(scalar)c".utf8), block: block) == nil)
        }
        let illFormed: [[UInt8]] = [
            [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xC2, 0x20], [0xE0, 0x9F, 0xBF], [0xE1, 0x80],
            [0xED, 0xA0, 0x80], [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF],
        ]
        for bytes in illFormed {
            #expect(firstError(Array("abé".utf8) + bytes + Array("x".utf8), block: block) == 4, "\(bytes)")
            #expect(firstError(Array("abé".utf8) + bytes, block: block) == 4, "\(bytes)")
        }
    }

    @Test("agrees with the standard library on 20,000 random byte strings")
    func random() {
        var random = SeededGenerator(seed: 11)
        let bytes: [UInt8] = [0x20, 0x61, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC2, 0xE0, 0xE1, 0xED, 0xF0, 0xF1, 0xF4]
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 0...12, using: &random)).map { _ in bytes.randomElement(using: &random)! }
            let isValid = String(validating: text, as: UTF8.self) != nil
            let offset = firstError(text, block: Int.random(in: 1...12, using: &random))
            #expect((offset == nil) == isValid, "\(text)")
            if let offset {
                // Everything before the error is text, and with the error it is none.
                #expect(String(validating: text[..<offset], as: UTF8.self) != nil, "\(text)")
                #expect(String(validating: text[...offset], as: UTF8.self) == nil, "\(text)")
            }
        }
    }
}
