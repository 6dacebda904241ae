import CProcessControl
import Foundation

/// The process between a build and one of its chapters: the body of the hidden command `w2vbook supervise-chapter`.
///
/// It starts the chapter's process, which has its standard input and outputs, and becomes the parent of whatever the
/// chapter starts and leaves behind. When the chapter ends, all that is left is killed, and the supervisor ends as the
/// chapter did. When the build ends, which closes the standard input, or when it is asked to stop, everything is killed.
public enum ChapterSupervisor {
    /// Runs the chapter's process; returns its exit status, or ends by the signal that ended it.
    public static func main() -> Int32 {
        // Without this, which Linux has had since 2012, daemons would only be found by group and environment.
        _ = adopt_orphans()
        let family = ProcessFamily(leader: getpid())
        let requests = [SIGTERM, SIGINT, SIGHUP].map { endFamily(family, onSignal: $0) }
        defer { withExtendedLifetime(requests) {} }
        guard let chapter = start() else { return 127 }
        // The build must hear when the chapter closes them.
        let nothing = open("/dev/null", O_RDWR | O_CLOEXEC)
        for descriptor in [STDOUT_FILENO, STDERR_FILENO] { dup2(nothing, descriptor) }
        Thread.detachNewThread {
            waitForEnd(of: STDIN_FILENO)
            family.killMembers()
            _exit(3)
        }
        let status = wait(for: chapter)
        family.killMembers()
        return end(as: status)
    }

    /// Starts this program once more, as the chapter's process, with no signal blocked or ignored.
    private static func start() -> pid_t? {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        let program = Executable.url.path
        var arguments = [strdup(program), strdup("run-chapter"), nil]
        defer { for argument in arguments { free(argument) } }
        var chapter: pid_t = 0
        return posix_spawn(&chapter, program, nil, &attributes, &arguments, process_environment()) == 0 ? chapter : nil
    }

    private static func endFamily(_ family: ProcessFamily, onSignal number: Int32) -> any DispatchSourceSignal {
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: DispatchQueue(label: "signal \(number)"))
        source.setEventHandler {
            family.killMembers()
            _exit(128 + number)
        }
        source.activate()
        return source
    }

    /// Waits until nobody can write to this pipe any more; reads nothing of it.
    private static func waitForEnd(of descriptor: Int32) {
        var state = pollfd(fd: descriptor, events: 0, revents: 0)
        while poll(&state, 1, -1) < 0 {}
    }

    /// Waits for the chapter's process, and for those that it has left meanwhile; returns how it ended.
    private static func wait(for chapter: pid_t) -> Int32 {
        var status: Int32 = 0
        while true {
            let ended = waitpid(-1, &status, 0)
            if ended == chapter { return status }
            // It cannot be waited for: nobody knows how it ended.
            if ended < 0, errno == ECHILD { return 127 << 8 }
        }
    }

    /// The exit status of a process that ended with this status, or the end by the same signal, without a second trace
    /// of it.
    private static func end(as status: Int32) -> Int32 {
        let number = status & 0x7F
        guard number != 0 else { return status >> 8 & 0xFF }
        var none = rlimit()
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        signal(number, SIG_DFL)
        var only = sigset_t()
        sigemptyset(&only)
        sigaddset(&only, number)
        pthread_sigmask(SIG_UNBLOCK, &only, nil)
        kill(getpid(), number)
        // Delivered to another thread, it takes a moment.
        usleep(1_000_000)
        return 128 + number
    }
}
