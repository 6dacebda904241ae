import Foundation
import Tracer

// Runs a program and kills it at a chosen system call, for tests of what is then on disk: see tracer.h.
//
// usage: KillAtCall [--names] NUMBER TEXT PROGRAM [ARGUMENT…]
var arguments = Array(CommandLine.arguments.dropFirst())
let namesOnly = arguments.first == "--names"
if namesOnly { arguments.removeFirst() }
guard arguments.count >= 3, let number = Int(arguments[0]) else {
    FileHandle.standardError.write(Data("usage: KillAtCall [--names] NUMBER TEXT PROGRAM [ARGUMENT…]\n".utf8))
    exit(64)
}
var program: [UnsafeMutablePointer<CChar>?] = arguments.dropFirst(2).map { strdup($0) }
program.append(nil)
exit(run_until_call(number, namesOnly ? 1 : 0, arguments[1], program))
