import Testing

@testable import w2vbook

/// What a build shows of its progress.
@Suite("Progress") struct ProgressTests {
    @Test(
        "each chapter that runs has a line with its step, how much is done and how long it takes; those that wait share one"
    )
    func lines() {
        var board = ProgressBoard()
        #expect(board.lines(at: 0) == [])
        board.move("02-training", to: "compiling", at: 0)
        board.move("01-numbers", to: "counting", fraction: 0, at: 0)
        board.wait("03-limits")
        #expect(board.lines(at: 0) == ["  01-numbers: counting", "  02-training: compiling", "  1 chapter waits"])
        board.move("01-numbers", to: "counting", fraction: 0.25, at: 10)
        board.wait("02-training")
        #expect(board.lines(at: 10) == ["  01-numbers: counting 25%, about 30 s left", "  2 chapters wait"])
        board.move("02-training", to: "running", at: 12)
        board.end("01-numbers")
        board.end("03-limits")
        #expect(board.lines(at: 12) == ["  02-training: running"])
    }

    @Test("the remaining time is of this run: what was done before it does not count")
    func resumed() {
        var board = ProgressBoard()
        board.move("a", to: "training", fraction: 0.5, at: 100)
        #expect(board.lines(at: 100) == ["  a: training 50%"])
        board.move("a", to: "training", fraction: 0.6, at: 110)
        #expect(board.lines(at: 110) == ["  a: training 60%, about 40 s left"])
        // The end is near enough to be waited for.
        board.move("a", to: "training", fraction: 0.996, at: 150)
        #expect(board.lines(at: 150) == ["  a: training 99%"])
        board.move("a", to: "training", fraction: 1, at: 151)
        #expect(board.lines(at: 151) == ["  a: training 100%"])
    }

    @Test("long times are told in minutes and hours")
    func durations() {
        func line(after seconds: Double) -> String {
            var board = ProgressBoard()
            board.move("a", to: "training", fraction: 0, at: 0)
            board.move("a", to: "training", fraction: 0.5, at: seconds)
            return board.lines(at: seconds)[0]
        }
        #expect(line(after: 1.9) == "  a: training 50%")
        #expect(line(after: 99) == "  a: training 50%, about 99 s left")
        #expect(line(after: 100) == "  a: training 50%, about 2 min left")
        #expect(line(after: 3600) == "  a: training 50%, about 60 min left")
        #expect(line(after: 7300) == "  a: training 50%, about 2 h left")
    }

    @Test("a detail after a point in the middle may change within a step; another step begins anew")
    func details() {
        var board = ProgressBoard()
        let isNew = board.move("a", to: "training · loss 3", fraction: 0, at: 0)
        let isNewAgain = board.move("a", to: "training · loss 2", fraction: 0.5, at: 20)
        #expect(isNew && !isNewAgain)
        #expect(board.lines(at: 20) == ["  a: training · loss 2 50%, about 20 s left"])
        let isNewAtLast = board.move("a", to: "eigenvectors", fraction: 0.1, at: 21)
        #expect(isNewAtLast)
        #expect(board.lines(at: 21) == ["  a: eigenvectors 10%"])
    }

    @Test("no line is longer than the terminal is wide")
    func width() {
        var board = ProgressBoard()
        board.move("01-numbers", to: "counting pairs of words", at: 0)
        #expect(board.lines(at: 0, width: 20) == ["  01-numbers: count…"])
        #expect(board.lines(at: 0, width: 38) == ["  01-numbers: counting pairs of words"])
        #expect(board.lines(at: 0, width: 0) == ["…"])
    }
}
