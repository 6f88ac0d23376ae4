// Two formats side by side are only safe where no text means one day under the first and another under the second.

extension DateFormat {
    /// A text that means two days under the two formats; nil where there is none.
    ///
    /// Tried on every day of four years, each written in all the ways that a format takes.
    package static func ambiguity(_ a: DateFormat, _ b: DateFormat) -> String? {
        for year in [2001, 2012, 2024, 2030] {
            for month in 1...12 {
                for day in 1...31 {
                    guard let date = CivilDate(year: year, month: month, day: day) else { continue }
                    for (writer, reader) in [(a, b), (b, a)] {
                        for text in writer.texts(date) {
                            let other = reader.day(of: text)
                            if other > bad, other != date.daysSinceEpoch { return text }
                        }
                    }
                }
            }
        }
        return nil
    }

    private func day(of text: String) -> Int32 {
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBufferPointer { buffer in buffer.baseAddress.map { read($0, buffer.count) } ?? Self.null }
    }

    /// A date with and without the zeros that may be left out.
    private func texts(_ date: CivilDate) -> [String] { [text(date, isShort: false), text(date, isShort: true)] }

    private func text(_ date: CivilDate, isShort: Bool) -> String {
        func two(_ number: Int, _ exact: Bool) -> String {
            number < 10 && (exact || !isShort) ? "0\(number)" : "\(number)"
        }
        return steps.map { step in
            switch step {
            case .year: "\(date.components.year)"
            case .shortYear: two(date.components.year % 100, true)
            case .month(let exact): two(date.components.month, exact)
            case .day(let exact): two(date.components.day, exact)
            case .monthName:
                names.first { $0.month == date.components.month }.map { String(decoding: $0.name, as: UTF8.self) } ?? ""
            case .time: "10"
            case .fraction: "0"
            case .halfDay: "AM"
            case .literal(let byte): String(UnicodeScalar(byte))
            }
        }.joined()
    }
}
