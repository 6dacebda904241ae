import Testing

@testable import Drawing

@Suite("Translucent symbols")
struct SymbolLayersTests {
    @Test("symbols that could touch are in different layers, each symbol is in one, and few layers do")
    func apart() {
        var generator = DemonstrationFigures.Generator(state: 4)
        let centers = (0..<600).map { _ in
            Point(Double.random(in: 0...200, using: &generator), Double.random(in: 0...200, using: &generator))
        }
        let layers = SymbolLayers.apart(centers, size: 5)
        #expect(layers.joined().count == centers.count && Set(layers.joined()) == Set(centers))
        for layer in layers {
            for (index, one) in layer.enumerated() {
                for other in layer[(index + 1)...] {
                    let (dx, dy) = (one.x - other.x, one.y - other.y)
                    #expect((dx * dx + dy * dy).squareRoot() >= 1.4 * 5)
                }
            }
        }
        #expect(layers.count < 12)
        #expect(SymbolLayers.apart([Point(3, 3), Point(3, 3), Point(900, 3)], size: 4).map(\.count) == [2, 1])
        #expect(SymbolLayers.apart([Point(.nan, 3), Point(-1e300, .infinity)], size: 4).isEmpty)
    }
}
