/// Bytes of an SVG document: numbers are rounded to hundredths and written as short as SVG allows.
struct SVGText {
    var bytes: [UInt8] = []

    mutating func add(_ text: String) {
        bytes += text.utf8
    }

    mutating func add(number: Double) {
        add(hundredths: SVGText.hundredths(number))
    }

    /// Path data: absolute moves, everything else relative to the rounded position before, so that errors do not add
    /// up.
    mutating func add(_ path: Path) {
        var x = 0
        var y = 0
        var startX = 0
        var startY = 0
        var command: UInt8 = 0
        for element in path.elements {
            switch element {
            case .move(let point):
                (x, y) = SVGText.rounded(point)
                (startX, startY) = (x, y)
                write("M", &command, repeats: false)
                add(pair: x, y)
                command = 0
            case .line(let point):
                let (newX, newY) = SVGText.rounded(point)
                if newY == y, newX != x {
                    write("h", &command, repeats: false)
                    add(hundredths: newX - x)
                } else if newX == x {
                    write(newY == y ? "h" : "v", &command, repeats: false)
                    add(hundredths: newY - y)
                } else {
                    write("l", &command, repeats: true)
                    add(pair: newX - x, newY - y)
                }
                (x, y) = (newX, newY)
            case .curve(let first, let second, let end):
                write("c", &command, repeats: true)
                for (index, point) in [first, second, end].enumerated() {
                    let (pointX, pointY) = SVGText.rounded(point)
                    if index > 0 { separate(before: pointX - x) }
                    add(pair: pointX - x, pointY - y)
                }
                (x, y) = SVGText.rounded(end)
            case .close:
                bytes.append(UInt8(ascii: "z"))
                (x, y) = (startX, startY)
                command = 0
            }
        }
    }

    /// Writes a command's letter, or what parts its numbers from those before when the letter is the same.
    private mutating func write(_ letter: Unicode.Scalar, _ current: inout UInt8, repeats: Bool) {
        let byte = UInt8(ascii: letter)
        if repeats, current == byte {
            bytes.append(UInt8(ascii: " "))
        } else {
            bytes.append(byte)
        }
        current = byte
    }

    private mutating func add(pair x: Int, _ y: Int) {
        add(hundredths: x)
        separate(before: y)
        add(hundredths: y)
    }

    /// A minus sign parts numbers by itself.
    private mutating func separate(before value: Int) {
        if value >= 0 { bytes.append(UInt8(ascii: " ")) }
    }

    private mutating func add(hundredths value: Int) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        let magnitude = value.magnitude
        let whole = magnitude / 100
        let part = UInt8(magnitude % 100)
        if whole > 0 || part == 0 { bytes += String(whole).utf8 }
        guard part > 0 else { return }
        bytes.append(UInt8(ascii: "."))
        bytes.append(UInt8(ascii: "0") + part / 10)
        if part % 10 > 0 { bytes.append(UInt8(ascii: "0") + part % 10) }
    }

    private static func rounded(_ point: Point) -> (Int, Int) {
        (hundredths(point.x), hundredths(point.y))
    }

    private static func hundredths(_ value: Double) -> Int {
        value.isNaN ? 0 : Int((min(max(value, -1e9), 1e9) * 100).rounded())
    }

    /// `x`, `y`, `width` and `height` attributes.
    static func box(_ rect: Rect) -> String {
        var text = SVGText()
        for (name, value) in [("x", rect.x), ("y", rect.y), ("width", rect.width), ("height", rect.height)] {
            text.add(" \(name)=\"")
            text.add(number: value)
            text.add("\"")
        }
        return String(decoding: text.bytes, as: UTF8.self)
    }

    /// Text for an element or an attribute; characters that XML does not allow are left out.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\t", "\n", "\r": result.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: break
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
