internal import Model

/// Dates in text under the declared formats: by the shape of their digits, each of which says where year, month and day stand.
enum SparkDateText {
    /// A text with every digit as 0.
    static func shape(of cell: String) -> String { "translate(\(cell), '123456789', '000000000')" }

    /// `WHEN shape THEN year-month-day`, for each that a format may have; none where it has more than numbers.
    static func texts(_ cell: String, _ format: DelimitedFormat) -> [String] {
        var seen = Set<String>()
        let all = format.dates.compactMap { DateFormat($0, months: format.monthNames) }.flatMap(shapes)
        // A shape of two formats has two meanings to try; whoever reads the text does.
        let doubled = Set(all.map(\.text).filter { !seen.insert($0).inserted })
        return all.filter { !doubled.contains($0.text) }.map { "WHEN \(SparkText.literal($0.text)) THEN \($0.day(cell))" }
    }

    private struct Shape {
        var text = ""
        var year = (at: 0, length: 4)
        var month = (at: 0, length: 2)
        var dayOfMonth = (at: 0, length: 2)
        /// Where a time's numbers stand, and the most that each may be.
        var times: [(at: Int, most: Int)] = []

        mutating func number(_ length: Int) -> (at: Int, length: Int) {
            defer { text += String(repeating: "0", count: length) }
            return (text.count + 1, length)
        }

        func day(_ cell: String) -> String {
            func part(_ place: (at: Int, length: Int)) -> String { "substr(\(cell), \(place.at), \(place.length))" }
            // As POSIX has it: 69 to 99 are of the last century.
            let century = year.length == 2 ? "CASE WHEN \(part(year)) >= '69' THEN '19' ELSE '20' END, " : ""
            let day = "concat(\(century)\(part(year)), '-', \(part(month)), '-', \(part(dayOfMonth)))"
            if times.isEmpty { return day }
            return "CASE WHEN \(times.map { "\(part(($0.at, 2))) <= '\($0.most)'" }.joined(separator: " AND ")) THEN \(day) END"
        }
    }

    private static func shapes(_ format: DateFormat) -> [Shape] {
        var shapes = [Shape()]
        for step in format.steps {
            var next: [Shape] = []
            for shape in shapes {
                for length in step.lengths {
                    var shape = shape
                    switch step {
                    case .year, .shortYear: shape.year = shape.number(length)
                    case .month: shape.month = shape.number(length)
                    case .day: shape.dayOfMonth = shape.number(length)
                    case .time(let most): shape.times.append((shape.number(length).at, most))
                    case .literal(let byte): shape.text.unicodeScalars.append(UnicodeScalar(byte))
                    case .monthName, .fraction, .halfDay: break
                    }
                    next.append(shape)
                }
            }
            shapes = next
        }
        return shapes
    }
}

extension DateFormat.Step {
    /// How many characters it may take, the likely ones first; none where that isn't looked at here.
    fileprivate var lengths: [Int] {
        switch self {
        case .year: [4]
        case .shortYear, .time, .month(exact: true), .day(exact: true): [2]
        case .month, .day: [2, 1]
        // A digit would look like one of the date's.
        case .literal(let byte): byte < 128 && !(48...57).contains(byte) ? [1] : []
        case .monthName, .fraction, .halfDay: []
        }
    }
}
