public import Files

/// Computes a value, or recalls it from the store of ``ComputeContext/current``.
///
/// The key is the operation, its parameters, its inputs and the fingerprint of the store's code: whatever else a
/// result depends on must be named among them. Tells the context when computing begins and how long it took.
/// Throws what `compute` throws.
public func remembered<Value: Storable>(
    _ operation: String, _ parameters: KeyValuePairs<String, String> = [:], from inputs: [Fingerprint],
    compute: () throws -> Value
) throws -> Value {
    try recalledOrComputed(operation, parameters, inputs) { _, _ in try compute() }
}

/// The same for a computation so long that its state is kept about every `interval`, so that the next attempt goes on
/// where the last one stopped; without a store nothing is kept.
public func remembered<Value: Storable, State: Storable>(
    _ operation: String, _ parameters: KeyValuePairs<String, String> = [:], from inputs: [Fingerprint],
    checkpointsEvery interval: Duration, compute: (Checkpoints<State>) throws -> Value
) throws -> Value {
    try recalledOrComputed(operation, parameters, inputs) { store, key in
        if let store, let key {
            return try compute(store.checkpoints(key, interval: interval))
        }
        return try compute(Checkpoints(restored: nil, interval: interval, save: nil))
    }
}

/// Hands `compute` the store and the key where the key is locked, so that states can be kept under it.
private func recalledOrComputed<Value: Storable>(
    _ operation: String, _ parameters: KeyValuePairs<String, String>, _ inputs: [Fingerprint],
    compute: (ResultStore?, Fingerprint?) throws -> Value
) throws -> Value {
    let context = ComputeContext.current
    let start = ContinuousClock.now
    let (value, reused): (Value, Bool)
    if let store = context.store {
        let key = Fingerprint(
            operation: operation, parameters: parameters, inputs: inputs + [store.codeFingerprint])
        (value, reused) = try store.recallOrCompute(key, name: operation) { isLocked in
            context.progress(operation, nil)
            return try isLocked ? compute(store, key) : compute(nil, nil)
        }
    } else {
        context.progress(operation, nil)
        (value, reused) = (try compute(nil, nil), false)
    }
    context.timing(operation, (ContinuousClock.now - start) / .seconds(1), reused)
    return value
}
