import Computation

/// How counting divides its work and its memory. The counts do not depend on any of this.
struct CountingLimits: Sendable {
    /// The most bytes that the numbers of the text's words may take before they go to disk.
    var log: Int
    /// The most bytes that the different words of a text may take; more are an error, as they must be known to count them.
    var words: Int
    /// The most bytes that a part of the text with its index may take.
    var part: Int
    /// The most bytes that a part's rows may take before they go to disk.
    var rows: Int
    /// The most bytes of the result.
    var result: Int
    /// The largest sum that is kept in 32 bits.
    var narrowSum = UInt64(UInt32.max)
    /// The most additions in a batch of several rows.
    var batch = 1 << 16
    /// Makes the files for what does not fit.
    var makeFile: @Sendable () throws -> SpillFile = { try SpillFile() }

    /// An empty list for the numbers of a text's words.
    func numberLog() -> NumberLog { NumberLog(memory: log, makeFile: makeFile) }

    /// The fewest bytes for different words, whatever the budget.
    static let leastWords = 4 << 20

    /// Equal shares of a budget, in bytes, for the three things that are needed at the same time; and half of it for the
    /// different words of the text, which are needed with the first of them alone.
    init(memory: Int = ComputeContext.current.memory) {
        log = memory / 3
        words = max(memory / 2, Self.leastWords)
        part = memory / 3
        rows = memory / 3
        result = memory
    }
}
