/// How the words of a planted language are spelled: a stem, then a letter for each concept.
///
/// The stem has a syllable of a consonant and a vowel for each six stem attributes, and is empty without any. The
/// letters of the concepts are consonants and vowels in turn, so every word can be pronounced, and each position belongs
/// to a concept: in a language of two concepts, `riba`, `ripa`, `ribo` and `ripo` are the forms of the stem `ri`.
/// Different patterns give different words.
struct PlantedSpelling {
    let concepts: Int
    let attributes: Int

    /// The letters of a concept's values +1 and −1.
    static func letters(ofConcept concept: Int) -> (positive: Character, negative: Character) {
        let pairs = concept % 2 == 0 ? consonantPairs : vowelPairs
        return pairs[concept / 2 % pairs.count]
    }

    func word(_ pattern: UInt64) -> String {
        var word = ""
        for first in stride(from: concepts, to: attributes, by: 6) {
            // What lies above the attributes is zero.
            let bits = Int(pattern >> UInt64(first) & 63)
            word.append(Self.stemConsonants[bits & 15])
            word.append(Self.stemVowels[bits >> 4])
        }
        for concept in 0..<concepts {
            let letters = Self.letters(ofConcept: concept)
            word.append(pattern >> UInt64(concept) & 1 == 0 ? letters.positive : letters.negative)
        }
        return word
    }

    private static let stemConsonants = Array("bdfghjklmnprstvz")
    private static let stemVowels = Array("aeiu")
    private static let consonantPairs: [(Character, Character)] = [
        ("b", "p"), ("d", "t"), ("g", "k"), ("v", "f"), ("z", "s"), ("l", "r"), ("m", "n"), ("j", "h"),
    ]
    private static let vowelPairs: [(Character, Character)] = [("a", "o"), ("e", "u"), ("i", "y")]
}
