import Files
import Foundation

/// The process of a chapter and all that it started, as `/proc` shows them.
///
/// A supervisor leads them, which is the parent of all whose own parent has ended: no daemon leaves the family, nor who
/// leaves the group or clears its environment. Should the supervisor itself be killed, those are still found who have
/// kept the group or the mark in their environment.
struct ProcessFamily: Sendable {
    /// The environment variable that marks a family.
    static let variable = "W2VBOOK_CHAPTER"

    /// The supervisor, which leads the group; see ``ChapterSupervisor``.
    let leader: pid_t
    /// The value of ``variable``, of this family alone; `nil` where there is none.
    var mark: String?

    /// Whether the supervisor has ended.
    var leaderHasEnded: Bool { ProcessStatus(leader).map { $0.state == "Z" } ?? true }

    /// How many bytes of memory all but the supervisor hold. What several processes share counts once.
    var memory: Int {
        // Sharing is dear to find out, and matters only to who has forked.
        let members = self.members
        if members.count <= 1 { return members.first?.residentBytes ?? 0 }
        return members.reduce(0) { $0 + (ProcessFamily.proportionalBytes(of: $1.number) ?? $1.residentBytes) }
    }

    /// All but the supervisor that have not ended.
    private var members: [ProcessStatus] {
        var others = ProcessFamily.all.filter { $0 != leader }.compactMap(ProcessStatus.init)
        var members: [ProcessStatus] = []
        var numbers: Set<pid_t> = [leader]
        while true {
            let split = others.partition { $0.group == leader || numbers.contains($0.parent) }
            let found = others[split...]
            if found.isEmpty { return members.filter { $0.state != "Z" } }
            members += found
            numbers.formUnion(found.map(\.number))
            others.removeSubrange(split...)
        }
    }

    /// Kills all but the supervisor, also those that are being started meanwhile. What cannot be killed within some
    /// seconds, as who waits for a broken disk, is left.
    func killMembers() {
        let end = ContinuousClock.now + .seconds(5)
        repeat {
            var numbers = members.map(\.number)
            if numbers.isEmpty { numbers = strays }
            if numbers.isEmpty { return }
            for number in numbers { _ = Glibc.kill(number, SIGKILL) }
            usleep(1000)
        } while ContinuousClock.now < end
    }

    /// Kills all. The supervisor has two seconds to end by itself, with the status of the chapter.
    func end() {
        killMembers()
        let end = ContinuousClock.now + .seconds(2)
        while !leaderHasEnded, ContinuousClock.now < end { usleep(1000) }
        _ = Glibc.kill(-leader, SIGKILL)
    }

    /// Those that carry the mark, but are no members.
    private var strays: [pid_t] {
        guard let mark else { return [] }
        let entry = Array("\(ProcessFamily.variable)=\(mark)".utf8)
        return ProcessFamily.all.filter { number in
            guard number != leader, let status = ProcessStatus(number), status.state != "Z",
                let environment = content(of: "/proc/\(number)/environ", upTo: 1 << 18)
            else { return false }
            return environment.split(separator: 0).contains { $0.elementsEqual(entry) }
        }
    }

    private static var all: [pid_t] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { pid_t($0) }
    }

    /// The memory of a process, of what it shares with others its part; `nil` where the system does not tell.
    private static func proportionalBytes(of number: pid_t) -> Int? {
        guard let bytes = content(of: "/proc/\(number)/smaps_rollup") else { return nil }
        let line = String(decoding: bytes, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("Pss:") }
        return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * 1024 }
    }
}

/// What the system tells of a process.
private struct ProcessStatus {
    let number: pid_t
    let state: Substring
    let parent: pid_t
    let group: pid_t
    let residentBytes: Int

    init?(_ number: pid_t) {
        guard let bytes = content(of: "/proc/\(number)/stat") else { return nil }
        // The name stands in parentheses and may hold anything.
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.lastIndex(of: ")") else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 21, let parent = pid_t(fields[1]), let group = pid_t(fields[2]),
            let pages = Int(fields[21])
        else { return nil }
        self.number = number
        self.parent = parent
        state = fields[0]
        self.group = group
        residentBytes = pages * Int(getpagesize())
    }
}

/// The beginning of a file of `/proc`; `nil` where its process is gone or another user's.
private func content(of path: String, upTo size: Int = 1 << 12) -> [UInt8]? {
    guard let file = try? FileReader(URL(filePath: path)) else { return nil }
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        do { count = try file.readFully(into: UnsafeMutableRawBufferPointer(buffer)) } catch { failed = true }
    }
    return failed ? nil : bytes
}
