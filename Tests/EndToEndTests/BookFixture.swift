import Foundation
import ProgramRunner
import TestSupport
import Testing

/// A copy of a fixture book in a folder of its own, removed with its owner, and the program to build it with.
final class BookFixture {
    private let temporary: TemporaryFolder
    let folder: URL
    /// The cache of its own, which is no other book's.
    let userCache: URL
    /// What its user keeps for all books.
    let userData: URL

    /// Copies `Books/NAME` and writes a small text beside it.
    init(_ name: String) throws {
        temporary = try TemporaryFolder()
        folder = temporary.url.appending(path: "book")
        userCache = folder.appendingPathExtension("cache")
        userData = folder.appendingPathExtension("data")
        try FileManager.default.copyItem(at: Bundle.module.bundleURL.appending(path: "Books/\(name)"), to: folder)
        try write(BookFixture.text(words: 6000), to: "text.txt")
    }

    /// A copy of the small book with assets of its own: this registry, and empty folders.
    convenience init(registry: String) throws {
        try self.init("small")
        for path in ["assets/benchmarks", "assets/corpora"] {
            try FileManager.default.createDirectory(
                at: folder.appending(path: path), withIntermediateDirectories: true)
        }
        try write(registry, to: "assets/corpora.yml")
    }

    /// Where the book's builds keep what they remember; there must have been one.
    var cache: URL {
        get throws {
            let books = userCache.appending(path: "books")
            let names = try FileManager.default.contentsOfDirectory(atPath: books.path)
            return books.appending(path: try #require(names.count == 1 ? names.first : nil))
        }
    }

    private var variables: [String: String] { ["W2VBOOK_CACHE": userCache.path, "XDG_DATA_HOME": userData.path] }

    /// Runs `w2vbook` in the book's folder.
    @discardableResult
    func run(_ arguments: String...) async throws -> Program.Outcome { try await run(arguments) }

    @discardableResult
    func run(_ arguments: [String]) async throws -> Program.Outcome {
        try await Program(BookFixture.program, variables: variables).run(arguments, in: folder)
    }

    /// Runs a line of shell in the book's folder, in which `$w2vbook` is the program, and `$killAtCall` runs one
    /// up to a system call (`Tests/KillAtCall`).
    func shell(_ line: String) async throws -> Program.Outcome {
        let programs = "w2vbook='\(BookFixture.program.path)'; killAtCall='\(Program.built("KillAtCall").file.path)'"
        return try await Program(named: "sh", variables: variables).run(["-c", "\(programs); \(line)"], in: folder)
    }

    /// Starts `w2vbook` in the book's folder, and goes on.
    func start(_ arguments: String...) throws -> RunningProgram {
        try RunningProgram(Program(BookFixture.program, variables: variables), arguments, in: folder)
    }

    private static let program = Bundle.module.bundleURL.deletingLastPathComponent().appending(path: "w2vbook")

    func read(_ path: String) throws -> String {
        try String(contentsOf: folder.appending(path: path), encoding: .utf8)
    }

    func write(_ text: String, to path: String) throws { try write(Data(text.utf8), to: path) }

    func write(_ data: Data, to path: String) throws { try data.write(to: folder.appending(path: path)) }

    func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: folder.appending(path: path).path)
    }

    /// Replaces a text that must be in the file.
    func edit(_ path: String, replace old: String, with new: String) throws {
        let text = try read(path)
        try #require(text.contains(old))
        try write(text.replacing(old, with: new), to: path)
    }

    /// The results that tools read.
    func results() throws -> BuildResults {
        try JSONDecoder().decode(BuildResults.self, from: Data(read("output/results.json").utf8))
    }

    /// Sentences about four subjects of twelve words each, with a few words that all share; always the same.
    static func text(words count: Int) -> String {
        var state: UInt64 = 7
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let letters = Array("abcdefghijkl")
        let subjects = ["ship", "bird", "song", "coin"]
        var words: [String] = []
        while words.count < count {
            let subject = subjects[next(4)]
            for _ in 0..<(6 + next(8)) {
                words.append(
                    next(4) == 0 ? ["the", "and", "with", "near"][next(4)] : subject + String(letters[next(12)]))
            }
        }
        return words.joined(separator: " ")
    }
}

/// `output/results.json`.
struct BuildResults: Decodable, Equatable {
    struct Claim: Decodable, Equatable {
        var id: String
        var chapter: String
        var verdict: String
        var measured: String
    }

    struct Figure: Decodable, Equatable {
        struct Series: Decodable, Equatable {
            struct Column: Decodable, Equatable {
                var name: String
                var values: [Scalar]

                var numbers: [Double] { values.compactMap { if case .number(let number) = $0 { number } else { nil } } }
            }
            var name: String
            var columns: [Column]
        }
        var id: String
        var chapter: String
        var data: [Series]
    }

    struct Chapter: Decodable, Equatable {
        var name: String
        var status: String
        var reused: Bool
    }

    var claims: [Claim]
    var figures: [Figure]
    var chapters: [Chapter]
    var parameters: [String: Scalar]

    /// A number, a truth value, a text or nothing.
    enum Scalar: Decodable, Equatable {
        case number(Double)
        case boolean(Bool)
        case text(String)
        case missing

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .missing
            } else if let isTrue = try? container.decode(Bool.self) {
                self = .boolean(isTrue)
            } else if let number = try? container.decode(Double.self) {
                self = .number(number)
            } else {
                self = .text(try container.decode(String.self))
            }
        }
    }
}
