import BookModel
import Computation
import Files
import Foundation
import Plotting

#if canImport(Glibc)
    import Glibc
#endif

/// The process that runs one chapter: the body of the hidden command `w2vbook run-chapter`.
///
/// The request is one line of JSON on standard input, which the parent then keeps open: when it ends, so does this
/// process, so that no chapter outlives the build. Events go out on what was standard output; whatever the chapter
/// prints goes to standard error, where it cannot be taken for an event.
public enum ChapterProcess {
    /// Runs the chapter and returns the exit status: 0 when it finished, 1 when its code threw.
    public static func main() -> Int32 {
        // Out of the way of a chapter that closes, or takes for its own, the descriptors that programs usually have.
        let events = duplicate(STDOUT_FILENO)
        let parent = duplicate(STDIN_FILENO)
        dup2(STDERR_FILENO, STDOUT_FILENO)
        resetInheritedSignals()
        guard let line = readLine(), let request = try? JSONDecoder().decode(RunRequest.self, from: Data(line.utf8))
        else {
            print("error: this command is run by 'w2vbook build', which says on standard input what to run")
            return 2
        }
        end(with: parent)
        let session = ChapterSession(pipe: FileHandle(fileDescriptor: events, closeOnDealloc: false))
        session.makeCurrent()
        return run(request, session)
    }

    private static func run(_ request: RunRequest, _ session: ChapterSession) -> Int32 {
        guard let library = dlopen(request.library, RTLD_NOW | RTLD_LOCAL),
            let entry = dlsym(library, "w2vbook_chapter")
        else {
            let reason = String(cString: dlerror())
            session.send(
                .threw(
                    message: "the chapter's program cannot be loaded: \(reason)", remedy: nil, location: nil,
                    isAboutCorpus: false))
            return 1
        }
        ThrowRecorder.start()
        let context = ComputeContext(
            store: request.store.map { ResultStore(scienceResults: URL(filePath: $0)) },
            threads: request.threads, memory: request.memory,
            progress: { session.send(.progress(step: $0, fraction: $1)) },
            // What is printed is passed on line by line.
            notice: { try? FileHandle.standardError.write(contentsOf: Data("\($0)\n".utf8)) },
            timing: { session.send(.timing(step: $0, seconds: $1, reused: $2)) },
            warn: { session.send(.warned(message: $0, remedy: nil, cell: nil)) })
        let call = unsafeBitCast(entry, to: (@convention(c) (UnsafeRawPointer) -> Void).self)
        let invocation = ChapterInvocation(book: Book(request))
        ComputeContext.$current.withValue(context) {
            call(Unmanaged.passUnretained(invocation).toOpaque())
        }
        // What the chapter printed must be out before the engine hears that it is over.
        fflush(nil)
        if let error = invocation.error {
            session.send(
                .threw(
                    message: String(describing: error), remedy: remedy(of: error),
                    location: ThrowRecorder.location(in: request.chapter),
                    isAboutCorpus: error is UnusableCorpus))
            return 1
        }
        session.send(.finished)
        return 0
    }

    private static func remedy(of error: any Error) -> String? {
        // Figures have an error type of their own, for Plotting does not know of Files.
        (error as? any UserFacingError)?.remedy?.text(for: .book) ?? (error as? FigureError)?.remedy
    }

    /// The same file under a high number, or, where so many are not allowed, a low one.
    private static func duplicate(_ descriptor: Int32) -> Int32 {
        let high = fcntl(descriptor, F_DUPFD_CLOEXEC, 200)
        return high >= 0 ? high : fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
    }

    /// Keeps what the chapter starts from inheriting that signals are blocked, as they are on threads of tasks, or
    /// ignored.
    private static func resetInheritedSignals() {
        // Who has gone must not end the chapter. Other than what is ignored, a handler is not inherited.
        signal(SIGPIPE) { _ in }
        var none = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, nil)
    }

    /// Ends this process when the other end of the pipe is closed. The supervisor ends what it has started.
    private static func end(with parent: Int32) {
        Thread.detachNewThread {
            var byte: UInt8 = 0
            while true {
                let count = read(parent, &byte, 1)
                guard count == 0 || (count < 0 && errno != EINTR) else { continue }
                _exit(3)
            }
        }
    }
}

/// What the chapter's entry point is handed, and what it leaves behind.
final class ChapterInvocation {
    let book: Book
    var error: (any Error)?

    init(book: Book) { self.book = book }
}

/// Runs a chapter's body. Called by the chapter's program, whose entry point is a C function.
public func runChapter(_ context: UnsafeRawPointer, _ body: (Book) throws -> Void) {
    let invocation = Unmanaged<ChapterInvocation>.fromOpaque(context).takeUnretainedValue()
    do { try body(invocation.book) } catch { invocation.error = error }
}
