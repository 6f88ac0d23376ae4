internal import Model
internal import Synchronization

/// A table or query of a connection: every value as the text that the database itself writes for it.
final class DatabaseTable: SourceTable {
    let columns: [SourceColumn]
    private let tables: DatabaseTables
    private let relation: String
    private let address: DatabaseAddress
    private let place: Place
    private let shownName: String
    private let counted = Mutex<Int?>(nil)

    /// Files come in the order of their names; a table has none of its own.
    private let order: String

    init(_ tables: DatabaseTables, _ query: SourceDefinition.Query, _ address: DatabaseAddress, place: Place) throws {
        self.tables = tables
        relation = query.subject.relation
        self.address = address
        self.place = place
        shownName = query.shownName
        order = query.isFile ? "\nORDER BY _metadata.file_path, _metadata.row_index" : ""
        columns = try address.isTyped ? Self.typed(tables, relation, address.driver) : Self.sqlite(tables, relation)
    }

    /// Before the rows are read, in the same transaction, and by the database itself.
    func count() throws -> Int { counted.withLock { $0 } ?? 0 }

    func rows() throws -> any BatchSource {
        let select = "SELECT \(columns.compactMap(expression).joined(separator: ", "))\nFROM \(relation)\(order)"
        do {
            let number = try Self.numbers("SELECT COUNT(*) FROM \(relation)", tables).first ?? 0
            counted.withLock { $0 = number }
            return try DatabaseStream(tables, select) { [self] failure in tables.refusal(failure, place, shownName) }
        } catch let failure as ADBCFailure {
            throw tables.refusal(failure, place, shownName)
        }
    }

    private func expression(_ column: SourceColumn) -> String? {
        if case .unreadable = column.kind { return nil }
        let name = DuckDBSession.quoted(column.name)
        return "\(address.text(of: name)) AS \(name)"
    }

    // MARK: Columns

    private static func typed(_ tables: DatabaseTables, _ relation: String, _ driver: DriverName) throws -> [SourceColumn] {
        let columns = try columnsOf("SELECT * FROM \(relation) LIMIT 0", tables) { schema in try ArrowNames.columns(of: schema) }
        let money = driver == .postgresql ? try moneyColumns(columns.filter { $0.format == "l" }.map(\.name), tables, relation) : []
        return columns.map { column in
            SourceColumn(column.name, kind(column.format, money.contains(column.name) ? "money" : column.remarks["ADBC:postgresql:typname"] ?? ""))
        }
    }

    /// PostgreSQL's driver gives `money` as whole numbers; as text it has its currency's sign.
    private static func moneyColumns(_ names: [String], _ tables: DatabaseTables, _ relation: String) throws -> Set<String> {
        guard !names.isEmpty else { return [] }
        let tests = names.enumerated().map { "(pg_catalog.pg_typeof(t.\(DuckDBSession.quoted($1))) = 'pg_catalog.money'::regtype)::integer AS c\($0)" }
        let found = try numbers(
            "SELECT \(tests.joined(separator: ", ")) FROM (SELECT 1 AS one) AS o LEFT JOIN (SELECT * FROM \(relation) LIMIT 0) AS t ON true", tables)
        return Set(zip(names, found).filter { $0.1 == 1 }.map(\.0))
    }

    private static func kind(_ format: String, _ type: String) -> SourceColumn.Kind {
        switch type {
        case "numeric", "money": return type == "money" ? .text : .number
        case "bytea": return .unreadable("binary")
        default: break
        }
        if type.hasPrefix("_") || format.hasPrefix("+") { return .unreadable("a list or a nested value") }
        switch format.first {
        case "s", "S", "i", "I", "l", "L", "c", "C": return .number
        case "f", "g": return .binaryNumber
        case "d": return .number
        case "z", "Z": return .unreadable("binary")
        case "b": return .boolean
        case "t": return format.hasPrefix("td") || format.hasPrefix("ts") ? .date : .text
        default: return .text
        }
    }

    /// Values have types there and columns hardly: one with binary numbers in it is known by looking at them all.
    private static func sqlite(_ tables: DatabaseTables, _ relation: String) throws -> [SourceColumn] {
        let names = try columnsOf("SELECT * FROM \(relation) LIMIT 0", tables) { schema in try ArrowNames.columns(of: schema).map(\.name) }
        func test(_ type: String) throws -> [Bool] {
            let sums = names.map { "COALESCE(MAX(typeof(\(DuckDBSession.quoted($0))) = '\(type)'), 0)" }
            return try numbers("SELECT \(sums.joined(separator: ", ")) FROM \(relation)", tables).map { $0 == 1 }
        }
        let (real, blob, whole) = (try test("real"), try test("blob"), try test("integer"))
        return names.enumerated().map { index, name in
            SourceColumn(name, blob[index] ? .unreadable("binary") : real[index] ? .binaryNumber : whole[index] ? .number : .text)
        }
    }

    private static func columnsOf<Columns>(
        _ sql: String, _ tables: DatabaseTables, _ read: (borrowing ADBCStream) throws -> Columns
    ) throws -> Columns {
        let statement = try ADBCStatement.open(try tables.taken())
        try statement.setSQL(sql + "\n")
        return try read(try statement.query())
    }

    private static func numbers(_ sql: String, _ tables: DatabaseTables) throws -> [Int] {
        let statement = try ADBCStatement.open(try tables.taken())
        try statement.setSQL(sql + "\n")
        let stream = try statement.query()
        let columns = try stream.columns()
        guard let batch = try stream.next(columns), batch.rowCount > 0 else { return [] }
        return batch.columns.map { if case .integer(let number) = $0.scalar(0) { number } else { 0 } }
    }
}

/// The rows of a running SELECT, its failures told as the source's.
final class DatabaseStream: BatchSource {
    let fields: [ColumnField]
    private let columns: [ArrowColumn]
    private let refusal: (ADBCFailure) -> Refusal
    private var statement: ADBCStatement?
    private var stream: ADBCStream?

    init(_ tables: DatabaseTables, _ sql: String, refusal: @escaping (ADBCFailure) -> Refusal) throws {
        let statement = try ADBCStatement.open(try tables.taken())
        try statement.setSQL(sql + "\n")
        let stream = try statement.query()
        columns = try stream.columns()
        fields = columns.map(\.field)
        self.refusal = refusal
        self.stream = consume stream
        self.statement = consume statement
    }

    func next() throws -> RecordBatch? {
        do {
            if let batch = try stream?.next(columns) { return batch }
        } catch let failure as ADBCFailure {
            throw refusal(failure)
        }
        stream = nil
        statement = nil
        return nil
    }
}
