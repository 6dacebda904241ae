import Foundation
import Testing

@testable import Checking
@testable import Plotting

@Suite("Principal coordinates")
struct FreedomTests {
    private let points: [(x: Double, y: Double)] = [(3, 1), (-1, 2), (0.5, -2), (2, -1.5)]

    private func map(_ freedom: CoordinateFreedom, _ change: ((x: Double, y: Double)) -> (x: Double, y: Double))
        -> SampleBook
    {
        SampleBook(points: points.map(change), freedom: freedom)
    }

    private func messages(
        _ freedom: CoordinateFreedom, _ change: ((x: Double, y: Double)) -> (x: Double, y: Double)
    ) throws -> [String] {
        try map(freedom, change).messages(since: map(freedom) { $0 })
    }

    private func rotated(_ point: (x: Double, y: Double)) -> (x: Double, y: Double) {
        (0.6 * point.x - 0.8 * point.y, 0.8 * point.x + 0.6 * point.y)
    }

    @Test("a sign that flips is no difference where signs mean nothing, and is one elsewhere")
    func signs() throws {
        #expect(try messages(.signs) { (-$0.x, $0.y) }.isEmpty)
        #expect(try messages(.signs) { (-$0.x, -$0.y) }.isEmpty)
        #expect(try messages(.rotation) { ($0.x, -$0.y) }.isEmpty)
        #expect(try messages(.none) { (-$0.x, $0.y) }.count == 1)
    }

    @Test("a rotation is no difference within a degenerate eigenspace, and is one elsewhere")
    func rotations() throws {
        #expect(try messages(.rotation, rotated).isEmpty)
        #expect(try messages(.rotation) { rotated(($0.x, -$0.y)) }.isEmpty)
        #expect(try messages(.signs, rotated).count == 2)
    }

    @Test("a point that moved is a difference whatever the coordinates are known up to")
    func movedPoint() throws {
        for freedom in [CoordinateFreedom.signs, .rotation] {
            let moved = try messages(freedom) { rotatedOrFlipped($0, freedom, by: $0.x == 3 ? 0.5 : 0) }
            #expect(!moved.isEmpty && moved.allSatisfy { $0.hasPrefix("figure 'map', data: ") }, "\(moved)")
        }
    }

    private func rotatedOrFlipped(
        _ point: (x: Double, y: Double), _ freedom: CoordinateFreedom, by distance: Double
    ) -> (x: Double, y: Double) {
        let moved = (x: point.x + distance, y: point.y)
        return freedom == .signs ? (-moved.x, moved.y) : rotated(moved)
    }

    @Test("to declare that coordinates are free is a difference itself")
    func declaration() throws {
        #expect(
            try map(.signs) { $0 }.messages(since: map(.none) { $0 }) == [
                "figure 'map', scene: its coordinates are now known up to their signs, before known exactly"
            ])
    }

    @Test("the freedom survives the scene's text, and an unknown one is refused with its line")
    func text() throws {
        let scene = try Chart { PointMark(x: [1, 2], y: [3, 4]) }.coordinates(knownUpTo: .rotation).scene()
        #expect(try Scene(text: scene.text) == scene)
        #expect(scene.text.contains("known-up-to rotation"))
        #expect {
            try Scene(text: scene.text.replacing("known-up-to rotation", with: "known-up-to luck"))
        } throws: {
            "\($0)" == "Line 4 of the scene's text has the unknown freedom “luck”."
        }
    }
}

@Suite("Which numbers are equal")
struct ToleranceTests {
    @Test(
        "half a per cent of the range is allowed, whatever the curve",
        arguments: [
            ([0, 1, 2], [0, 1, 2.009], 0.9), ([0, 1, 2], [0, 1, 2.02], 2), ([100, 101], [100, 101.01], 2),
            ([5, 5], [5, 5.05], 2), ([-1, 1], [-1, 1.02], 2), ([0, .nan], [0, .nan], 0),
        ] as [([Double], [Double], Double)])
    func linear(_ before: [Double], _ after: [Double], _ excess: Double) {
        let largest = Tolerance.excesses(before, after).max() ?? 0
        #expect(abs(largest - excess) < 1e-9)
    }

    @Test("a number that becomes none, or infinite, is another number")
    func notFinite() {
        #expect(Tolerance.closeness(Tolerance.excesses([0, 1], [0, .nan])) == .different)
        #expect(Tolerance.closeness(Tolerance.excesses([0, .infinity], [0, 1])) == .different)
    }

    @Test("on a logarithmic axis small values count, but not the rounding of large ones")
    func logarithmic() {
        let axis = Panel.Axis(name: "y", scale: .log, lower: 1e-6, upper: 1, label: nil, categories: [])
        let before = [1e-6, 1e-3, 1]
        #expect(Tolerance.excesses(before, [2e-6, 1e-3, 1]).max() ?? 0 < 1)
        #expect(Tolerance.excesses(before, [2e-6, 1e-3, 1], axis: axis).max() ?? 0 > 1)
        #expect(
            Tolerance.closeness(Tolerance.excesses([1e-17, 1], [-3e-16, 1], axis: axis)) == .same)
    }

    @Test("numbers that are all alike are measured by what their axis shows, if that is less than they are")
    func alike() {
        let axis = Panel.Axis(name: "y", scale: .linear, lower: 990, upper: 1010, label: nil, categories: [])
        #expect(Tolerance.excesses([1000], [1000.4])[0] < 1)
        #expect(abs(Tolerance.excesses([1000], [1000.4], axis: axis)[0] - 4) < 1e-9)
        #expect(abs(Tolerance.excesses([5], [5.1], axis: axis)[0] - 4) < 1e-9)
        let aroundZero = Panel.Axis(name: "y", scale: .linear, lower: -1, upper: 1, label: nil, categories: [])
        #expect(abs(Tolerance.excesses([0], [0.04], axis: aroundZero)[0] - 4) < 1e-9)
        // A curve that is level but for rounding.
        #expect(
            Tolerance.closeness(Tolerance.excesses([1, 1 + 1e-15], [1 + 1e-15, 1], axis: aroundZero)) != .different)
    }

    @Test("texts agree if their words do and their numbers nearly")
    func texts() {
        #expect(NumberedText.areEqual("24,667 words", "24,668 words"))
        #expect(!NumberedText.areEqual("12 words", "13 words"))
        #expect(NumberedText.areEqual("1.8%, at most 5%", "1.9%, at most 5%"))
        #expect(!NumberedText.areEqual("1.8%", "2.1%"))
        #expect(!NumberedText.areEqual("0.5", "−0.5"))
    }
}
