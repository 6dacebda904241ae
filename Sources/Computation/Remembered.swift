/// Computes a value, or recalls it from the store of ``ComputeContext/current``.
///
/// The key is the operation, its parameters, its inputs and the fingerprint of the store's code: whatever else a
/// result depends on must be named among them. Tells the context when computing begins and how long it took.
/// Throws what `compute` throws.
public func remembered<Value: Storable>(
    _ operation: String, _ parameters: KeyValuePairs<String, String> = [:], from inputs: [Fingerprint],
    compute: () throws -> Value
) throws -> Value {
    let context = ComputeContext.current
    let start = ContinuousClock.now
    func computeAloud() throws -> Value {
        context.progress(operation, nil)
        return try compute()
    }
    let (value, reused): (Value, Bool)
    if let store = context.store {
        let key = Fingerprint(
            operation: operation, parameters: parameters, inputs: inputs + [store.codeFingerprint])
        (value, reused) = try store.recallOrCompute(key, name: operation, compute: computeAloud)
    } else {
        (value, reused) = (try computeAloud(), false)
    }
    context.timing(operation, (ContinuousClock.now - start) / .seconds(1), reused)
    return value
}
