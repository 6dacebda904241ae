public import Files

/// A planted language or text that cannot be made as asked.
public enum PlantedError: UserFacingError, Equatable {
    /// A size or a number outside the range in which the language is defined.
    case outOfRange(parameter: String, value: String, allowed: String)
    /// A language without any concept.
    case noConcepts
    /// A concept whose strength is not between 0 and 1.
    case strengthOutOfRange(concept: Int, strength: Double)
    /// A concept that is not weaker than the one before it.
    case strengthsNotDescending(concept: Int)
    /// More concepts than so few words can tell apart.
    case tooManyConcepts(concepts: Int, vocabulary: Int, most: Int)
    /// No way was found to give every word attributes of its own.
    case noArrangement(vocabulary: Int, concepts: Int, seed: UInt64)

    /// One line that names what is wrong.
    public var description: String {
        switch self {
        case .outOfRange(let parameter, let value, let allowed):
            "the \(parameter) of a planted language is \(value), but it must be \(allowed)"
        case .noConcepts:
            "a planted language needs at least one concept"
        case .strengthOutOfRange(let concept, let strength):
            "the strength of concept \(concept) is \(strength), but it must be above 0 and below 1"
        case .strengthsNotDescending(let concept):
            "concept \(concept) is not weaker than concept \(concept - 1), but strengths must descend"
        case .tooManyConcepts(let concepts, let vocabulary, let most):
            "\(vocabulary) words cannot carry \(concepts) concepts: at most \(most)"
        case .noArrangement(let vocabulary, let concepts, let seed):
            "with the seed \(seed) no arrangement of \(concepts) concepts on \(vocabulary) words was found"
        }
    }

    /// What to do about it.
    public var remedy: Remedy? {
        switch self {
        case .outOfRange: "Choose a value in that range."
        case .noConcepts: "Give a strength for each concept."
        case .strengthOutOfRange: "Choose strengths such as 0.6 and 0.5."
        case .strengthsNotDescending: "List the strengths from the largest to the smallest, all different."
        case .tooManyConcepts: "Plant fewer concepts, or ask for a larger vocabulary."
        case .noArrangement: "Choose another seed, or a larger vocabulary."
        }
    }
}
