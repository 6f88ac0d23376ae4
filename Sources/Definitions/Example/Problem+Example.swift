internal import Model

extension Problem {
    static func notATable(_ value: YAMLValue) -> Finding {
        wrongForm(value, "a table", "write \"\(value.name): |\", and below it a header and rows with \"|\" between cells")
    }

    static func emptyTable(_ name: String, _ place: Place) -> Finding {
        Finding(
            "empty-value", .error, "the table \"\(name)\" has no header", place: place,
            remedy: "write the column names with \"|\" between them")
    }

    static func cellCount(_ count: Int, _ wanted: Int, _ place: Place) -> Finding {
        Finding(
            "cell-count", .error,
            "the row has \(count) cell\(count == 1 ? "" : "s"), the header has \(wanted)", place: place,
            remedy: "put \"|\" between cells, also around empty ones")
    }

    static func missingGiven(_ column: String, _ relation: String, among columns: [String], _ place: Place) -> Finding {
        let near = Spelling.closest(to: column, among: columns)
        return Finding(
            "missing-column", .error, "the table \"\(relation)\" has no column \"\(column)\"", place: place,
            remedy: near.map { "is \"\($0)\" meant as it?" } ?? "add it; the ledger needs it")
    }

    static func noExpectation(_ place: Place) -> Finding {
        Finding(
            "no-expectation", .error, "the example expects nothing", place: place,
            remedy: "add \"expect:\" with values, tables or findings, or \"error:\"")
    }

    static func noOutcome(_ place: Place) -> Finding {
        Finding(
            "no-expectation", .error, "an expected value needs \"equals\" or \"unavailable\"", place: place,
            remedy: "write the figure, or part of the reason why there is none")
    }

    static func bothOutcomes(_ place: Place) -> Finding {
        Finding(
            "wrong-form", .error, "a value can't be both equal to a figure and unavailable", place: place,
            remedy: "keep one of \"equals\" and \"unavailable\"")
    }

    static func unknownExpectedTable(_ name: String, known: [String], _ place: Place) -> Finding {
        Finding(
            "unknown-table", .error, "the metric has no table \"\(name)\"", place: place,
            remedy: choice(for: name, among: known, "its tables are"))
    }

    static func badExit(_ code: Int, _ place: Place) -> Finding {
        Finding(
            "bad-value", .error, "Countback never exits with \(code) for an error", place: place,
            remedy: "write 65 for bad data, 66 for no input or 78 for a bad definition")
    }
}
