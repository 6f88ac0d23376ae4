internal import Model

/// Reads the declared form of delimited text, and finds declarations that contradict each other.
struct FormatReader {
    private let map: MapReader
    private var format: DelimitedFormat

    /// Only the ending `.tsv` changes what isn't declared: it says itself what delimits.
    static func format(_ value: YAMLValue?, file: String) -> DelimitedFormat {
        let name = file.lowercased()
        let isTabbed = name.hasSuffix(".tsv") || name.hasSuffix(".tsv.gz")
        let plain = DelimitedFormat(delimiter: isTabbed ? UInt8(ascii: "\t") : UInt8(ascii: ","))
        guard let value, let map = MapReader(value, "\"format\"", LedgerKeys.format) else { return plain }
        var reader = FormatReader(map: map, format: plain)
        reader.read()
        return reader.format
    }

    private mutating func read() {
        if let delimiter = byte("delimiter") { format.delimiter = delimiter }
        if map["quote"] != nil { format.quote = byte("quote", none: "none") }
        if let decimal = byte("decimal") { format.decimal = decimal }
        if map["thousands"] != nil { format.thousands = byte("thousands", none: "none") }
        if let encoding = map["encoding"].flatMap(Self.encoding) { format.encoding = encoding }
        format.monthNames = map.choice("month_names", MonthNames.self) ?? .en
        if let dates = map["dates"].flatMap({ DatesReader.formats($0, months: format.monthNames) }) { format.dates = dates }
        format.trailingMinus = map.boolean("trailing_minus") ?? false
        format.parentheses = map.boolean("parentheses") ?? false
        format.creditSuffixes = suffixes("credit_suffix")
        format.debitSuffixes = suffixes("debit_suffix")
        format.skip = map.integer("skip") ?? 0
        format.lines = LineRulesReader.rules(map)
        if format.lines.layout == .list { findListConflicts() }
        findConflicts()
    }

    /// Words, told apart from digits and signs of the amount before them.
    private func suffixes(_ key: String) -> [String] {
        guard let value = map[key] else { return [] }
        return (value.words() ?? []).compactMap { word in
            if !word.value.isEmpty, word.value.allSatisfy({ $0.isASCII && $0.isLetter }) { return word.value }
            map.sink.add(Problem.badValue(key, "letters such as CR", word.value, word.place))
            return nil
        }
    }

    /// A list says itself what delimits; nothing is quoted there.
    private func findListConflicts() {
        for key in ["delimiter", "quote"] {
            guard let entry = map.entry(key) else { continue }
            map.sink.add(Problem.listKey(key, entry.place))
        }
    }

    private static let words = ["tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "space": " "]

    private func byte(_ key: String, none: String? = nil) -> UInt8? {
        guard let value = map[key], let text = value.text(), text != none else { return nil }
        let byte = (Self.words[text] ?? text).utf8
        let isMark = byte.first.map { $0 < 128 && !Self.isOrdinary($0) } ?? false
        if byte.count == 1, isMark { return byte.first }
        map.sink.add(
            Problem.badValue(
                key, "a single character, not a letter, digit or sign", text, value.place,
                remedy: key == "delimiter" ? "write \";\", \",\", \"|\" or tab" : none.map { "write a character, or \($0)" }))
        return nil
    }

    /// Letters, digits, signs and line ends stand in the values themselves.
    private static func isOrdinary(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, 10, 13, 0, UInt8(ascii: "-"), UInt8(ascii: "+"): true
        default: false
        }
    }

    private func findConflicts() {
        func conflict(_ a: String, _ b: String, _ remedy: String) {
            guard let place = (map.entry(b) ?? map.entry(a))?.value.place else { return }
            map.sink.add(Problem.formatConflict(a, b, place, remedy))
        }
        if format.thousands == format.decimal {
            conflict("decimal", "thousands", "an amount such as 1.234 would have two meanings; declare how the extract writes it")
        }
        if format.quote == format.delimiter { conflict("delimiter", "quote", "declare which of the two it is, or quote: none") }
        let debit = Set(format.debitSuffixes.map { $0.lowercased() })
        if let both = format.creditSuffixes.first(where: { debit.contains($0.lowercased()) }), let value = map["debit_suffix"] {
            map.sink.add(Problem.suffixConflict(both, value.place))
        }
        // Between quotes a delimiter is an ordinary character, so only unquoted extracts are in trouble.
        guard format.quote == nil, format.lines.layout == .table else { return }
        for (mark, key) in [(format.decimal, "decimal"), (format.thousands ?? 0, "thousands")] where mark == format.delimiter {
            conflict("delimiter", key, "without quotes no amount could be read; declare the quote, or another mark")
        }
    }

    private static func encoding(_ value: YAMLValue) -> DelimitedFormat.Encoding? {
        guard let text = value.text() else { return nil }
        let folded = text.lowercased().filter { $0.isLetter || $0.isNumber }
        let aliases: [String: DelimitedFormat.Encoding] = [
            "iso88591": .latin1, "utf8bom": .utf8, "utf8sig": .utf8, "cp1252": .windows1252, "cp1255": .windows1255,
        ]
        let known = DelimitedFormat.Encoding.allCases
        if let encoding = aliases[folded] ?? known.first(where: { $0.rawValue.filter { $0 != "-" } == folded }) {
            return encoding
        }
        value.sink.add(Problem.unknownWord("encoding", text, known: known.map(\.rawValue), value.place))
        return nil
    }
}
