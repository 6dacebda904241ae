import Foundation
import Plotting

/// The orthogonal change of two coordinates that brings points as near to earlier ones as it can be: orthogonal
/// Procrustes (Schönemann, 1966), which in the plane has a closed form.
struct Alignment {
    /// The matrix, whose columns are what the unit vectors become.
    private let xx, xy, yx, yy: Double

    /// The best change within `freedom`. Points of which a coordinate is not finite say nothing.
    ///
    /// - Parameters:
    ///   - after: The points that are to be changed.
    ///   - before: The points that they correspond to, in the same order.
    init(_ after: [(x: Double, y: Double)], onto before: [(x: Double, y: Double)], freedom: CoordinateFreedom) {
        // The sums of products of coordinates: the matrix whose polar factor is sought.
        var (sxx, sxy, syx, syy) = (0.0, 0.0, 0.0, 0.0)
        for (now, was) in zip(after, before) where [now.x, now.y, was.x, was.y].allSatisfy(\.isFinite) {
            sxx += was.x * now.x
            sxy += was.x * now.y
            syx += was.y * now.x
            syy += was.y * now.y
        }
        switch freedom {
        case .none: (xx, xy, yx, yy) = (1, 0, 0, 1)
        case .signs: (xx, xy, yx, yy) = (sxx < 0 ? -1 : 1, 0, 0, syy < 0 ? -1 : 1)
        case .rotation:
            // A rotation by θ gains a cos θ + b sin θ, and one after a reflection c cos θ + d sin θ.
            let (a, b, c, d) = (sxx + syy, syx - sxy, sxx - syy, syx + sxy)
            if hypot(a, b) >= hypot(c, d) {
                let angle = atan2(b, a)
                (xx, xy, yx, yy) = (cos(angle), -sin(angle), sin(angle), cos(angle))
            } else {
                let angle = atan2(d, c)
                (xx, xy, yx, yy) = (cos(angle), sin(angle), sin(angle), -cos(angle))
            }
        }
    }

    /// A point after the change.
    func apply(_ point: (x: Double, y: Double)) -> (x: Double, y: Double) {
        (xx * point.x + xy * point.y, yx * point.x + yy * point.y)
    }

    /// Whether it changes nothing but for rounding.
    var isIdentity: Bool {
        abs(xx - 1) < Tolerance.rounding && abs(yy - 1) < Tolerance.rounding && abs(xy) < Tolerance.rounding
            && abs(yx) < Tolerance.rounding
    }
}
