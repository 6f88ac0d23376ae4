internal import Model

/// A metric's statement on the ledger's engine, written so that every engine computes the same.
///
/// Where engines would read a text in several ways, one is chosen, and written so that none has a choice: quotients and means
/// are exact decimals, NULLs come last, types have a size. The meaning is DuckDB's, but where that would be binary floating point.
package enum PortableSQL {
    package static func of(_ sql: String) -> String {
        NullOrder.stated(SQLRewriter.rewritten(sql, by: Rules(), dates: dates))
    }

    private static let dates: Set<String> = Set(LedgerRelation.all.flatMap { $0.columns.filter { $0.type == .date }.map(\.name) })
        .union(["as_of", "known_on", "extracted_on", "complete_from", "first_posting", "starts_on", "ends_on", "previous_starts_on", "previous_ends_on"])
        // Also the number of a day, in `params_<name>_by_day`.
        .subtracting(["day"])

    struct Rules: SQLRules {
        func quotient(_ dividend: String, _ divisor: String) -> String? {
            "safe_div(\(Self.exact(dividend)), \(Self.exact(divisor)))"
        }

        /// Binary numbers, too, and texts.
        private static func exact(_ value: String) -> String { "CAST(\(value) AS decimal(38,10))" }
        private static func date(_ value: String) -> String { "CAST(\(value) AS date)" }

        func days(_ later: String, _ earlier: String) -> String? { "days_between(\(Self.date(earlier)), \(Self.date(later)))" }

        /// Without an exponent it is a decimal everywhere.
        func power(of number: String) -> String? {
            let parts = number.lowercased().split(separator: "e", maxSplits: 1)
            guard parts.count == 2, let exponent = Int(parts[1]), (-30...30).contains(exponent) else { return nil }
            let (whole, part) = (parts[0].prefix { $0 != "." }, parts[0].drop { $0 != "." }.dropFirst())
            guard (whole + part).allSatisfy(\.isNumber) else { return nil }
            let digits = String(repeating: "0", count: max(0, -exponent - whole.count)) + whole + part
            let padded = digits + String(repeating: "0", count: max(0, exponent - part.count))
            let point = max(0, whole.count + exponent)
            let (before, after) = (padded.prefix(point).drop { $0 == "0" }, padded.dropFirst(point))
            return "\(before.isEmpty ? "0" : before)\(after.isEmpty ? "" : "." + after)"
        }

        func cast(_ value: String, to type: String) -> String? {
            // The length that a text may have is one engine's matter alone.
            let isText = Self.texts.contains { type == $0 || type.hasPrefix($0 + "(") } && type != "varchar"
            return (isText ? "varchar" : Self.types[type]).map { "CAST(\(value) AS \($0))" }
        }

        private static let texts = ["varchar", "char", "character varying", "character", "bpchar", "nvarchar"]

        /// Names that an engine doesn't know, or of a size that it chooses.
        private static let types = [
            "decimal": "decimal(18,3)", "numeric": "decimal(18,3)", "dec": "decimal(18,3)", "text": "varchar", "string": "varchar", "bool": "boolean",
            "int2": "smallint", "int4": "integer", "int8": "bigint", "long": "bigint", "hugeint": "decimal(38,0)", "double": "double precision",
            "float8": "double precision", "float": "real", "float4": "real", "datetime": "timestamp",
        ]

        func call(_ call: SQLCall) -> String? {
            if let name = Self.sameByAnotherName[call.name] { return call.renamed(name) }
            switch (call.name, call.arguments.count) {
            case ("avg", 1), ("mean", 1): return quotient(call.renamed("SUM"), call.renamed("COUNT"))
            case ("percentile_cont", 1): return percentile(call)
            case ("median", 1) where call.tail.isEmpty:
                return percentile(SQLCall(name: "PERCENTILE_CONT", arguments: ["0.5"], tail: " WITHIN GROUP (ORDER BY \(call.arguments[0]))"))
            case ("date_trunc", 2), ("datetrunc", 2): return "CAST(date_trunc(\(call.arguments.joined(separator: ","))) AS timestamp)"
            case ("if", 3): return "CASE WHEN \(call.arguments[0]) THEN\(Self.spaced(call.arguments[1])) ELSE\(Self.spaced(call.arguments[2])) END"
            case ("concat", _): return call.renamed("concat_ws", ["''"] + call.arguments)
            case ("extract", 1): return extract(call.arguments[0])
            case ("date_part", 2), ("datepart", 2):
                guard let field = call.literal(0), field.allSatisfy(\.isLetter) else { return nil }
                return extract("\(field) FROM\(Self.spaced(call.arguments[1]))")
            case ("dayofweek", 1), ("weekday", 1), ("year", 1), ("quarter", 1), ("month", 1), ("week", 1), ("weekofyear", 1), ("day", 1), ("dayofmonth", 1),
                ("dayofyear", 1), ("isodow", 1), ("isoyear", 1):
                return extract("\(Self.fields[call.name] ?? call.name) FROM \(Self.date(call.arguments[0]))")
            case ("days_between", 2): return "days_between(\(Self.date(call.arguments[0])),\(Self.date(call.arguments[1])))"
            case ("add_days", 2), ("add_months", 2): return "\(call.name)(\(Self.date(call.arguments[0])),\(call.arguments[1]))"
            case ("month_start", 1), ("month_end", 1): return "\(call.name)(\(Self.date(call.arguments[0])))"
            case ("last_day", 1): return "month_end(\(Self.date(call.arguments[0])))"
            case ("strpos", 2), ("instr", 2): return "POSITION(\(call.arguments[1]) IN\(Self.spaced(call.arguments[0])))"
            case ("trim", 1), ("ltrim", 1), ("rtrim", 1): return call.isWorded ? nil : "\(call.name)(\(call.arguments[0]), '\(Self.blanks)')"
            case ("substr", 2), ("substring", 2): return (call.count(1) ?? 0) > 0 || call.isWorded ? nil : "__substr(\(list(call)), 1000000000)"
            case ("substr", 3), ("substring", 3): return (call.count(1) ?? 0) > 0 && call.count(2) != nil ? nil : call.renamed("__substr")
            case ("left", 2), ("right", 2): return call.count(1) != nil ? nil : "\(call.name)(\(call.arguments[0]), CAST(\(call.arguments[1]) AS integer))"
            case ("sqrt", 1), ("cbrt", 1), ("exp", 1), ("ln", 1), ("log", 1), ("log2", 1), ("log10", 1), ("power", 2), ("pow", 2):
                return call.renamed(call.name, call.arguments.map { "CAST(\($0) AS double precision)" })
            case ("chr", 1): return call.count(0).flatMap(UnicodeScalar.init).flatMap { $0 == "\0" ? nil : SQLText.literal(String($0)) }
            default: return nil
            }
        }

        private static let sameByAnotherName = [
            "sign": "__sign", "len": "LENGTH", "lcase": "__lower", "ucase": "__upper", "lower": "__lower", "upper": "__upper",
            "ifnull": "COALESCE",
        ]

        /// What DuckDB takes for blanks: Unicode's space separators. The others know only the first.
        private static let blanks =
            " \u{a0}\u{1680}\u{2000}\u{2001}\u{2002}\u{2003}\u{2004}\u{2005}\u{2006}\u{2007}\u{2008}\u{2009}\u{200a}\u{202f}\u{205f}\u{3000}"

        /// Between binary numbers, as all can, and then exact: ten places, rounded to the four that amounts have.
        private func percentile(_ call: SQLCall) -> String? {
            let tokens = SQLToken.all(in: call.tail)
            guard tokens.prefix(5).map(\.text) == ["within", "group", "(", "order", "by"] else { return nil }
            var depth = 0
            let end = tokens.dropFirst(5).first { token in
                if depth == 0, token.closes || ["asc", "desc", "nulls", ","].contains(token.text) { return true }
                depth += token.opens ? 1 : token.closes ? -1 : 0
                return false
            }
            guard let end, end.text != "," else { return nil }
            let bytes = Array(call.tail.utf8)
            func part(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
            let number = part(tokens[4].range.upperBound..<end.range.lowerBound)
            let tail = part(0..<tokens[4].range.upperBound) + " CAST(\(number) AS double precision) " + part(end.range.lowerBound..<bytes.count)
            return "ROUND(\(Self.exact(call.name + "(" + list(call) + ")" + tail)), 4)"
        }

        private func list(_ call: SQLCall) -> String { call.arguments.joined(separator: ",") }
        private static func spaced(_ text: String) -> String { text.first.map { $0.isWhitespace } ?? false ? text : " " + text }

        private static let fields = ["weekofyear": "week", "dayofmonth": "day", "dayofyear": "doy"]
        private static let wholeFields: Set<String> = ["year", "quarter", "month", "week", "day", "doy", "isodow", "isoyear", "hour", "minute"]

        /// PostgreSQL's fields are decimals. Sunday is 0; Spark's own name for it counts from 1.
        private func extract(_ inside: String) -> String? {
            guard let field = SQLToken.all(in: inside).first else { return nil }
            let rest = String(decoding: Array(inside.utf8)[field.range.upperBound...], as: UTF8.self)
            if ["dow", "dayofweek", "weekday"].contains(field.text) { return "CAST(EXTRACT(isodow\(rest)) % 7 AS bigint)" }
            return Self.wholeFields.contains(field.text) ? "CAST(EXTRACT(\(field.text)\(rest)) AS bigint)" : "EXTRACT(\(inside))"
        }
    }
}
