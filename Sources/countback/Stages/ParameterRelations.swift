internal import Model

/// A metric's parameters as the relations that its SQL reads: one-row `params`, and two tables per day range.
///
/// For `ranges: [30, 60]`: `params_ranges` has position, label, from_day, to_day (`0 not_due`, `1 1-30`, `2 31-60`,
/// `3 61+`); `params_ranges_by_day` has day and bucket for every day from 0 to the last bound + 1; and `params` has
/// `ranges_last` (3) and `ranges_last_day` (61).
struct ParameterRelations {
    let parameters: [String: ParameterValue]

    struct Relation {
        let name: String
        let fields: [ColumnField]
        let rows: [[ScalarValue]]
        /// A fresh source each time: it streams into two sessions.
        var source: RowsSource { RowsSource(fields: fields, rows: rows) }
    }

    func all() -> [Relation] {
        var fields: [ColumnField] = [ColumnField("params_count", .int64)]
        var row: [ScalarValue] = [.integer(parameters.count)]
        var more: [Relation] = []
        for (name, value) in parameters.sorted(by: { $0.key < $1.key }) {
            switch value {
            case .integer(let n): add(name, .int64, .integer(n))
            case .decimal(let d): add(name, .decimal(precision: 18, scale: 6), .decimal(d))
            case .boolean(let flag): add(name, .boolean, .boolean(flag))
            case .text(let text): add(name, .text, .text(text))
            case .date(let day): add(name, .date, .date(day))
            case .dayRanges(let bounds, let first):
                add(name + "_last", .int64, .integer(bounds.count + first))
                add(name + "_last_day", .int64, .integer((bounds.last ?? 0) + 1))
                more += Self.ranges(name, bounds, first: first)
            }
        }
        func add(_ name: String, _ type: VectorType, _ value: ScalarValue) {
            fields.append(ColumnField(name, type))
            row.append(value)
        }
        return [Relation(name: "params", fields: fields, rows: [row])] + more
    }

    private static func ranges(_ name: String, _ bounds: [Int], first: Int) -> [Relation] {
        let isPastDue = first == 1
        var rows: [[ScalarValue]] = isPastDue ? [[.integer(0), .text("not_due"), .null, .integer(0)]] : []
        var byDay: [[ScalarValue]] = isPastDue ? [[.integer(0), .integer(0)]] : []
        var from = first
        for bound in bounds {
            let position = ScalarValue.integer(rows.count)
            rows.append([position, .text("\(from)-\(bound)"), .integer(from), .integer(bound)])
            for day in from...bound { byDay.append([.integer(day), position]) }
            from = bound + 1
        }
        byDay.append([.integer(from), .integer(rows.count)])
        rows.append([.integer(rows.count), .text("\(from)+"), .integer(from), .null])
        return [
            Relation(
                name: "params_" + name,
                fields: [
                    ColumnField("position", .int64), ColumnField("label", .text), ColumnField("from_day", .int64),
                    ColumnField("to_day", .int64),
                ], rows: rows),
            Relation(
                name: "params_\(name)_by_day", fields: [ColumnField("day", .int64), ColumnField("bucket", .int64)],
                rows: byDay),
        ]
    }
}
