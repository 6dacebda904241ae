import Foundation

/// A headless Chromium as a process, and the messages to and from it: JSON texts that end with a zero byte, over its
/// file descriptors 3 and 4.
///
/// The process leads a process group of its own, so that whatever it starts is ended with it. It ends by itself when this
/// side of the pipe closes, thus also when the test's own process is killed.
final class BrowserProcess {
    private let process: pid_t
    private let socket: Int32
    private let profile: URL
    private var received: [UInt8] = []
    private var isEnded = false

    /// Starts a browser.
    ///
    /// - Throws: A `BrowserFailure` when the program cannot be started.
    init(program: URL) throws {
        profile = FileManager.default.temporaryDirectory.appending(path: "browser-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: profile, withIntermediateDirectories: true)
        var ends: [Int32] = [0, 0]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw BrowserFailure("no pair of sockets: \(String(cString: strerror(errno)))")
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for descriptor in Int32(0)...2 {
            posix_spawn_file_actions_addopen(
                &actions, descriptor, "/dev/null", descriptor == 0 ? O_RDONLY : O_WRONLY, 0)
        }
        posix_spawn_file_actions_adddup2(&actions, ends[1], 3)
        // Where the test's end was descriptor 3, the line before has closed it in the browser, which is well.
        posix_spawn_file_actions_adddup2(&actions, ends[1] == 4 ? 4 : 3, 4)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        let arguments = [
            program.path, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
            "--disable-extensions", "--disable-background-networking", "--hide-scrollbars",
            "--run-all-compositor-stages-before-draw",
            "--user-data-dir=\(profile.path)", "--remote-debugging-pipe", "about:blank",
        ]
        var pointers = arguments.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        var process: pid_t = 0
        let status = posix_spawn(&process, program.path, &actions, &attributes, &pointers, environ)
        close(ends[1])
        guard status == 0 else {
            close(ends[0])
            try? FileManager.default.removeItem(at: profile)
            throw BrowserFailure("\(program.path) does not start: \(String(cString: strerror(status)))")
        }
        self.process = process
        socket = ends[0]
    }

    deinit { end() }

    /// Sends one message.
    func send(_ message: Data) throws {
        var rest = Array(message)[...]
        rest.append(0)
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw BrowserFailure("the browser has ended") }
            rest = rest.dropFirst(count)
        }
    }

    /// The next message; `nil` when none has come by the deadline.
    func receive(until deadline: ContinuousClock.Instant) throws -> Data? {
        var searched = 0
        while true {
            if let end = received[searched...].firstIndex(of: 0) {
                defer { received.removeSubrange(...end) }
                return Data(received[..<end])
            }
            searched = received.count
            let left = (deadline - .now) / .milliseconds(1)
            var descriptor = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
            guard left > 0, poll(&descriptor, 1, Int32(left.rounded(.up))) != 0 else { return nil }
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            let count = recv(socket, &buffer, buffer.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw BrowserFailure("the browser has ended") }
            received += buffer[..<count]
        }
    }

    /// Ends the browser and all that it started, waits for it, and removes its profile.
    func end() {
        guard !isEnded else { return }
        isEnded = true
        close(socket)
        kill(-process, SIGKILL)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        // Helpers that are still ending may write once more.
        for _ in 0..<50 where FileManager.default.fileExists(atPath: profile.path) {
            if (try? FileManager.default.removeItem(at: profile)) == nil { usleep(20_000) }
        }
    }
}

/// Why the browser did not do what it was told.
public struct BrowserFailure: Error, Hashable, CustomStringConvertible {
    /// What happened, in words.
    public let description: String

    init(_ description: String) { self.description = description }
}
