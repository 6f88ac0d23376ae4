internal import Model

/// A trend the size of a word: a line with gaps where a figure is missing, and a dot on the newest.
struct Sparkline {
    let points: [ExactDecimal?]
    var isMirrored = false
    static let width = 120.0
    static let height = 30.0

    func svg(label: String) -> String {
        let known = points.compactMap { $0?.approximate }
        let (low, high) = (known.min() ?? 0, known.max() ?? 0)
        let inset = 4.0
        let step = points.count > 1 ? (Self.width - 2 * inset) / Double(points.count - 1) : 0
        func place(_ index: Int, _ value: ExactDecimal) -> (x: Double, y: Double) {
            // A flat line runs through the middle.
            let share = high > low ? (value.approximate - low) / (high - low) : 0.5
            let x = points.count > 1 ? inset + step * Double(index) : Self.width / 2
            return (x, Self.height - inset - share * (Self.height - 2 * inset))
        }
        var path = ""
        var stretch: [(x: Int, y: Int)] = []
        for (index, point) in points.enumerated() {
            if let point {
                let at = place(index, point)
                stretch.append((Int((isMirrored ? Self.width - at.x : at.x).rounded()), Int(at.y.rounded())))
            }
            if point == nil || index == points.count - 1 {
                path += Self.line(stretch)
                stretch = []
            }
        }
        // The dot at the end is the line's marker; a page has hundreds of these.
        let name = points.last.flatMap { $0 } == nil ? "spark open" : "spark"
        let size = "viewBox=\"0 0 \(Int(Self.width)) \(Int(Self.height))\""
        let line = path.isEmpty ? "" : "<path class=\"\(name)\" d=\"\(path)\"/>"
        return "<svg class=\"sparkline\" \(size) role=\"img\" aria-label=\"\(Markup.escaped(label))\">\(line)</svg>"
    }

    /// `M4 26l9-3 10 5`: steps from point to point; a point alone is a line of no length, which its round caps show.
    private static func line(_ points: [(x: Int, y: Int)]) -> String {
        guard let first = points.first else { return "" }
        var path = "M\(first.x) \(first.y)l"
        if points.count == 1 { path += "0 0" }
        for (from, to) in zip(points, points.dropFirst()) {
            for (index, step) in [to.x - from.x, to.y - from.y].enumerated() {
                if step >= 0, path.last != "l" || index > 0 { path += " " }
                path += String(step)
            }
        }
        return path
    }
}
