/// The records of a small CSV text (RFC 4180), each with the line it begins on.
enum CommaRecords {
    struct Record {
        var line: Int
        var fields: [String]
    }

    static func read(_ text: String, mark: Character) -> [Record] {
        var records: [Record] = []
        var record = Record(line: 1, fields: [])
        var field = ""
        var isQuoted = false
        var wasQuoted = false
        var line = 1
        var isAtStart = true
        for character in text {
            if character.isNewline { line += 1 }
            if isQuoted {
                if character == "\"" { (isQuoted, wasQuoted) = (false, true) } else { field.append(character) }
            } else if character == "\"", isAtStart || wasQuoted {
                // A doubled quote is one; after the closing quote it opens the field again.
                if wasQuoted { field.append("\"") }
                (isQuoted, isAtStart) = (true, false)
            } else if character == mark {
                record.fields.append(field)
                (field, wasQuoted, isAtStart) = ("", false, true)
            } else if character.isNewline {
                record.fields.append(field)
                records.append(record)
                (field, wasQuoted, isAtStart) = ("", false, true)
                record = Record(line: line, fields: [])
            } else {
                field.append(character)
                isAtStart = false
            }
        }
        if !field.isEmpty || !record.fields.isEmpty { records.append(Record(line: record.line, fields: record.fields + [field])) }
        return records
    }
}
