import Computation
import Embeddings
import Foundation
import LinearAlgebra
import Testing

@Suite("Predicted embeddings")
struct PredictedEmbeddingTests {
    static let target = TargetMatrix(plantedCounts(words: 20))

    /// W at the given ascending times, by the classical Runge–Kutta method of fourth order on `dW/dt = ½(M* − WWᵀ)W`.
    private func integrated(_ start: Matrix<Double>, to times: [Double], step: Double) -> [Matrix<Double>] {
        let target = Self.target.dense()
        func added(_ w: Matrix<Double>, _ factor: Double, _ change: Matrix<Double>) -> Matrix<Double> {
            var result = w
            result.withUnsafeMutableElements { elements in
                for index in elements.indices { elements[index] += factor * change.elements[index] }
            }
            return result
        }
        func velocity(_ w: Matrix<Double>) -> Matrix<Double> {
            var result = target * w
            gemm(-0.5, w, w.transposedTimes(w), 0.5, into: &result)
            return result
        }
        var (w, time) = (start, 0.0)
        return times.map { end in
            let steps = max(1, Int(((end - time) / step).rounded(.up)))
            let h = (end - time) / Double(steps)
            for _ in 0..<steps {
                let first = velocity(w)
                let second = velocity(added(w, h / 2, first))
                let third = velocity(added(w, h / 2, second))
                let fourth = velocity(added(w, h, third))
                w = added(added(added(added(w, h / 6, first), h / 3, second), h / 3, third), h / 6, fourth)
            }
            time = end
            return w
        }
    }

    private func relativeDistance(_ a: Matrix<Double>, _ b: Matrix<Double>) -> Double {
        ((a + b.map { -$0 }).squaredFrobeniusNorm / b.squaredFrobeniusNorm).squareRoot()
    }

    @Test("from an aligned start the flow is at the predicted embeddings at any time")
    func aligned() throws {
        let pairs = try Self.target.eigenpairs(rank: 4)
        var generator = SeededGenerator(seed: 1)
        let rotation = try orthonormalBasis(of: .randomNormal(rows: 5, columns: 4, using: &generator)).transposed
        let form = ClosedForm(eigenvalues: pairs.eigenvalues, squaredStarts: [0.01, 0.04, 0.03, 1])
        let times = [0, 0.3, 1, 2, 5].map { $0 / pairs.eigenvalues[3] }
        let start = form.vectors(at: 0, eigenpairs: pairs, rotation: rotation)
        let flow = integrated(start, to: times, step: 0.04 / pairs.eigenvalues[0])
        for (w, time) in zip(flow, times) {
            #expect(relativeDistance(w, form.vectors(at: time, eigenpairs: pairs, rotation: rotation)) < 1e-7)
        }
        // The start tells its own rotation and its own squared lengths.
        let found = try ClosedForm.alignedRotation(of: start, eigenpairs: pairs)
        #expect(relativeDistance(found, rotation) < 1e-12)
        for (a, b) in zip(try ClosedForm.alignedStart(of: start, eigenpairs: pairs), form.squaredStarts) {
            #expect(abs(a - b) < 1e-12)
        }
    }

    @Test("from a random start the flow comes to the predicted embeddings, the closer the smaller the start")
    func random() throws {
        let pairs = try Self.target.eigenpairs(rank: 4)
        let distances = try [1e-2, 1e-5].map { size -> Double in
            let start = TrainingOptions(dimension: 4, start: size, seed: 3).initialVectors(words: 20)
            let form = ClosedForm(
                eigenvalues: pairs.eigenvalues,
                squaredStarts: try ClosedForm.alignedStart(of: start, eigenpairs: pairs))
            let rotation = try ClosedForm.alignedRotation(of: start, eigenpairs: pairs)
            let tau = form.learningTimes.map { $0! }
            // When the first mode is learned, between the second and the third, and after the last.
            let times = [tau[0], (tau[1] + tau[2]) / 2, 1.5 * tau[3]]
            let flow = integrated(start, to: times, step: 0.2 / pairs.eigenvalues[0])
            return zip(flow, times).map { w, time in
                relativeDistance(w, form.vectors(at: time, eigenpairs: pairs, rotation: rotation))
            }.max()!
        }
        #expect(distances[1] < distances[0] && distances[1] < 0.02)
    }

    @Test("without a rotation the modes lie along the coordinates")
    func plain() throws {
        let pairs = try Self.target.eigenpairs(rank: 3)
        let form = ClosedForm(eigenvalues: pairs.eigenvalues, start: 0.1)
        let embedding = form.embedding(at: 0.2, eigenpairs: pairs, vocabulary: Self.target.vocabulary)
        let values = form.singularValues(at: 0.2)
        for row in 0..<20 {
            for column in 0..<3 {
                #expect(embedding.vectors[row, column] == Float(pairs.vectors[row, column] * values[column]))
            }
        }
        // In the end it is the embedding of the eigenpairs.
        let final = form.embedding(at: 1e6, eigenpairs: pairs, vocabulary: Self.target.vocabulary)
        let wanted = try Self.target.embedding(dimension: 3)
        for (a, b) in zip(final.vectors.elements, wanted.vectors.elements) { #expect(abs(a - b) < 1e-6) }
    }
}
