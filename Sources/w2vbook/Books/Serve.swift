import ArgumentParser
import BookModel
import Dispatch
import Foundation
import NotebookEngine
import Preview

/// Shows the book in a browser while it is written.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show the book in a browser while you write: saving a file builds and shows it again.",
        discussion: """
            Open the address that is printed. Only chapters whose code changed run again. The browser stays where you \
            read; what is wrong is shown over the last good page, until it is mended. A save while chapters run stops \
            them and builds what was saved; trainings go on where they were. Nothing is written to output/: w2vbook \
            build does that. Ctrl-C ends it.
            """)

    @OptionGroup var book: BookOption

    @OptionGroup var choices: BookChoices

    @Option(help: "The port; by default \(PreviewServer.usualPort) or the next free one, with 0 any.")
    var port: UInt16?

    @Option(help: "Another IPv4 address of this machine to listen on; 0.0.0.0 is all. Others can then read the book.")
    var host = "127.0.0.1"

    @OptionGroup var trust: TrustOption

    @Flag(help: "Say nothing but the address and what is wrong.")
    var quiet = false

    /// How long the end may take after Ctrl-C.
    private static let patience = DispatchTimeInterval.milliseconds(800)

    func run() async throws {
        // A chapter's process may end before it has read what it is asked; that is its fault, not ours.
        signal(SIGPIPE, SIG_IGN)
        let folder = try book.open()
        var options = choices.options
        // While one writes, the compiler is what one waits for.
        options.optimizes = false
        options.approved = trust.approved
        if !host.hasPrefix("127.") {
            Terminal.show(
                Diagnostic(
                    .warning, "the book is shown to other machines on \(host)",
                    remedy: "Leave --host out to show it to this machine alone."))
        }
        let server = try await PreviewServer.start(host: host, port: port)
        Terminal.write("the book is shown at \(server.address) (Ctrl-C ends it)\n")
        let preview = LivePreview(folder: folder, options: options, server: server, isQuiet: quiet)
        let work = Task { await preview.run() }
        let interruption = Interruption {
            work.cancel()
            // What cannot be stopped in the middle, as colouring a long listing, is not waited for: nothing is written
            // but the cache, file by file, and the supervisors of chapters end what those have started.
            DispatchQueue(label: "end").asyncAfter(deadline: .now() + Serve.patience) { _exit(0) }
        }
        defer { interruption.end() }
        await work.value
        await server.stop()
    }
}
