internal import Model

/// A chart as a figure: title, legend, drawing with its text alternative, and the figures behind it.
extension Markup {
    mutating func charts(_ charts: [Chart]) {
        raw("\n")
        open("div", [("class", "charts")])
        for chart in charts { self.chart(chart) }
        close("div")
    }

    private mutating func chart(_ chart: Chart) {
        raw("\n")
        open("figure", [("class", "chart")])
        element("figcaption", [], chart.title)
        if chart.series.allSatisfy({ $0.values.allSatisfy { $0 == nil } }) {
            element("p", [("class", "none")], words[.noFigures])
        } else {
            legend(chart)
            drawing(chart)
            figuresBehind(chart)
        }
        close("figure")
    }

    private mutating func legend(_ chart: Chart) {
        guard chart.series.count > 1 || chart.target != nil else { return }
        open("ul", [("class", "legend"), ("aria-hidden", "true")])
        for (index, series) in chart.series.enumerated() {
            let colour = chart.kind == .stackedColumns ? StackedColumns.ramp(index, of: chart.series.count) : "c\(index % 6)"
            raw("<li><svg class=\"key\" viewBox=\"0 0 12 12\"><rect class=\"\(colour)\" width=\"12\" height=\"12\"/></svg>")
            text(series.name)
            raw("</li>")
        }
        if let target = chart.target {
            raw("<li><svg class=\"key\" viewBox=\"0 0 12 12\"><line class=\"target\" x1=\"0\" y1=\"6\" x2=\"12\" y2=\"6\"/></svg>")
            // 15% beside figures such as 15.34% reads 15.00%.
            let target = target.rounded(scale: max(target.scale, chart.scale))
            text("\(words[.target]) \(figures.figure(target, unit: chart.unit, currency: chart.currency))")
            raw("</li>")
        }
        close("ul")
    }

    private mutating func drawing(_ chart: Chart) {
        let drawing: Drawing
        var height = ChartFrame.height
        switch chart.kind {
        case .line: drawing = LineChart(chart: chart, figures: figures).drawing()
        case .stackedColumns: drawing = StackedColumns(chart: chart, figures: figures).drawing()
        case .rankedBars:
            let bars = RankedBars(chart: chart, figures: figures)
            drawing = bars.drawing()
            height = bars.height
        }
        let id = Self.anchor("c-" + chart.id)
        let box = "0 0 \(Drawing.number(ChartFrame.width)) \(Drawing.number(height))"
        open("div", [("class", "canvas")])
        open("svg", [("viewBox", box), ("role", "img"), ("aria-labelledby", "\(id)-t \(id)-d")])
        element("title", [("id", id + "-t")], chart.title)
        element("desc", [("id", id + "-d")], chart.description)
        raw(drawing.shapes)
        close("svg")
        close("div")
    }

    private mutating func figuresBehind(_ chart: Chart) {
        raw("\n<details>")
        element("summary", [], words[.showData])
        raw("<div class=\"scroll\" tabindex=\"0\" role=\"group\"")
        raw(Self.attributes([("aria-label", "\(chart.title): \(words[.showData])")]) + "><table><thead><tr>")
        element("th", [("scope", "col")], words[.category])
        for series in chart.series {
            open("th", [("scope", "col"), ("class", "num")])
            text(series.name)
            if chart.unit == .money {
                raw(" ")
                element("span", [("class", "unit")], chart.currency)
            }
            close("th")
        }
        raw("</tr></thead><tbody>")
        for (position, category) in chart.categories.enumerated() {
            raw("<tr>")
            element("th", [("scope", "row")], figures.category(category))
            for series in chart.series {
                let value = position < series.values.count ? series.values[position] : nil
                guard let value = value?.rounded(scale: chart.scale) else {
                    element("td", [("class", "num na")], words[.notAvailable])
                    continue
                }
                let written = chart.unit == .percent ? figures.percent(value) : figures.number(value)
                element("td", [("class", "num")], written)
            }
            raw("</tr>")
        }
        raw("</tbody></table></div></details>")
    }
}
