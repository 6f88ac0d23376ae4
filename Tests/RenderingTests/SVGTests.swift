import Foundation
import Model
import Testing

@testable import Rendering

@Suite struct SVGTests {
    private let figures = FigureText(words: Catalogue.english)

    /// Ends of the axis and step by the 1, 2, 2.5, 5 rule, worked out by hand.
    @Test(arguments: [
        (0.0, 87.0, ["0", "20", "40", "60", "80", "100"]),
        (45.7, 48.2, ["45.5", "46.0", "46.5", "47.0", "47.5", "48.0", "48.5"]),
        (0, 0.19, ["0.00", "0.05", "0.10", "0.15", "0.20"]),
        (-1_289_022, 17_000_000, ["-5000000", "0", "5000000", "10000000", "15000000", "20000000"]),
        (0, 0, ["-1.0", "-0.5", "0.0", "0.5", "1.0"]),
        (0, 11, ["0.0", "2.5", "5.0", "7.5", "10.0", "12.5"]),
    ])
    func niceTicks(_ low: Double, _ high: Double, _ expected: [String]) {
        let ticks = NiceTicks(low: low, high: high).ticks
        #expect(ticks == expected.compactMap { ExactDecimal($0) })
    }

    @Test func countsHaveWholeTicks() {
        #expect(NiceTicks(low: 0, high: 2, isWhole: true).ticks == [0, 1, 2].map { ExactDecimal($0) })
        #expect(NiceTicks(low: 0, high: 11, isWhole: true).ticks == [0, 5, 10, 15].map { ExactDecimal($0) })
    }

    @Test func ticksAlwaysTakeInTheValues() {
        var state: UInt64 = 7
        for _ in 0..<2000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let size = [0.001, 1, 1000, 1e9, 1e14][Int(state >> 33) % 5]
            let low = (Double(state >> 40) / Double(1 << 24) - 0.5) * size
            let high = low + Double((state >> 20) & 0xFFFF) / 65536 * size
            let ticks = NiceTicks(low: low, high: high).ticks
            #expect((2...12).contains(ticks.count))
            let slack = max(abs(low), abs(high)) * 1e-6
            #expect((ticks.first?.approximate ?? .infinity) <= low + slack)
            #expect((ticks.last?.approximate ?? -.infinity) >= high - slack)
        }
    }

    @Test(arguments: [1, 2, 5, 13, 24, 60, 400])
    func labelsDoNotOverlapAndTheLastStays(_ count: Int) {
        let slot = 380.0 / Double(count)
        let dates = (0..<count).map { (SamplePack.asOf - 7 * (count - 1 - $0)).description }
        let names = (0..<count).map { "A rather long category \($0)" }
        for categories in [dates, names] {
            let labels = CategoryLabels(categories, slot: slot, words: Catalogue.english).labels
            #expect(labels.last?.index == count - 1)
            for (a, b) in zip(labels, labels.dropFirst()) {
                let distance = Double(b.index - a.index) * slot
                let widths = (Drawing.width(of: a.text, size: 11) + Drawing.width(of: b.text, size: 11)) / 2
                #expect(distance > widths)
            }
        }
    }

    @Test func yearsStandWhereTheyChange() {
        let labels = CategoryLabels(["2025-12-05", "2025-12-26", "2026-01-09"], slot: 100, words: Catalogue.english).labels
        #expect(labels.map(\.text) == ["5 Dec", "26 Dec", "9 Jan"])
        #expect(labels.map(\.second) == ["2025", nil, "2026"])
    }

    private func chart(_ kind: Chart.Kind, _ series: [[Int?]], target: ExactDecimal? = nil, unit: ValueUnit = .days) -> Chart {
        Chart(
            id: "c", title: "C", description: "D", kind: kind, categories: (0..<(series.first?.count ?? 0)).map { "k\($0)" },
            series: series.enumerated().map { index, values in
                .init(name: "S\(index)", values: values.map { $0.map { ExactDecimal($0) } })
            }, unit: unit, currency: "EUR", scale: 2, target: target)
    }

    private func count(_ mark: String, in shapes: String) -> Int { shapes.components(separatedBy: mark).count - 1 }

    @Test func aGapBreaksTheLine() {
        let shapes = LineChart(chart: chart(.line, [[1, 2, nil, 4, 5]]), figures: figures).drawing().shapes
        #expect(count("<path class=\"line c0\"", in: shapes) == 2)
        #expect(count("<circle class=\"dot c0\"", in: shapes) == 4)
        let lonely = LineChart(chart: chart(.line, [[nil, 3, nil]]), figures: figures).drawing().shapes
        #expect(count("<path", in: lonely) == 0)
        #expect(count("<circle class=\"dot c0\"", in: lonely) == 1)
    }

    @Test func endLabelsKeepTheirDistance() {
        let close = LineChart(chart: chart(.line, [[10, 50], [10, 50], [10, 50], [10, 10], [10, 10]]), figures: figures)
        let frame = ChartFrame(close.chart, values: [10, 50], startsAtZero: false, figures: figures) { _ in 60 }
        let labels = close.endLabels(frame)
        #expect(labels.count == 5)
        for (a, b) in zip(labels, labels.dropFirst()) { #expect(b.y - a.y >= 13.9) }
        #expect(labels.allSatisfy { $0.y <= frame.bottom && $0.y >= 0 })
    }

    @Test func columnsStackBothWays() throws {
        let shapes = StackedColumns(chart: chart(.stackedColumns, [[30], [10], [-20]]), figures: figures).drawing().shapes
        func rectangle(_ number: Int) throws -> (y: Double, height: Double) {
            let text = shapes.components(separatedBy: "<rect")[number]
            func value(_ name: String) throws -> Double {
                try #require(Double(text.components(separatedBy: " \(name)=\"")[1].prefix { $0 != "\"" }))
            }
            return (try value("y"), try value("height"))
        }
        let (first, second, third) = (try rectangle(1), try rectangle(2), try rectangle(3))
        // 30, 10 and −20 on one scale: heights as 3 : 1 : 2, the second on the first, the third below zero.
        #expect(abs(first.height - 3 * second.height) < 0.4 && abs(third.height - 2 * second.height) < 0.4)
        #expect(abs(second.y + second.height - first.y) < 0.2)
        #expect(abs(first.y + first.height - third.y) < 0.2)
    }

    @Test func nothingLeavesTheDrawing() {
        let charts = [
            LineChart(chart: chart(.line, [[-500, 1_000_000, 3]], target: ExactDecimal(2_000_000)), figures: figures).drawing(),
            StackedColumns(chart: chart(.stackedColumns, [[-500, 7], [90, nil]]), figures: figures).drawing(),
            RankedBars(chart: chart(.rankedBars, [[90, -30, nil]], target: ExactDecimal(120)), figures: figures).drawing(),
        ]
        for drawing in charts {
            for name in ["x", "x1", "x2", "cx"] {
                for part in drawing.shapes.components(separatedBy: " \(name)=\"").dropFirst() {
                    let x = Double(part.prefix { $0 != "\"" }) ?? -1
                    #expect(x >= 0 && x <= ChartFrame.width)
                }
            }
            for name in ["y", "y1", "y2", "cy"] {
                for part in drawing.shapes.components(separatedBy: " \(name)=\"").dropFirst() {
                    #expect((Double(part.prefix { $0 != "\"" }) ?? -1) >= 0)
                }
            }
        }
    }

    @Test func largeAmountsAreScaledInTheCaption() {
        let money = chart(.line, [[12_890_221, 9_000_000]], unit: .money)
        let unit = AxisUnit(largest: 14_000_000, chart: money, figures: figures)
        #expect(unit.caption == "EUR million")
        #expect(unit.tick(ExactDecimal(12_500_000)) == "12.5")
        #expect(unit.label(ExactDecimal(12_890_221), scale: 2) == "12.9")
    }

    @Test func rampKeepsItsOrder() {
        #expect((0..<7).map { StackedColumns.ramp($0, of: 7) } == ["r0", "r1", "r2", "r4", "r5", "r6", "r7"])
        #expect(Set((0..<8).map { StackedColumns.ramp($0, of: 8) }).count == 8)
    }

    @Test func sparkline() {
        let points: [ExactDecimal?] = [ExactDecimal(1), ExactDecimal(3), nil, ExactDecimal(2)]
        // 120 × 30 with 4 around: steps of 37.3, so 4, 41, 79, 116; 1 is at the bottom (26), 3 at the top (4), 2 half-way (15).
        #expect(
            Sparkline(points: points).svg(label: "a \"b\"")
                == "<svg class=\"sparkline\" viewBox=\"0 0 120 30\" role=\"img\" aria-label=\"a &quot;b&quot;\">"
                + "<path class=\"spark\" d=\"M4 26l37-22M116 15l0 0\"/></svg>")
        // No dot where the newest is missing.
        #expect(Sparkline(points: [ExactDecimal(1), nil]).svg(label: "").contains("<path class=\"spark open\" d=\"M4 15l0 0\"/>"))
    }

    @Test func coordinates() {
        #expect([0, -0.04, 12.34, 7.96, -3.25, 1e6].map(Drawing.number) == ["0", "0", "12.3", "8", "-3.3", "1000000"])
    }
}
