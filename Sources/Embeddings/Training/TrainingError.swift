public import Files

/// Why an embedding cannot be trained as asked.
public enum TrainingError: UserFacingError, Equatable {
    /// An option that makes no sense: its name, its value, what it must be.
    case option(name: String, value: String, must: String)
    /// The largest eigenvalue of the target is not positive, so nothing can be learned.
    case nothingToLearn(largestEigenvalue: Double)
    /// The end of the training is too many steps away.
    case endless(endTime: Double, mostSteps: Int)
    /// The embeddings grew beyond all bounds; the step size is in units of 1/λ₁.
    case diverged(step: Int, stepSize: Double)
    /// The embeddings grew beyond all bounds in a training on pairs; the step size is in units of 1/λ.
    case pairsDiverged(step: Int, stepSize: Double, batch: Int)
    /// The steps that a tolerance asks for became too small to go on.
    case stalled(time: Double, tolerance: Double)

    /// One line about what is wrong.
    public var description: String {
        switch self {
        case .option(let name, let value, let must):
            "the training option \(name) is \(value), but must be \(must)"
        case .nothingToLearn(let eigenvalue):
            "nothing can be learned: the target's largest eigenvalue is \(eigenvalue)"
        case .endless(let endTime, let mostSteps):
            "the training until t = \(endTime) would take more than \(mostSteps) steps"
        case .diverged(let step, let stepSize):
            "the training diverged at step \(step) with a step size of \(stepSize)/λ₁"
        case .pairsDiverged(let step, let stepSize, let batch):
            "the training on batches of \(batch) pairs diverged at step \(step) with a step size of \(stepSize)/λ"
        case .stalled(let time, let tolerance):
            "the training stalled at t = \(time): a tolerance of \(tolerance) asks for smaller and smaller steps"
        }
    }

    /// What to do about it.
    public var remedy: Remedy? {
        switch self {
        case .option(let name, _, _): "Correct \(name), or leave it out to take its default."
        case .nothingToLearn: "Take a larger corpus."
        case .endless: "Ask for fewer dimensions, whose eigenvalues are larger, or set an earlier end time."
        case .diverged: "Lower the step size; 0.1 is safe, and more than 2 never converges."
        case .pairsDiverged: "Lower the step size, or take larger batches, whose gradients scatter less."
        case .stalled: "Take a larger tolerance; single precision allows about 1e-6."
        }
    }
}
