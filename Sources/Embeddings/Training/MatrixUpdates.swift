import Computation
import LinearAlgebra

/// How many elements a thread takes at a time where all are treated alike.
let elementChunk = 1 << 15

extension Matrix<Float> {
    /// Takes the elements of a matrix of the same shape, rounded.
    mutating func round(_ source: Matrix<Double>) {
        precondition(source.rows == rows && source.columns == columns, "the shapes do not fit")
        withUnsafeMutableElements { target in
            source.elements.withUnsafeBufferPointer { source in
                nonisolated(unsafe) let (source, target) = (source, target)
                concurrentChunks(count: target.count, chunk: elementChunk) { range in
                    for index in range { target[index] = Float(source[index]) }
                }
            }
        }
    }
}

extension Matrix<Double> {
    /// Sets the elements to those of `source + Σ factor · term`, all of the same shape; `source` may be nil for zero.
    mutating func set(to source: Matrix<Double>?, adding terms: [(factor: Double, matrix: Matrix<Float>)]) {
        withUnsafeMutableElements { target in
            nonisolated(unsafe) let target = target
            concurrentChunks(count: target.count, chunk: elementChunk) { range in
                // So few at a time, that the sums stay in the first cache while one term after the other is added.
                for start in stride(from: range.lowerBound, to: range.upperBound, by: 1024) {
                    let part = start..<Swift.min(start + 1024, range.upperBound)
                    if let source {
                        source.elements.withUnsafeBufferPointer { source in
                            for index in part { target[index] = source[index] }
                        }
                    } else {
                        for index in part { target[index] = 0 }
                    }
                    for (factor, matrix) in terms {
                        matrix.elements.withUnsafeBufferPointer { matrix in
                            for index in part { target[index] += factor * Double(matrix[index]) }
                        }
                    }
                }
            }
        }
    }

    /// Adds `factor · term` to the elements and returns the sum of their squares, which is not finite where one of them
    /// is not.
    mutating func add(_ factor: Double, _ term: Matrix<Float>) -> Double {
        withUnsafeMutableElements { target in
            term.elements.withUnsafeBufferPointer { term in
                nonisolated(unsafe) let (term, target) = (term, target)
                let squares = concurrentChunks(count: target.count, chunk: elementChunk) { range in
                    var sum = 0.0
                    for index in range {
                        let value = target[index] + factor * Double(term[index])
                        target[index] = value
                        sum += value * value
                    }
                    return sum
                }
                return squares.reduce(0, +)
            }
        }
    }

    /// `tr(AᵀB)`.
    func innerProduct(_ other: Matrix<Float>) -> Double {
        elements.withUnsafeBufferPointer { first in
            other.elements.withUnsafeBufferPointer { second in
                nonisolated(unsafe) let (first, second) = (first, second)
                let sums = concurrentChunks(count: first.count, chunk: elementChunk) { range in
                    var sum = 0.0
                    for index in range { sum += first[index] * Double(second[index]) }
                    return sum
                }
                return sums.reduce(0, +)
            }
        }
    }
}
