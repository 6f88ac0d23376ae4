/// SVG in the making: coordinates to a tenth of a pixel, classes instead of colours, so that the page's style decides.
struct Drawing {
    private(set) var shapes = ""
    /// The width within which all is mirrored, for languages that are read from right to left: time runs with the reading.
    var mirroredIn: Double?

    enum Anchor: String {
        case start, middle, end
        var mirrored: Anchor { self == .start ? .end : self == .end ? .start : .middle }
    }

    private func place(_ x: Double, width: Double = 0) -> Double { mirroredIn.map { $0 - x - width } ?? x }

    /// How wide a text will be at most: system fonts differ, so this errs on the wide side.
    static func width(of text: String, size: Double = 12) -> Double {
        text.unicodeScalars.reduce(0) { $0 + ems($1) } * size
    }

    private static func ems(_ scalar: Unicode.Scalar) -> Double {
        switch scalar {
        case "M", "W", "m", "@", "%": 1
        case "A"..."Z", "w": 0.78
        case "i", "j", "l", ".", ",", "'": 0.4
        // Ideographs and their like are as wide as they are high.
        case "\u{1100}"..."\u{11FF}", "\u{2E80}"...: 1
        default: 0.64
        }
    }

    /// `12.3`, `12`, never `-0` or an exponent.
    static func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        let text = "\(tenths < 0 ? "-" : "")\(tenths.magnitude / 10)"
        return tenths.magnitude % 10 == 0 ? text : text + ".\(tenths.magnitude % 10)"
    }

    mutating func line(_ class: String, _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) {
        shape("line", `class`, [("x1", place(x1)), ("y1", y1), ("x2", place(x2)), ("y2", y2)])
    }

    mutating func rectangle(
        _ class: String, x: Double, y: Double, width: Double, height: Double, tip: String? = nil
    ) {
        shape("rect", `class`, [("x", place(x, width: width)), ("y", y), ("width", width), ("height", height)], tip: tip)
    }

    mutating func circle(_ class: String, _ x: Double, _ y: Double, radius: Double, tip: String? = nil) {
        shape("circle", `class`, [("cx", place(x)), ("cy", y), ("r", radius)], tip: tip)
    }

    mutating func path(_ class: String, _ points: [(x: Double, y: Double)]) {
        let steps = points.enumerated().map { index, point in
            (index == 0 ? "M" : "L") + Self.number(place(point.x)) + " " + Self.number(point.y)
        }
        shapes += "<path class=\"\(`class`)\" d=\"\(steps.joined())\"/>"
    }

    mutating func text(_ class: String, _ text: String, _ x: Double, _ y: Double, _ anchor: Anchor = .start) {
        let anchor = mirroredIn == nil ? anchor : anchor.mirrored
        let attributes = " x=\"\(Self.number(place(x)))\" y=\"\(Self.number(y))\" text-anchor=\"\(anchor.rawValue)\""
        shapes += "<text class=\"\(`class`)\"\(attributes)>\(Markup.escaped(text))</text>"
    }

    private mutating func shape(
        _ name: String, _ class: String, _ numbers: [(String, Double)], tip: String? = nil
    ) {
        let attributes = numbers.map { " \($0.0)=\"\(Self.number($0.1))\"" }.joined()
        let inside = tip.map { "<title>\(Markup.escaped($0))</title>" }
        shapes += "<\(name) class=\"\(`class`)\"\(attributes)" + (inside.map { ">\($0)</\(name)>" } ?? "/>")
    }
}
