import Drawing
import Foundation

/// How colours look to readers with full colour vision and with the three dichromacies, simulated on linear sRGB by the
/// matrices of Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of color vision
/// deficiency" (2009), for severity 1.
struct Vision: Sendable {
    let name: String
    private let matrix: [[Double]]

    static let full = Vision(name: "full", matrix: [[1, 0, 0], [0, 1, 0], [0, 0, 1]])
    static let protan = Vision(
        name: "protan",
        matrix: [
            [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998],
        ])
    static let deutan = Vision(
        name: "deutan",
        matrix: [
            [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881],
        ])
    static let tritan = Vision(
        name: "tritan",
        matrix: [
            [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900],
        ])
    static let all = [full, protan, deutan, tritan]

    /// The colour as it is seen, in OKLab: lightness, green to red, blue to yellow.
    func sees(_ color: RGB) -> [Double] {
        let linear = [color.red, color.green, color.blue].map { channel -> Double in
            let value = Double(channel) / 255
            return value <= 0.040_45 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        let rgb = matrix.map { row in max(0, row[0] * linear[0] + row[1] * linear[1] + row[2] * linear[2]) }
        let l = cbrt(0.412_221_470_8 * rgb[0] + 0.536_332_536_3 * rgb[1] + 0.051_445_992_9 * rgb[2])
        let m = cbrt(0.211_903_498_2 * rgb[0] + 0.680_699_545_1 * rgb[1] + 0.107_396_956_6 * rgb[2])
        let s = cbrt(0.088_302_461_9 * rgb[0] + 0.281_718_837_6 * rgb[1] + 0.629_978_700_5 * rgb[2])
        return [
            0.210_454_255_3 * l + 0.793_617_785 * m - 0.004_072_046_8 * s,
            1.977_998_495_1 * l - 2.428_592_205 * m + 0.450_593_709_9 * s,
            0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766 * s,
        ]
    }

    /// How far apart two colours in OKLab are.
    static func distance(_ first: [Double], _ second: [Double]) -> Double {
        var sum = 0.0
        for (one, other) in zip(first, second) { sum += (one - other) * (one - other) }
        return sum.squareRoot()
    }
}
