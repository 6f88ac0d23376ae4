internal import Foundation
package import Model

/// Whether a plugin's SQL is one SELECT that reads only what it may and computes only from that.
///
/// Works on the statement as the engine itself parsed it (`DuckDBSession.statementTree`), so that no comment, quoting
/// or letter case can hide anything. A table's name must be one of `tables`, or a WITH name in whose scope it stands.
package struct StatementCheck {
    private let place: StatementPlace
    private let tables: Set<String>
    private let functions: Set<String>
    /// Whether it may run on another engine than the one that parsed it.
    private let runsAnywhere: Bool
    private let unlike: [String: String]
    private var findings: [Finding] = []

    /// What is wrong with a plugin's file: with its text, and with the statement that it holds.
    ///
    /// - Parameters:
    ///   - isPortable: whether its text must be cut into words alike by every engine.
    ///   - runsAnywhere: whether it runs on the ledger's engine, whichever that is; nil: if it is portable.
    ///   - unlike: functions that mean something else on the engine on which it runs, each with what to write.
    package static func findings(
        _ sql: String, in engine: DuckDBSession, file: String, tables: Set<String>, isPortable: Bool, runsAnywhere: Bool? = nil, unlike: [String: String] = [:]
    ) throws -> [Finding] {
        let text = StatementText(sql, file: file, isPortable: isPortable)
        guard text.isReadable else { return text.findings }
        return try DeepStack.run {
            let found = findings(
                sql, tree: try engine.statementTree(sql), file: file, tables: tables, runsAnywhere: runsAnywhere ?? isPortable, unlike: unlike)
            // A text that this engine reads in another way than the next is seldom good SQL here; why is said already.
            return text.findings + (text.findings.isEmpty ? found : found.filter { !$0.message.hasPrefix(Self.unreadable) })
        }
    }

    private static let unreadable = "the statement can't be read"

    /// - Parameters:
    ///   - file: the plugin's file, as findings name it.
    ///   - functions: what the host defines beyond the prelude.
    package static func findings(
        _ sql: String, tree: String, file: String, tables: Set<String>, functions: Set<String> = [], runsAnywhere: Bool = false,
        unlike: [String: String] = [:]
    ) -> [Finding] {
        var check = StatementCheck(
            place: StatementPlace(sql: sql, file: file), tables: Set(tables.map { $0.lowercased() }),
            functions: StatementVocabulary.functions.union(functions.map { $0.lowercased() }), runsAnywhere: runsAnywhere,
            unlike: unlike)
        check.run(tree)
        return check.findings
    }

    private init(place: StatementPlace, tables: Set<String>, functions: Set<String>, runsAnywhere: Bool, unlike: [String: String]) {
        self.place = place
        self.tables = tables
        self.functions = functions
        self.runsAnywhere = runsAnywhere
        self.unlike = unlike
    }

    private mutating func run(_ tree: String) {
        guard let root = try? JSONSerialization.jsonObject(with: Data(tree.utf8)) as? [String: Any] else {
            return report("the statement is nested too deeply to be checked", "split it with WITH")
        }
        if root["error"] as? Bool == true {
            let message = root["error_message"] as? String ?? ""
            guard root["error_type"] as? String != "not implemented" else {
                return report("the statement isn't a SELECT", "a plugin computes with one SELECT and nothing else (PIVOT counts as more)")
            }
            let position = (root["position"] as? String).flatMap(Int.init) ?? root["position"] as? Int
            return report("\(Self.unreadable): \(message)", "correct the SQL", at: position)
        }
        let statements = root["statements"] as? [[String: Any]] ?? []
        guard statements.count == 1 else {
            return report(
                statements.isEmpty ? "the file holds no statement" : "the file holds \(statements.count) statements",
                "a plugin's file holds one SELECT")
        }
        visit(statements[0], names: [])
    }

    private mutating func visit(_ value: Any, names: Set<String>) {
        if let list = value as? [Any] {
            for element in list { visit(element, names: names) }
            return
        }
        guard var node = value as? [String: Any] else { return }
        var names = names
        if let map = node.removeValue(forKey: "cte_map") as? [String: Any] { names = visit(with: map, names: names) }
        if node["type"] as? String == "RECURSIVE_CTE_NODE", let name = node["cte_name"] as? String { names.insert(name.lowercased()) }
        // Children first come first in the text, mostly; findings are sorted by place in any case.
        check(&node, names)
        // A constant's own value is no expression; that of `* REPLACE (value AS key)` is.
        let isConstant = node["class"] as? String == "CONSTANT"
        for key in node.keys.sorted() where key != "cast_type" && !(isConstant && key == "value") {
            if let child = node[key] { visit(child, names: names) }
        }
    }

    /// The names of a WITH, each known to those after it and, if recursive, to itself.
    private mutating func visit(with map: [String: Any], names: Set<String>) -> Set<String> {
        var names = names
        for entry in map["map"] as? [[String: Any]] ?? [] {
            if let body = entry["value"] { visit(body, names: names) }
            if let name = entry["key"] as? String { names.insert(name.lowercased()) }
        }
        return names
    }

    private mutating func check(_ node: inout [String: Any], _ names: Set<String>) {
        let place = (node["query_location"] as? NSNumber).flatMap { Int(exactly: $0) }
        if let from = node["from_table"] as? [String: Any] { checkRelation(from) }
        if let sample = node["sample"], !(sample is NSNull) {
            report("the statement samples rows", "leave the sampling out: the same inputs must give the same figures", at: place)
        }
        switch (node["class"] as? String, node["type"] as? String) {
        case (nil, "BASE_TABLE"): checkTable(node, names, place)
        case (nil, "JOIN"):
            for side in ["left", "right"] { if let relation = node[side] as? [String: Any] { checkRelation(relation) } }
        case (nil, "TABLE_FUNCTION"):
            // Its call is checked here, against its own list, and its arguments like any expression.
            if var function = node["function"] as? [String: Any] {
                checkFunction(function, StatementVocabulary.tableFunctions, place)
                function["class"] = "CHECKED"
                node["function"] = function
            }
        case ("FUNCTION", _), ("WINDOW", _): checkFunction(node, functions, place)
        case ("CAST", _): checkCast(node, place)
        case ("PARAMETER", _):
            report("the statement has a parameter mark", "read parameters from the relation params", at: place)
        case ("OPERATOR", "STRUCT_EXTRACT"): checkDot(node, place)
        case ("COMPARISON", _), ("OPERATOR", "COMPARE_IN"), ("OPERATOR", "COMPARE_NOT_IN"): leaveOutWords(&node)
        case ("CONSTANT", _) where runsAnywhere: checkConstant(node, place)
        case ("COLUMN_REF", _): checkColumn(node["column_names"] as? [String] ?? [], place)
        case (let kind?, _) where !StatementVocabulary.expressions.contains(kind):
            report("the statement holds an expression of a kind that is not known (\(kind))", "write it differently", at: place)
        default: break
        }
    }

    private mutating func checkColumn(_ path: [String], _ place: Int?) {
        guard let name = path.last?.lowercased() else { return }
        if path.count == 1, StatementVocabulary.clockWords.contains(name) {
            report(
                "\(path[0]) depends on when and by whom the statement runs",
                "read the key date from the relations that the host provides", at: place)
        }
        if let column = path.first(where: { StatementVocabulary.systemColumns.contains($0.lowercased()) }) {
            report("\(column) is a column of the engine's own", "read the relation's columns", at: place)
        }
        if runsAnywhere, path.count > 1, name.hasPrefix("pg_") || StatementVocabulary.rowFunctions.contains(name) {
            report("\(path.joined(separator: ".")) calls the function \(name) on some engines", "read the relation's columns", at: place)
        }
    }

    /// PostgreSQL takes `('a').f` for `f('a')`, whichever function that is.
    private mutating func checkDot(_ node: [String: Any], _ place: Int?) {
        guard runsAnywhere else { return }
        let operands = (node["children"] as? [Any] ?? []).compactMap { $0 as? [String: Any] }
        let name = (operands.last?["value"] as? [String: Any])?["value"] as? String ?? ""
        // A dot has no place of its own.
        let place = place ?? (operands.first?["query_location"] as? NSNumber).flatMap { Int(exactly: $0) }
        report(
            "a name behind brackets calls a function on some engines\(name.isEmpty ? "" : ": \(name)")",
            "name a column by its relation, o.amount, without brackets", at: place)
    }

    /// Beside a text, `NOW` is no more than a word, as of terms of payment: a literal has nothing else to be looked at.
    private func leaveOutWords(_ node: inout [String: Any]) {
        func isLiteral(_ operand: Any?) -> Bool { (operand as? [String: Any])?["class"] as? String == "CONSTANT" }
        let list = node["children"] as? [Any] ?? []
        guard (["left", "right"].compactMap { node[$0] } + list).contains(where: StatementVocabulary.isText) else { return }
        for side in ["left", "right"] where isLiteral(node[side]) { node[side] = nil }
        node["children"] = list.filter { !isLiteral($0) }
    }

    /// In text beside a date, PostgreSQL and Spark take such a word for the day on which they read it.
    private mutating func checkConstant(_ node: [String: Any], _ place: Int?) {
        guard let value = node["value"] as? [String: Any], let text = value["value"] as? String, StatementVocabulary.tellsTheClock(text) else { return }
        report(
            "'\(text)' as a date depends on when the statement runs",
            "read the key date from the relations that the host provides; give a member such a name in the manifest's members", at: place)
    }

    /// Names of types can reach into a catalog (`CAST('customers' AS regclass)`), and words such as `today` into the clock.
    private mutating func checkCast(_ node: [String: Any], _ place: Int?) {
        let child = node["child"] as? [String: Any]
        // A literal with its type before it has no place of its own.
        let place = place ?? (child?["query_location"] as? NSNumber).flatMap { Int(exactly: $0) }
        if let type = node["cast_type"].flatMap(Self.unknownType) {
            report("the type \(type) may not be used", "cast to a number, text, date, timestamp or boolean", at: place)
        }
        if !runsAnywhere, let value = child?["value"] as? [String: Any], let text = value["value"] as? String, StatementVocabulary.tellsTheClock(text) {
            report("'\(text)' as a date depends on when the statement runs", "read the key date from the relations that the host provides", at: place)
        }
    }

    /// A type that isn't one of the engine's plain ones, in a type or in the types within it.
    private static func unknownType(_ value: Any) -> String? {
        if let list = value as? [Any] { return list.lazy.compactMap(unknownType).first }
        guard let node = value as? [String: Any] else { return nil }
        if node["id"] as? String == "UNBOUND" {
            let info = node["type_info"] as? [String: Any] ?? [:]
            return ["catalog", "schema", "name"].compactMap { info[$0] as? String }.filter { !$0.isEmpty }.joined(separator: ".")
        }
        return node.values.lazy.compactMap(unknownType).first
    }

    private mutating func checkRelation(_ relation: [String: Any]) {
        let allowed: Set<String> = ["BASE_TABLE", "SUBQUERY", "JOIN", "TABLE_FUNCTION", "EXPRESSION_LIST", "EMPTY"]
        let type = relation["type"] as? String ?? ""
        if !allowed.contains(type) {
            report("the statement reads from something other than a relation or a subquery (\(type))", "use SELECT … FROM")
        }
    }

    private mutating func checkTable(_ node: [String: Any], _ names: Set<String>, _ place: Int?) {
        let name = node["table_name"] as? String ?? ""
        let qualifiers = ["catalog_name", "schema_name"].compactMap { node[$0] as? String }.filter { !$0.isEmpty }
        if !qualifiers.isEmpty {
            report(
                "\((qualifiers + [name]).joined(separator: ".")) is named with a schema", "name relations without one", at: place)
        } else if !names.contains(name.lowercased()), !tables.contains(name.lowercased()) {
            report(
                "the statement reads \(name), which it may not",
                "it may read: \(tables.sorted().joined(separator: ", "))", at: place)
        }
    }

    private mutating func checkFunction(_ node: [String: Any], _ allowed: Set<String>, _ place: Int?) {
        let name = (node["function_name"] as? String ?? "").lowercased()
        if let other = unlike[name] ?? unlike["\(name)/\((node["children"] as? [Any] ?? []).count)"] {
            report("\(name) doesn't mean the same on every engine", "write \(other)", at: place)
        }
        // `a OPERATOR(getenv.+) b` calls getenv, and looks like an operator.
        if node["is_operator"] as? Bool == true, !name.contains(where: { $0.isLetter || $0.isNumber || $0 == "_" }) { return }
        if name == "struct_extract" || name == "struct_extract_at" { checkDot(node, place) }
        if name == "age", (node["children"] as? [Any])?.count == 1 {
            return report("the function age with one argument reads the clock", "give it both dates", at: place)
        }
        let catalog = node["catalog"] as? String ?? ""
        let schema = node["schema"] as? String ?? ""
        if !allowed.contains(name) || !catalog.isEmpty || !(schema.isEmpty || schema == "main") {
            let full = [catalog, schema, name].filter { !$0.isEmpty && $0 != "main" }.joined(separator: ".")
            report("the function \(full) may not be used", "use functions whose result follows from their arguments alone", at: place)
        }
    }

    private mutating func report(_ message: String, _ remedy: String, at offset: Int? = nil) {
        findings.append(Finding("plugin-sql", .error, message, place: place.at(offset), remedy: remedy))
        findings.sort { ($0.place?.line ?? 0, $0.place?.column ?? 0) < ($1.place?.line ?? 0, $1.place?.column ?? 0) }
    }
}
