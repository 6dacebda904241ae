import Embeddings
import Foundation
import LinearAlgebra
import Plotting
import TextStatistics

// What README.md shows.
let corpus = TextCorpus(name: "mine", file: URL(filePath: "text.txt"))
let counts = try corpus.cooccurrences(vocabulary: 100, window: 8)
let theory = try TargetMatrix(counts).eigenpairs(rank: 10)
let trained = try corpus.words(vocabulary: 100).train(Word2VecOptions(dimension: 10, subsampling: nil, epochs: 40))
let chart = Chart { PointMark(theory.eigenvalues, label: "*M*⋆") }
    .xScale(label: "rank *k*").yScale(label: "eigenvalue *λ*_{k}")
try chart.scene().png().write(to: URL(filePath: "spectrum.png"))

try Data(chart.scene().standaloneSVG().utf8).write(to: URL(filePath: "spectrum.svg"))

// ‖Mv − λv‖ of each pair, in parts of the largest eigenvalue.
let matrix = TargetMatrix(counts).dense()
let pairs = try leadingEigenpairs(of: matrix, count: 10)
func largestResidual(of pairs: Eigenpairs) -> Double {
    let difference = matrix * pairs.vectors - pairs.vectors * Matrix(diagonal: pairs.eigenvalues)
    let squares = (0..<pairs.count).map { difference.column($0).reduce(0) { $0 + $1 * $1 } }
    return (squares.max() ?? .nan).squareRoot() / pairs.eigenvalues[0]
}
print("residuals", largestResidual(of: pairs), largestResidual(of: theory))
print("losses", trained.history.first?.meanLoss ?? .nan, trained.history.last?.meanLoss ?? .nan)
print("nearest", try trained.embedding.nearest(to: "license", count: 1)[0].word)
