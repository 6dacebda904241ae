/// Where a long computation keeps how far it has come, so that it goes on from there after a crash or an interruption.
///
/// What is kept stands in the store of ``ComputeContext/current``, under the key of the result, and is removed when the
/// result is there. Whether and when a state was kept must not change the result: that is the computation's word.
public final class Checkpoints<State: Storable> {
    private let restored: State?
    private let interval: Duration
    private let save: ((State) throws -> Void)?
    private var latest = ContinuousClock.now

    /// Checkpoints kept by `save`; nil: nowhere.
    init(restored: State?, interval: Duration, save: ((State) throws -> Void)?) {
        self.restored = restored
        self.interval = interval
        self.save = save
    }

    /// The state that an earlier attempt at the same result left behind; nil where there is none, or none that fits what is
    /// computed: begin at the beginning then.
    public func restored(where fits: (State) -> Bool) -> State? { restored.flatMap { fits($0) ? $0 : nil } }

    /// To be called now and then, wherever the computation could go on later: keeps the state if the last one was
    /// kept long enough ago, or if the computation is to stop. A state that cannot be kept is reported as progress.
    ///
    /// - Throws: `CancellationError` when ``ComputeContext/isCancelled`` says so; the state is kept then.
    public func pass(_ state: () throws -> State) throws {
        let context = ComputeContext.current
        let isCancelled = context.isCancelled()
        if let save, isCancelled || latest.duration(to: .now) >= interval {
            do { try save(try state()) } catch {
                context.progress("the state of the computation cannot be kept (\(error))", nil)
            }
            latest = .now
        }
        if isCancelled { throw CancellationError() }
    }
}
