internal import Model

// Where the figures come from: files, control totals, rejected rows, findings.

extension ResultsCoding {
    static func write(_ source: SourceFile, to writer: ByteWriter) {
        writer.text(source.relation)
        writer.text(source.path)
        writer.text(source.hash.sha256)
        for number in [source.hash.bytes, source.read, source.loaded, source.rejected, source.skipped, source.replaced] { writer.natural(number) }
        writer.optional(source.firstDay) { writer.day($0) }
        writer.optional(source.lastDay) { writer.day($0) }
    }

    static func source(_ reader: inout ByteReader) throws(CacheDamage) -> SourceFile {
        var source = SourceFile(
            relation: try reader.text(), path: try reader.text(),
            hash: ContentHash(sha256: try reader.text(), bytes: try reader.natural()), read: try reader.natural(),
            loaded: try reader.natural(), rejected: try reader.natural(), skipped: try reader.natural())
        source.replaced = try reader.natural()
        source.firstDay = try reader.optional(day)
        source.lastDay = try reader.optional(day)
        return source
    }

    static func write(_ control: ControlResult, to writer: ByteWriter) {
        writer.text(control.relation)
        writer.optional(control.currency) { writer.text($0) }
        writer.decimal(control.stated)
        writer.decimal(control.found)
        writer.optional(control.at) { writer.day($0) }
    }

    static func control(_ reader: inout ByteReader) throws(CacheDamage) -> ControlResult {
        ControlResult(
            relation: try reader.text(), currency: try reader.optional(text), stated: try reader.decimal(),
            found: try reader.decimal(), at: try reader.optional(day))
    }

    static func write(_ reject: Reject, to writer: ByteWriter) {
        writer.text(reject.relation)
        writer.text(reject.file)
        writer.natural(reject.line)
        writer.optional(reject.column) { writer.text($0) }
        writer.text(reject.reason)
        writer.text(reject.raw)
    }

    static func reject(_ reader: inout ByteReader) throws(CacheDamage) -> Reject {
        Reject(
            relation: try reader.text(), file: try reader.text(), line: try reader.natural(),
            column: try reader.optional(text), reason: try reader.text(), raw: try reader.text())
    }

    static func write(_ finding: Finding, to writer: ByteWriter) {
        writer.text(finding.id)
        writer.text(finding.severity.rawValue)
        writer.text(finding.message)
        writer.optional(finding.place) { place in
            writer.text(place.file)
            writer.optional(place.line) { writer.integer($0) }
            writer.optional(place.column) { writer.integer($0) }
            writer.optional(place.excerpt) { writer.text($0) }
        }
        writer.optional(finding.remedy) { writer.text($0) }
        writer.optional(finding.count) { writer.integer($0) }
        writer.optional(finding.node) { node in writer.list(node) { writer.text($0) } }
        writer.map(finding.amounts) { writer.decimal($0) }
        writer.list(finding.examples) { writer.text($0) }
    }

    static func finding(_ reader: inout ByteReader) throws(CacheDamage) -> Finding {
        let id = try reader.text()
        guard let severity = Finding.Severity(rawValue: try reader.text()) else { throw CacheDamage() }
        var finding = Finding(
            id, severity, try reader.text(), place: try reader.optional(place), remedy: try reader.optional(text),
            count: try reader.optional(integer),
            node: try reader.optional { (reader) throws(CacheDamage) in try reader.list(text) }, amounts: try reader.map(decimal))
        finding.examples = try reader.list(text)
        return finding
    }

    private static func place(_ reader: inout ByteReader) throws(CacheDamage) -> Place {
        Place(
            file: try reader.text(), line: try reader.optional(integer), column: try reader.optional(integer),
            excerpt: try reader.optional(text))
    }

    static func write(_ rejects: RejectCount, to writer: ByteWriter) {
        writer.text(rejects.relation)
        writer.text(rejects.file)
        writer.optional(rejects.column) { writer.text($0) }
        writer.text(rejects.reason)
        writer.natural(rejects.count)
    }

    static func rejectCount(_ reader: inout ByteReader) throws(CacheDamage) -> RejectCount {
        RejectCount(
            relation: try reader.text(), file: try reader.text(), column: try reader.optional(text), reason: try reader.text(),
            count: try reader.natural())
    }

    static func write(_ check: DataCheckOutcome, to writer: ByteWriter) {
        for text in [check.id, check.subject, check.title, check.severity.rawValue] { writer.text(text) }
        switch check.state {
        case .fine: writer.byte(0)
        case .found(let count):
            writer.byte(1)
            writer.integer(count)
        case .notMade(let why):
            writer.byte(2)
            writer.text(why)
        }
        writer.map(check.amounts) { writer.decimal($0) }
        writer.optional(check.place) { writer.text($0) }
        writer.optional(check.remedy) { writer.text($0) }
    }

    static func dataCheck(_ reader: inout ByteReader) throws(CacheDamage) -> DataCheckOutcome {
        let (id, subject, title) = (try reader.text(), try reader.text(), try reader.text())
        guard let severity = Finding.Severity(rawValue: try reader.text()) else { throw CacheDamage() }
        let state: DataCheckOutcome.State
        switch try reader.byte() {
        case 0: state = .fine
        case 1: state = .found(try reader.integer())
        case 2: state = .notMade(try reader.text())
        default: throw CacheDamage()
        }
        return DataCheckOutcome(
            id: id, subject: subject, title: title, severity: severity, state: state, amounts: try reader.map(decimal),
            place: try reader.optional(text), remedy: try reader.optional(text))
    }

    private static func day(_ reader: inout ByteReader) throws(CacheDamage) -> CivilDate { try reader.day() }
    private static func decimal(_ reader: inout ByteReader) throws(CacheDamage) -> ExactDecimal { try reader.decimal() }
    private static func text(_ reader: inout ByteReader) throws(CacheDamage) -> String { try reader.text() }
    private static func integer(_ reader: inout ByteReader) throws(CacheDamage) -> Int { try reader.integer() }
}
