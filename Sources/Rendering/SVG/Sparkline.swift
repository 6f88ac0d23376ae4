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
        var drawing = Drawing(mirroredIn: isMirrored ? Self.width : nil)
        var stretch: [(x: Double, y: Double)] = []
        for (index, point) in points.enumerated() {
            if let point { stretch.append(place(index, point)) }
            if point == nil || index == points.count - 1 {
                if stretch.count > 1 { drawing.path("spark", stretch) }
                if stretch.count == 1, point == nil { drawing.circle("sparkdot", stretch[0].x, stretch[0].y, radius: 1.5) }
                stretch = []
            }
        }
        if let last = points.last.flatMap({ $0 }) {
            let end = place(points.count - 1, last)
            drawing.circle("sparkdot", end.x, end.y, radius: 3)
        }
        let size = "viewBox=\"0 0 \(Int(Self.width)) \(Int(Self.height))\""
        return "<svg class=\"sparkline\" \(size) role=\"img\" aria-label=\"\(Markup.escaped(label))\">\(drawing.shapes)</svg>"
    }
}
