import Downloads
import Files
import Foundation
import LoopbackServer
import Synchronization
import TestSupport

/// A server with a file of 100,000 bytes, and a folder to download it to, removed with its owner.
final class DownloadFixture: Sendable {
    static let content = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 5) }
    static let sum = Fingerprint(of: content)

    private let temporary: TemporaryFolder
    let server: LoopbackServer
    var folder: URL { temporary.url }
    var file: URL { folder.appending(path: "corpora/text.zip") }

    init(_ answer: @escaping @Sendable (LoopbackServer.Request, Connection) -> Void) throws {
        temporary = try TemporaryFolder()
        server = try LoopbackServer(answer)
    }

    /// How a run ended: `fetched`, `present`, or the error's two sentences, in which the server is `SERVER` and the
    /// folder `FOLDER`.
    struct Ending: Equatable {
        var text: String
        var remedy: String?

        init(_ text: String, _ remedy: String? = nil) {
            self.text = text
            self.remedy = remedy
        }
    }

    /// Downloads the file; a server is slow that sends less than 100 kB/s for a second.
    func run(
        path: String = "/text.zip", address: String? = nil, size: Int? = content.count, sum: Fingerprint = sum,
        replacing: Bool = false, isCancelled: @escaping () -> Bool = { false },
        report: @escaping (Download.Event) -> Void = { _ in }
    ) -> Ending {
        var download = Download(from: address ?? server.root + path, to: file, sum: sum, size: size)
        download.limits.seconds = 1
        download.limits.bytesPerSecond = 100_000
        do {
            return Ending("\(try download.run(replacing: replacing, isCancelled: isCancelled, report: report))")
        } catch let error as any UserFacingError {
            return Ending(neutral(error.description), error.remedy.map { neutral($0.description) })
        } catch {
            return Ending("another error: \(error)")
        }
    }

    private func neutral(_ text: String) -> String {
        text.replacing(server.root, with: "SERVER").replacing(folder.path, with: "FOLDER")
    }

    /// The names of what is in the download's folder.
    var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: file.deletingLastPathComponent().path)) ?? []).sorted()
    }

    var isComplete: Bool { (try? Data(contentsOf: file)).map { Array($0) == Self.content } ?? false }

    func write(_ bytes: some Sequence<UInt8>, as name: String = "text.zip") throws {
        let place = folder.appending(path: "corpora/\(name)")
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: place)
    }

    /// Leaves what an earlier attempt at this server would have left.
    func leavePartial(_ bytes: some Sequence<UInt8>, version: String = "\"1\"", path: String = "/text.zip") throws {
        try write(bytes, as: ".text.zip.w2vbook-download")
        let origin = ["address": server.root + path, "validator": version]
        try write(JSONEncoder().encode(origin), as: ".text.zip.w2vbook-download.origin")
    }
}

/// Counts from several threads.
final class Counter: Sendable {
    private let value = Atomic(0)
    /// The number before the increment.
    func next() -> Int { value.add(1, ordering: .relaxed).oldValue }
}
