internal import Model

/// Lines of delimited text cut into cells by Spark, and which of them are whole rows beyond doubt.
///
/// A line is taken apart by the rules of the reader of extracts: a quote counts only where a field begins. One with a quote
/// that is still open at its end may go on in the next, which takes that reader.
struct SparkLines {
    /// What a line is: a row that fits, one that is odd, an empty line, one that may stand above the rows, an open quote.
    enum Kind: Int { case fits, odd, empty, above, open }

    let format: DelimitedFormat
    let lines: InPlaceLines
    let columns: Int
    let relation: String

    /// `id`, `part`, `value`, `mark` (a kind that is certain already, or NULL), `is_broken` and the cells.
    var sql: String {
        let cells = (0..<columns).map { "get(cells, \($0)) AS c\($0)" }
        return """
            SELECT id, part, value, CASE WHEN is_first AND line IN (\(lines.above.texts.map(SparkText.literal).joined(separator: ", "))) THEN \(Kind.above.rawValue)
                WHEN \(isEmpty) THEN \(Kind.empty.rawValue)\(isOpen.map { " WHEN cells IS NULL AND \($0) THEN \(Kind.open.rawValue)" } ?? "") END AS mark,
              (cells IS NULL OR size(cells) <> \(columns) OR octet_length(value) > 1048576 OR \(isNoText)) AS is_broken, \(cells.joined(separator: ", "))
            FROM (
              SELECT *, \(cut) AS cells
              FROM (
                SELECT *, CASE WHEN endswith(whole, '\\r') THEN substr(whole, 1, length(whole) - 1) ELSE whole END AS line
                FROM (
                  SELECT id, part, is_first, value, \(decoded) AS whole
                  FROM (
                    SELECT monotonically_increasing_id() AS id, value, _metadata.file_block_start = 0 AS is_first,
                      concat(_metadata.file_path, '\\n', lpad(CAST(_metadata.file_block_start AS STRING), 20, '0')) AS part
                    FROM \(relation)
                  )
                )
              )
            )
            """
    }

    // MARK: Letters

    private var decoded: String {
        guard !lines.letters.isEmpty else { return "value" }
        let others = lines.letters.enumerated().filter { $1 != UInt16($0 + 128) }
        func text(_ codes: [UInt16]) -> String { SparkText.literal(String(decoding: codes, as: UTF16.self)) }
        let latin = "decode(CAST(value AS BINARY), 'ISO-8859-1')"
        return "translate(\(latin), \(text(others.map { UInt16($0.offset + 128) })), \(text(others.map { $0.element == 0xFFFF ? 0xFFFD : $0.element })))"
    }

    /// Bytes that no extract has, or that look like another encoding's: the reader has words for these.
    private var isNoText: String {
        let zero = "contains(value, '\\0')"
        if lines.letters.isEmpty { return "\(zero) OR NOT is_valid_utf8(value)" }
        let isHebrew = format.encoding == .windows1255 ? "" : " OR whole RLIKE \(SparkText.literal("[\u{E0}-\u{FA}]{4}"))"
        return "\(zero) OR (octet_length(whole) <> octet_length(value) AND (is_valid_utf8(value) OR contains(whole, '\u{FFFD}')\(isHebrew)))"
    }

    // MARK: Cells

    private var delimiter: String { String(UnicodeScalar(format.delimiter)) }
    private var quote: String? { format.quote.map { String(UnicodeScalar($0)) } }
    private func pattern(_ mark: String) -> String { "\\x{\(String(mark.unicodeScalars.first?.value ?? 0, radix: 16))}" }

    private var isEmpty: String {
        let isBlank = "trim(BOTH ' \\t\\r' FROM line) = ''"
        return [" ", "\t"].contains(delimiter) ? "\(isBlank) AND NOT contains(line, \(SparkText.literal(delimiter)))" : isBlank
    }

    /// Java has a quick way for a single character.
    private var split: String {
        let plain = "\\.$|()[{^?*+".contains(delimiter) ? "\\" + delimiter : delimiter
        return "split(line, \(SparkText.literal(plain)), -1)"
    }

    private var field: (quoted: String, any: String)? {
        guard let quote else { return nil }
        let (q, d) = (pattern(quote), pattern(delimiter))
        let quoted = "\(q)(?:[^\(q)]++|\(q)\(q))*+"
        return (quoted, "(?:\(quoted)\(q)(?=\(d)|\\z)|(?!\(q))[^\(d)]*+)")
    }

    private var cut: String {
        guard let quote, let field else { return split }
        let (first, other) = (SparkText.literal(quote), SparkText.literal(delimiter + quote))
        let d = pattern(delimiter)
        let whole = SparkText.literal("(?s)\\A\(field.any)(?:\(d)\(field.any))*+\\z")
        let each = SparkText.literal("(?s)\(d)(\(field.any))")
        let bare = "CASE WHEN startswith(f, \(first)) THEN replace(substr(f, 2, length(f) - 2), \(SparkText.literal(quote + quote)), \(first)) ELSE f END"
        return "CASE WHEN NOT startswith(line, \(first)) AND NOT contains(line, \(other)) THEN \(split) "
            + "WHEN line RLIKE \(whole) THEN transform(regexp_extract_all(concat(\(SparkText.literal(delimiter)), line), \(each), 1), f -> \(bare)) END"
    }

    /// Whole fields, and then one whose quote isn't closed.
    private var isOpen: String? {
        field.map { "line RLIKE \(SparkText.literal("(?s)\\A(?:\($0.any)\(pattern(delimiter)))*+\($0.quoted)\\z"))" }
    }
}
