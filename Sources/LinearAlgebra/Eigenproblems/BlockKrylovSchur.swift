import Computation
import Foundation

/// The block Krylov–Schur method for the algebraically largest eigenpairs of a symmetric operator (Stewart 2001; for
/// symmetric operators it is the thick-restart Lanczos method of Wu and Simon 2000, here with blocks).
///
/// An orthonormal basis Q grows by the images of its last b vectors. When it is full, the eigenvectors of the projected
/// matrix `QᵀAQ` give the Ritz vectors; the leading ones and the last block, which is orthogonal to Q, are the basis
/// that the next cycle starts from. The residual of a Ritz pair is known without a product: `AQ = QT + FBEᵀ`, where F
/// is that last block and E picks the last b rows, so it is `‖B Eᵀs‖` for the eigenvector s of T.
///
/// Blocks make the products as fast as BLAS can be, and find eigenvalues that are repeated up to b times. All
/// products are ``gemm(_:_:transposeA:_:transposeB:_:into:)``, and LAPACK is given one thread for the small problems,
/// so the result does not depend on the number of threads.
struct BlockKrylovSchur<Element: Scalar> {
    /// Why it stopped: `stalled` is for residuals that do not get smaller any more, `overflow` for images that are not
    /// finite.
    enum Ending { case converged, gaveUp, outOfReach, stalled, overflow }

    private let operation: (Matrix<Element>, inout Matrix<Element>) -> Void
    private let wanted: Int
    private let plan: KrylovPlan
    /// The basis: n rows, of whose columns the first `size` are in use.
    private var basis: Matrix<Element>
    private var size = 0
    /// The last b columns of the basis, and their images.
    private var block: Matrix<Element>
    private var image: Matrix<Element>
    /// `QᵀAQ`, the upper triangle of its first `size` rows and columns.
    private var projection: Matrix<Double>
    /// B: how the images of the last block go beyond the basis.
    private var coupling: Matrix<Double>
    private var products = 0
    /// The projection's eigenvalues and eigenvectors at the end of the last cycle.
    private var cycleEnd: (values: [Double], vectors: Matrix<Double>)?
    /// By what images are multiplied, a power of two that makes the first ones about as long as unit vectors: their
    /// squares must not overflow or vanish. So the projection is that of a multiple of the operator, which has the same
    /// eigenvectors.
    private var scale: Element?
    /// The largest length of an image of a unit vector, beside which lengths are nothing but rounding errors.
    private var longestImage = 0.0
    private var generator: SeededGenerator

    /// - Parameter operation: sets its second argument to the image of the first.
    init(
        plan: KrylovPlan, seed: UInt64,
        operation: @escaping (_ vectors: Matrix<Element>, _ images: inout Matrix<Element>) -> Void
    ) throws {
        self.operation = operation
        self.plan = plan
        wanted = plan.wanted
        generator = SeededGenerator(seed: seed)
        basis = Matrix(rows: plan.order, columns: plan.basisSize + plan.blockSize)
        block = .randomNormal(rows: plan.order, columns: plan.blockSize, using: &generator)
        image = Matrix(rows: plan.order, columns: plan.blockSize)
        projection = Matrix(rows: plan.basisSize, columns: plan.basisSize)
        coupling = Matrix(rows: plan.blockSize, columns: plan.blockSize)
        block = try qrDecomposition(of: block).q
        append()
    }

    /// Runs cycles until the wanted pairs have residuals within the tolerance, or `mostProducts` vectors have been
    /// multiplied in all, or `canReach` says of the operator's norm and the largest residual allowed, which are in the
    /// same unknown unit, that it is in vain. Can be called again, to go on with a smaller tolerance.
    mutating func run(
        tolerance: ResidualTolerance, mostProducts: Int, canReach: (_ norm: Double, _ goal: Double) -> Bool
    ) throws -> Ending {
        let context = ComputeContext.current
        var watch = StallDetector()
        while true {
            try context.checkCancellation()
            if let cycleEnd { restart(cycleEnd) }
            while size <= plan.basisSize {
                guard try extend() else { return .overflow }
                products += plan.blockSize
            }
            size -= plan.blockSize
            let (values, rows) = try symmetricSystem(projection.leadingSquare(size))
            let vectors = rows.transposed
            cycleEnd = (values, vectors)
            let residuals = self.residuals(vectors)
            let goal = tolerance.goal(values, wanted: wanted)
            let converged = residuals.prefix(wanted).count { $0 <= goal }
            context.progress("finding \(wanted) eigenvectors", Double(converged) / Double(wanted))
            let ending: Ending? =
                if converged == wanted {
                    .converged
                } else if !canReach(norm(values), goal) {
                    .outOfReach
                } else if watch.isStalled(residuals.prefix(wanted).map { max($0, goal) }) {
                    .stalled
                } else if products >= mostProducts {
                    .gaveUp
                } else {
                    nil
                }
            if let ending { return ending }
        }
    }

    /// The Ritz vectors of the wanted pairs at the end of the last cycle, and of the ``outliers``, orthonormal to the
    /// precision of `Element`; nil if no cycle has come to its end.
    var ritzVectors: Matrix<Element>? {
        guard let (values, vectors) = cycleEnd else { return nil }
        let chosen = Array(0..<wanted) + outliers(values)
        return combinations(vectors.transposed.rows(at: chosen).transposed)
    }

    /// The indices of the most negative Ritz values, if they exceed the wanted ones in magnitude; a block of them at most.
    private func outliers(_ values: [Double]) -> Range<Int> {
        let scale = max(abs(values[0]), abs(values[wanted - 1]))
        let first = max(values.count - plan.blockSize, values.firstIndex { $0 < -scale } ?? values.count)
        return max(first, wanted)..<values.count
    }

    /// The largest magnitude of a Ritz value, where the ``outliers`` count for little: what rounding errors in their
    /// directions do to the result can be repaired at the end, and only what they do to the iteration remains.
    private func norm(_ values: [Double]) -> Double {
        max(abs(values[0]), abs(values[values.count - 1 - outliers(values).count]), abs(values[values.count - 1]) / 64)
    }

    /// Multiplies the last block, and appends what of its image is orthogonal to the basis; false if the image is not
    /// finite.
    ///
    /// The basis is taken out twice, for rounding errors of the first time would grow from block to block; and again as
    /// long as that takes much away: then most of what there was were errors, and what is left is not yet orthogonal.
    private mutating func extend() throws -> Bool {
        guard multiplyBlock() else { return false }
        var coordinates = Matrix<Double>(removeBasis())
        coupling = Matrix(diagonal: Array(repeating: 1, count: plan.blockSize))
        var nothing = 10 * Double(Element.ulpOfOne) * longestImage
        // Random directions take no more than two rounds more; the bound is for operators that are not linear.
        for round in 1...8 {
            if round > 1 { coordinates = coordinates + Matrix<Double>(removeBasis()) * coupling }
            let (q, r) = try choleskyQR(image) ?? completedQR(nothing: nothing)
            image = q
            coupling = r * coupling
            nothing = 10 * Double(Element.ulpOfOne)
            if round > 1, (0..<plan.blockSize).allSatisfy({ abs(r[$0, $0]) > 0.7 }) { break }
        }
        block = image
        for row in 0..<size {
            for column in 0..<plan.blockSize {
                projection[row, size - plan.blockSize + column] = coordinates[row, column]
            }
        }
        append()
        return true
    }

    /// Sets ``image`` to that of the last block, in the unit of ``scale``; false if it is not finite.
    private mutating func multiplyBlock() -> Bool {
        operation(block, &image)
        if scale == nil {
            let longest = columnNorms(image).max() ?? 0
            // An exponent that the type has, for the reciprocal too.
            let most = Int(Element.greatestFiniteMagnitude.exponent) - 1
            let exponent = longest.isNormal ? max(-most, min(most, Int(longest.exponent))) : 0
            scale = Element(sign: .plus, exponent: Element.Exponent(-exponent), significand: 1)
        }
        let scale = scale!
        image.withUnsafeMutableElements { for index in $0.indices { $0[index] *= scale } }
        let lengths = columnNorms(image)
        longestImage = lengths.reduce(longestImage, max)
        return lengths.allSatisfy { $0.isFinite }
    }

    /// An orthonormal block whose span contains that of the image, and the image's coordinates in it, for an image of
    /// lower rank: the operator has an invariant subspace, which is complete. Random directions take the place of those
    /// that are missing.
    private mutating func completedQR(nothing: Double) throws -> (q: Matrix<Element>, r: Matrix<Double>) {
        var (q, r) = try qrDecomposition(of: image)
        let fresh = Matrix<Element>.randomNormal(rows: plan.order, columns: plan.blockSize, using: &generator)
        // The direction of a column that depends on earlier ones is arbitrary, but later columns may have a part in it.
        for column in 0..<plan.blockSize where r.row(column).allSatisfy({ abs(Double($0)) <= nothing }) {
            for row in 0..<plan.order { q[row, column] = fresh[row, column] }
            for later in 0..<plan.blockSize { r[column, later] = 0 }
        }
        let completed = try qrDecomposition(of: q)
        return (completed.q, Matrix<Double>(completed.r) * Matrix<Double>(r))
    }

    /// Takes out of ``image`` what lies in the basis; returns its coordinates there.
    private mutating func removeBasis() -> Matrix<Element> {
        var coefficients = Matrix<Element>(rows: size, columns: plan.blockSize)
        basis.withPart(columns: 0..<size) { basis in
            image.withPart { image in
                coefficients.withMutablePart { gemm(1, basis, transposeA: true, image, 0, into: $0) }
            }
            coefficients.withPart { coefficients in
                image.withMutablePart { gemm(-1, basis, coefficients, 1, into: $0) }
            }
        }
        return coefficients
    }

    private mutating func append() {
        basis.setColumns(from: size, to: block)
        size += plan.blockSize
    }

    /// The residuals of all Ritz pairs, from the last rows of the projection's eigenvectors.
    private func residuals(_ vectors: Matrix<Double>) -> [Double] {
        columnNorms(coupling * vectors.rows(at: size - plan.blockSize..<size))
    }

    /// Vectors by their coordinates in the basis.
    private func combinations(_ coordinates: Matrix<Double>) -> Matrix<Element> {
        let coordinates = coordinates.map { Element($0) }
        var result = Matrix<Element>(rows: plan.order, columns: coordinates.columns)
        basis.withPart(columns: 0..<size) { basis in
            coordinates.withPart { coordinates in
                result.withMutablePart { gemm(1, basis, coordinates, 0, into: $0) }
            }
        }
        return result
    }

    /// Goes on with the leading Ritz vectors and the block beyond the basis.
    private mutating func restart(_ end: (values: [Double], vectors: Matrix<Double>)) {
        let (values, vectors) = end
        basis.setColumns(from: 0, to: combinations(vectors.leadingColumns(plan.keptSize)))
        size = plan.keptSize
        for row in 0..<size {
            for column in row..<size { projection[row, column] = row == column ? values[row] : 0 }
        }
        append()
    }
}

/// How large residuals may be.
struct ResidualTolerance {
    /// In parts of the largest magnitude of a wanted eigenvalue.
    var relative: Double

    /// What double precision leaves of residuals, in parts of the operator's norm: no less is asked.
    static let floor = 1e-14

    /// The largest residual allowed, for eigenvalues that are sorted, the wanted ones first, and tell of the norm.
    func goal(_ values: [Double], wanted: Int) -> Double {
        let scale = max(abs(values[0]), abs(values[wanted - 1]))
        return max(relative * scale, Self.floor * max(scale, abs(values[values.count - 1])))
    }
}

/// Notices when cycle after cycle brings nothing.
private struct StallDetector {
    private var best = Double.infinity
    private var cyclesWithoutGain = 0

    /// Whether ten cycles have lowered the residuals by less than a hundredth, on the geometric mean.
    mutating func isStalled(_ residuals: [Double]) -> Bool {
        let mean = residuals.reduce(0) { $0 + log($1) } / Double(residuals.count)
        if mean < best - 0.01 { (best, cyclesWithoutGain) = (mean, 0) } else { cyclesWithoutGain += 1 }
        return cyclesWithoutGain >= 10
    }
}

/// The sizes of a run of ``BlockKrylovSchur``.
struct KrylovPlan {
    let order: Int
    let wanted: Int
    /// b: how many vectors are multiplied at a time.
    let blockSize: Int
    /// How many vectors the basis has at the end of a cycle.
    let basisSize: Int
    /// How many Ritz vectors the next cycle starts with.
    let keptSize: Int

    /// Sizes that are known to work well; found by trials with matrices of words.
    ///
    /// The order must be several times the number of wanted pairs.
    init(order: Int, wanted: Int) {
        let blockSize = max(16, min(48, wanted / 80 * 16))
        let keptSize = wanted + max(2 * blockSize, wanted / 4)
        self.init(
            order: order, wanted: wanted, blockSize: blockSize,
            basisSize: keptSize + max(8 * blockSize, wanted * 3 / 2), keptSize: keptSize)
    }

    /// Sizes of one's own, which are rounded to whole blocks; the basis and one block more must fit into the space.
    init(order: Int, wanted: Int, blockSize: Int, basisSize: Int, keptSize: Int) {
        self.order = order
        self.wanted = wanted
        self.blockSize = blockSize
        self.keptSize = (keptSize + blockSize - 1) / blockSize * blockSize
        self.basisSize = min(basisSize, order - blockSize) / blockSize * blockSize
        precondition(
            wanted <= self.keptSize && self.keptSize + 2 * blockSize <= self.basisSize,
            "a space of \(order) dimensions is too small for this basis")
    }
}
