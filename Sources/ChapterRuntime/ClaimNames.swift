public import BookModel

// What a chapter writes claims with; the rest of the contract between the parts of the program stays out of its sight.

/// A statement that the build checks.
public typealias Claim = BookModel.Claim
/// What a claim asks of one measured quantity.
public typealias Criterion = BookModel.Criterion
/// A quantity with how sure it is.
public typealias Estimate = BookModel.Estimate
/// How a number is written.
public typealias NumberFormat = BookModel.NumberFormat
