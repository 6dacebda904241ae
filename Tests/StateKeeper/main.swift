import Computation
import Files
import Foundation

// A long computation that keeps its state at each step, for tests that kill it: counts to a number, says where it begins,
// and what is kept.
//
// usage: StateKeeper FOLDER NUMBER
func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }

let folder = URL(filePath: CommandLine.arguments[1])
let last = Double(CommandLine.arguments[2])!
let context = ComputeContext(store: ResultStore(folder: folder, codeFingerprint: Fingerprint(of: "counting")))
let result: Double = try ComputeContext.$current.withValue(context) {
    try remembered("counting", from: [], checkpointsEvery: .zero) { (checkpoints: Checkpoints<Double>) in
        var state = checkpoints.restored { _ in true } ?? 0
        say("begins at \(Int(state))")
        while state < last {
            state += 1
            try checkpoints.pass { state }
            say("kept \(Int(state))")
        }
        return state
    }
}
say("result \(Int(result))")
