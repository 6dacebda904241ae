import Files
import Foundation
import Testing

/// The list of the program's targets, compared with `Package.swift`.
@Suite("The targets of the program")
struct ProgramTargetTests {
    /// A target as `Package.swift` declares it.
    private struct Declaration {
        var kind: String
        var name: String
        var dependencies: Set<String>
        var hasUnsafeFlags: Bool
    }

    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private func manifest() throws -> String {
        try String(contentsOf: Self.root.appending(path: "Package.swift"), encoding: .utf8)
    }

    private func declarations() throws -> [Declaration] {
        let text = try manifest()
        let pattern = /\.(target|executableTarget|systemLibrary|testTarget)\(\s*name: "(\w+)"/
        let starts = text.matches(of: pattern)
        return starts.enumerated().map { index, match in
            let end = index + 1 < starts.count ? starts[index + 1].range.lowerBound : text.endIndex
            let rest = text[match.range.upperBound..<end]
            let list = rest.firstMatch(of: /(?s)dependencies: \[(.*?)\n?\s*\](?:,|\))/).map { String($0.1) } ?? ""
            return Declaration(
                kind: String(match.1), name: String(match.2),
                dependencies: Set(list.matches(of: /"(\w+)"/).map { String($0.1) }),
                hasUnsafeFlags: rest.contains("unsafeFlags"))
        }
    }

    @Test("each is classified, once, and nothing else is")
    func complete() throws {
        let declared = try declarations()
        #expect(declared.count { $0.kind == "testTarget" } > 5)
        let own = declared.filter { $0.kind != "testTarget" }.map(\.name)
        #expect(own.sorted() == ProgramTarget.all.map(\.name).sorted())
        let system = declared.filter { $0.kind == "systemLibrary" }.map(\.name)
        #expect(system.sorted() == ProgramTarget.names([.system]))
    }

    @Test("what is written in C is said to be")
    func languages() throws {
        for target in ProgramTarget.all where target.role != .system && target.role != .tests {
            let folder = Self.root.appending(path: "Sources/\(target.name)")
            let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            #expect(files.contains { $0.hasSuffix(".c") } == target.isC, "\(target.name)")
        }
    }

    @Test("only the executable has unsafe flags, for which SwiftPM may refuse to let a package depend on a version")
    func unsafeFlags() throws {
        #expect(try declarations().filter(\.hasUnsafeFlags).map(\.name) == ["w2vbook"])
        #expect(try manifest().components(separatedBy: "unsafeFlags").count - 1 == 1)
    }

    @Test("what a target's results depend on has the same role, or a deeper one")
    func dependencies() throws {
        let roles = Dictionary(uniqueKeysWithValues: ProgramTarget.all.map { ($0.name, $0.role) })
        let allowed: [ProgramTarget.Role: Set<ProgramTarget.Role>] = [
            .science: [.science, .system], .figures: [.figures, .science, .system],
        ]
        var seen = 0
        for declared in try declarations() {
            guard let role = roles[declared.name], let allowed = allowed[role] else { continue }
            for dependency in declared.dependencies {
                let found = try #require(roles[dependency], "\(declared.name) depends on \(dependency)")
                #expect(allowed.contains(found), "\(declared.name) depends on \(dependency)")
                seen += 1
            }
        }
        #expect(seen > 10)
    }

    @Test(
        "the table of the architecture has each target and what it stands on, and nothing stands on its own layer or above"
    )
    func architecture() throws {
        let article = try String(
            contentsOf: Self.root.appending(path: "Sources/w2vbook/w2vbook.docc/Architecture.md"), encoding: .utf8)
        let rows = article.matches(of: /(?m)^\| `(\w+)` \| .* \| (.*) \|$/).map {
            (name: String($0.1), dependencies: Set($0.2.matches(of: /`(\w+)`/).map { String($0.1) }))
        }
        let declared = try declarations().filter {
            FileManager.default.fileExists(atPath: Self.root.appending(path: "Sources/\($0.name)").path)
        }
        let names = Set(declared.map(\.name))
        let inC = Set(ProgramTarget.all.filter { $0.isC || $0.role == .system }.map(\.name))
        let swift = declared.filter { !inC.contains($0.name) }
        #expect(Set(rows.map(\.name)) == Set(swift.map(\.name)))
        for target in swift {
            let row = rows.first { $0.name == target.name }
            #expect(row?.dependencies == target.dependencies.intersection(names), "\(target.name)")
        }
        // The picture of the layers, from the top.
        let picture = try #require(article.firstMatch(of: /(?s)```\n( w2vbook .*?)```/)).1
        let layers = picture.split(separator: "\n").map { line in
            line.matches(of: /\w+/).map { String($0.0) }.filter(names.contains)
        }
        var depth: [String: Int] = [:]
        for (index, layer) in layers.enumerated() { for name in layer { depth[name] = index } }
        for target in swift {
            for dependency in target.dependencies where names.contains(dependency) {
                guard let above = depth[target.name], let below = depth[dependency] else { continue }
                #expect(below > above, "\(target.name) stands on \(dependency)")
            }
            #expect(depth[target.name] != nil, "\(target.name) is not in the picture")
        }
    }
}
