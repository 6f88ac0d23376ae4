internal import Model

// Where the figures come from: files, control totals, rejected rows, findings.

extension ResultsCoding {
    static func write(_ source: SourceFile, to writer: ByteWriter) {
        writer.text(source.relation)
        writer.text(source.path)
        writer.text(source.hash.sha256)
        for number in [source.hash.bytes, source.read, source.loaded, source.rejected, source.skipped, source.replaced] { writer.natural(number) }
    }

    static func source(_ reader: inout ByteReader) throws(CacheDamage) -> SourceFile {
        var source = SourceFile(
            relation: try reader.text(), path: try reader.text(),
            hash: ContentHash(sha256: try reader.text(), bytes: try reader.natural()), read: try reader.natural(),
            loaded: try reader.natural(), rejected: try reader.natural(), skipped: try reader.natural())
        source.replaced = try reader.natural()
        return source
    }

    static func write(_ control: ControlResult, to writer: ByteWriter) {
        writer.text(control.relation)
        writer.optional(control.currency) { writer.text($0) }
        writer.decimal(control.stated)
        writer.decimal(control.found)
    }

    static func control(_ reader: inout ByteReader) throws(CacheDamage) -> ControlResult {
        ControlResult(
            relation: try reader.text(), currency: try reader.optional(text), stated: try reader.decimal(),
            found: try reader.decimal())
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
    }

    static func finding(_ reader: inout ByteReader) throws(CacheDamage) -> Finding {
        let id = try reader.text()
        guard let severity = Finding.Severity(rawValue: try reader.text()) else { throw CacheDamage() }
        return Finding(
            id, severity, try reader.text(), place: try reader.optional(place), remedy: try reader.optional(text),
            count: try reader.optional(integer),
            node: try reader.optional { (reader) throws(CacheDamage) in try reader.list(text) })
    }

    private static func place(_ reader: inout ByteReader) throws(CacheDamage) -> Place {
        Place(
            file: try reader.text(), line: try reader.optional(integer), column: try reader.optional(integer),
            excerpt: try reader.optional(text))
    }

    private static func text(_ reader: inout ByteReader) throws(CacheDamage) -> String { try reader.text() }
    private static func integer(_ reader: inout ByteReader) throws(CacheDamage) -> Int { try reader.integer() }
}
