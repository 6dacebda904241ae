public import Computation

/// Leading eigenvalues of a symmetric matrix with their eigenvectors.
public struct Eigenpairs: Hashable, Sendable {
    /// The eigenvalues, largest first (by value, not by magnitude).
    public let eigenvalues: [Double]
    /// The eigenvectors as columns, orthonormal; in each the component of largest magnitude is positive (of several
    /// alike, the first). Within a group of equal eigenvalues the basis is the solver's choice.
    public let vectors: Matrix<Double>
    /// `‖Mu − λu‖` for each pair.
    public let residuals: [Double]

    /// The largest residual; zero without any pair.
    public var maxResidual: Double { residuals.max() ?? 0 }
    /// The number of pairs.
    public var count: Int { eigenvalues.count }

    /// Pairs from their parts: `vectors` has a column for each eigenvalue.
    public init(eigenvalues: [Double], vectors: Matrix<Double>, residuals: [Double]) {
        precondition(
            vectors.columns == eigenvalues.count && residuals.count == eigenvalues.count,
            "each eigenvalue needs one eigenvector and one residual")
        self.eigenvalues = eigenvalues
        self.vectors = vectors
        self.residuals = residuals
    }

    /// The first `count` pairs.
    public func prefix(_ count: Int) -> Eigenpairs {
        Eigenpairs(
            eigenvalues: Array(eigenvalues.prefix(count)), vectors: vectors.leadingColumns(min(count, self.count)),
            residuals: Array(residuals.prefix(count)))
    }
}

extension Eigenpairs: Storable {
    /// Stores three arrays: eigenvalues, vectors, residuals.
    public func store(in archive: inout Archive) throws {
        archive.store(eigenvalues, as: "eigenvalues")
        archive.store(vectors, as: "vectors")
        archive.store(residuals, as: "residuals")
    }

    /// The pairs that were stored.
    public init(restoring archive: Archive) throws {
        let eigenvalues: [Double] = try archive.elements("eigenvalues")
        let residuals: [Double] = try archive.elements("residuals")
        guard residuals.count == eigenvalues.count else { throw ArchiveError.damaged("residuals") }
        self.init(
            eigenvalues: eigenvalues, vectors: try archive.matrix("vectors", columns: eigenvalues.count),
            residuals: residuals)
    }
}
