public import Files
public import Foundation

/// A file to be had from the network, known by its SHA-256.
///
/// Goals, in order: the file is either in its place and right, or not there; a download that was interrupted goes on
/// where it stopped; whatever a server does, the download ends.
///
/// It is written as `.FILE.w2vbook-download` beside its place and renamed when its sum is right. What an interrupted download
/// leaves is taken up by a range request (RFC 9110, 14), on condition that the server still has the same version of the
/// file, which its entity tag or date tells (`If-Range`; 13.1.5); a server that says neither, or that does not know
/// ranges, begins anew. Two downloads of one file wait for each other at a
/// lock beside it.
public struct Download: Sendable {
    /// When a download is given up.
    public struct Limits: Hashable, Sendable {
        /// A server that sends less than this for so many seconds has stalled; 1 second at least.
        public var bytesPerSecond = 1000
        /// See `bytesPerSecond`; a connection, too, must be there within this time.
        public var seconds = 30
        /// How often a server may lead on to another address.
        public var redirects = 5

        /// The limits for a user's own connection.
        public init() {}
    }

    /// How a download went well.
    public enum Outcome: Hashable, Sendable {
        /// The right file was there; nothing was asked of the network.
        case present
        /// The file is in its place.
        case fetched
    }

    /// What a download is doing.
    public enum Event: Hashable, Sendable {
        /// Another process is downloading the same file.
        case waiting
        /// So many bytes are there, those of earlier attempts among them; `size` is nil where nobody knows it.
        case receiving(received: Int, size: Int?, bytesPerSecond: Double)
    }

    /// Where it comes from: http or https.
    public var address: String
    /// Where it goes.
    public var file: URL
    /// What it is.
    public var sum: Fingerprint
    /// How many bytes it has, where that is known.
    public var size: Int?
    /// When it is given up.
    public var limits = Limits()

    /// Describes a download; nothing is done yet.
    public init(from address: String, to file: URL, sum: Fingerprint, size: Int? = nil) {
        self.address = address
        self.file = file
        self.sum = sum
        self.size = size
    }

    /// Downloads the file, unless it is there.
    ///
    /// Waits for another process that downloads the same file. Needs memory for one block. The folder is made.
    ///
    /// - Parameters:
    ///   - replacing: Whether another file may be in its place, which the download then replaces.
    ///   - isCancelled: Asked about once a second; true ends the download, which can be continued later.
    ///   - report: Told what is going on, up to some hundred times a second.
    /// - Throws: ``DownloadError``, and ``FileError`` where the file cannot be written.
    @discardableResult
    public func run(
        replacing: Bool = false, isCancelled: @escaping () -> Bool = { false },
        report: @escaping (Event) -> Void = { _ in }
    ) throws -> Outcome {
        guard URL.isWebAddress(address) else { throw error(.address, kept: 0) }
        if try isPresent(replacing) { return .present }
        try makeFolder()
        let lock = try waitForLock(isCancelled, report)
        defer { lock.release() }
        // Whoever held the lock may have finished what we are about to do.
        if try isPresent(replacing) { return .present }
        let partial = try PartialFile(of: file, address: shown(address))
        do {
            try fetch(into: partial, isCancelled, report)
            let found = partial.finish()
            guard found == sum else { throw DownloadError.Reason.sum(found: found, registered: sum) }
            try partial.moveIntoPlace()
            return .fetched
        } catch {
            if isHopeless(error) || !partial.canBeContinued { partial.discard() }
            guard let reason = error as? DownloadError.Reason else { throw error }
            throw self.error(reason, kept: partial.count)
        }
    }

    private func isPresent(_ replacing: Bool) throws -> Bool {
        let found: Fingerprint
        do { found = try Fingerprint(ofFile: file) } catch FileError.missing { return false }
        if found == sum { return true }
        guard replacing else {
            throw error(.existing(path: file.path, found: found, registered: sum), kept: 0)
        }
        return false
    }

    private func makeFolder() throws {
        let folder = file.deletingLastPathComponent()
        do { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) } catch {
            throw FileError.inaccessible(path: folder.path, reason: "the folder cannot be made")
        }
    }

    private func waitForLock(_ isCancelled: () -> Bool, _ report: (Event) -> Void) throws -> FileLock {
        let place = lockFile(of: file)
        var isFirst = true
        while true {
            if let lock = try FileLock(ifFree: place) { return lock }
            if isFirst { report(.waiting) }
            isFirst = false
            if isCancelled() { throw error(.stopped, kept: 0) }
            Thread.sleep(forTimeInterval: 0.2)
        }
    }

    /// Fills the partial file up to its end.
    private func fetch(
        into partial: PartialFile, _ isCancelled: @escaping () -> Bool, _ report: @escaping (Event) -> Void
    ) throws {
        if let size, partial.count > size { try partial.startAnew(validator: nil) }
        // A program that was killed between the last byte and the renaming has left everything.
        if partial.count > 0, partial.count == size { return }
        do {
            try request(partial, isCancelled, report)
        } catch let reason as DownloadError.Reason
            where partial.count > 0 && (reason == .status(416) || reason == .status(206))
        {
            // The server has no such range, or gave another: what is there belongs to another file, or is all of one.
            try partial.startAnew(validator: nil)
            try request(partial, isCancelled, report)
        }
    }

    private func request(
        _ partial: PartialFile, _ isCancelled: @escaping () -> Bool, _ report: @escaping (Event) -> Void
    ) throws {
        let transfer = try Transfer(address, from: partial.count, validator: partial.validator, limits: limits)
        var announced = size
        var hasBegun = false
        func begin(_ response: Response) throws {
            if hasBegun { return }
            hasBegun = true
            switch response.status {
            case 206:
                guard partial.count > 0, response.rangeStart == partial.count,
                    response.validator == nil || response.validator == partial.validator
                else { throw DownloadError.Reason.status(206) }
                announced = response.rangeTotal ?? announced
            case 200, 0:
                try partial.startAnew(validator: response.validator)
                announced = response.length ?? announced
            default:
                throw DownloadError.Reason.status(response.status)
            }
            if let size, let announced, announced != size {
                throw DownloadError.Reason.size(found: announced, registered: size)
            }
        }
        do {
            let response = try transfer.run { response, bytes in
                try begin(response)
                if let size, partial.count + bytes.count > size {
                    throw DownloadError.Reason.excess(registered: size)
                }
                try partial.append(bytes)
            } shouldContinue: { speed in
                report(.receiving(received: partial.count, size: announced, bytesPerSecond: speed))
                return !isCancelled()
            }
            try begin(response)
            if let announced, partial.count < announced {
                throw DownloadError.Reason.cutOff(received: partial.count, size: announced)
            }
        } catch DownloadError.Reason.cutOff {
            throw DownloadError.Reason.cutOff(received: partial.count, size: announced)
        }
    }

    /// Whether what came is of no use, so that another attempt must not build on it.
    private func isHopeless(_ error: any Error) -> Bool {
        switch error as? DownloadError.Reason {
        case .size, .excess, .sum: true
        default: false
        }
    }

    private func error(_ reason: DownloadError.Reason, kept: Int) -> DownloadError {
        DownloadError(reason: reason, address: shown(address), keptBytes: kept)
    }
}
