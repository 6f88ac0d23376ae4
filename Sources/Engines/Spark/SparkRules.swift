internal import Model

/// What Spark would read in another way in a metric's statement, beyond what is written alike for all engines.
struct SparkRules: SQLRules {
    /// Functions that mean something else and have no other name here, and what to write; by name and number of arguments, or name.
    static let unlike = [
        "regexp_replace/3": "REPLACE, or regexp_replace with 'g'", "dayname": "EXTRACT(isodow FROM d)", "monthname": "EXTRACT(month FROM d)",
        "hash": "md5", "format": "||", "printf": "||", "^": "POWER(a, b)", "&": "bit_and, or arithmetic",
        "|": "arithmetic", "~": "arithmetic", "xor": "arithmetic", "split": "split_part(a, separator, n)",
    ]

    private static let whole: Set<String> = ["tinyint", "smallint", "integer", "int", "bigint"]

    /// It cuts off where the others round.
    func cast(_ value: String, to type: String) -> String? {
        if type == "double precision" { return "CAST(\(value) AS double)" }
        return Self.whole.contains(type) ? "CAST(ROUND(CAST(\(value) AS decimal(38,10))) AS \(type))" : nil
    }

    func call(_ call: SQLCall) -> String? {
        switch (call.name, call.arguments.count) {
        case ("safe_div", 2): quotient(call)
        case ("chr", 1): call.renamed("__chr")
        case ("log", 1): call.renamed("LOG10")
        case ("left", 2), ("right", 2): (call.count(1) ?? -1) >= 0 ? nil : call.renamed("__\(call.name)")
        case ("trim", 2), ("btrim", 2): trimmed(call, "BOTH")
        case ("ltrim", 2): trimmed(call, "LEADING")
        case ("rtrim", 2): trimmed(call, "TRAILING")
        case ("starts_with", 2): call.renamed("startswith")
        case ("ends_with", 2), ("suffix", 2): call.renamed("endswith")
        case ("regexp_extract", 2): call.renamed("regexp_extract", call.arguments + [" 0"])
        case ("regexp_replace", 4): call.literal(3) == "g" ? call.renamed("regexp_replace", Array(call.arguments.prefix(3))) : nil
        default: nil
        }
    }

    /// A function of ours can't stand in an ORDER BY; a lambda of Spark's can, and names each side once. A subquery can stand in
    /// neither: that quotient is rounded to 18 places and then to ten.
    private func quotient(_ call: SQLCall) -> String {
        let (a, b) = ("CAST(\(call.arguments[0]) AS decimal(38,10))", "nullif(CAST(\(call.arguments[1]) AS decimal(38,10)), 0)")
        if call.arguments.contains(where: { SQLWords.of($0).contains("select") }) { return "CAST(\(a) / \(b) AS decimal(38,10))" }
        return "element_at(transform(array(named_struct('a', \(a), 'b', \(b))), q -> \(SparkPrelude.quotient("q.a", "q.b"))), 1)"
    }

    /// The characters to take come first.
    private func trimmed(_ call: SQLCall, _ end: String) -> String { "TRIM(\(end) \(call.arguments[1]) FROM \(call.arguments[0]))" }
}
