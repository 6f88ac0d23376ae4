internal import Definitions
internal import Extracts
internal import Model

/// How an extract is written: what of that must be declared, each with its evidence.
extension SourceDraft {
    mutating func addFile(_ shown: String) {
        let names = group.paths.map { FilePath.name(of: $0) }
        let list = names.prefix(4).joined(separator: ", ") + (names.count > 4 ? ", …" : "")
        add("file: \(quoted(shown))" + (names.count > 1 ? "    # \(names.count) files of one layout: \(list)" : ""))
        let unseen = group.unseen
        if !unseen.isEmpty {
            add("# ? The pattern takes in \(unseen.prefix(3).joined(separator: ", "))\(unseen.count > 3 ? ", …" : ""), too, not looked at; is that meant?")
        }
        if let sheet = table.sheet {
            let others = sheet.others.map { "\"\($0)\"" }.joined(separator: ", ")
            add("sheet: \(quoted(sheet.name))    # its headers fit best; the workbook also has \(others)")
        }
        if let row = table.headerRow, row > 1 { add("header_row: \(row)    # the rows above it are titles") }
    }

    mutating func addFormat(dates: [Int], amounts: [Int]) {
        let format = layoutLines + amountLines(amounts) + dateLines(dates) + totalLines
        if format.isEmpty { return }
        add(format.allSatisfy { $0.hasPrefix("#") } ? "# format:" : "format:")
        for line in format { add("  " + line) }
    }

    private var layoutLines: [String] {
        guard let text = group.text else { return [] }
        var format: [String] = []
        let file = group.paths[0].lowercased()
        let isTabbed = file.hasSuffix(".tsv") || file.hasSuffix(".tsv.gz")
        if table.isList {
            format.append("layout: list    # lines between \"|\", under rules of dashes")
            let carried = table.carried.filter { read.contains($0) }
            if !carried.isEmpty {
                format.append("carry: { \(carried.map { "\(quoted($0)): \(quoted($0))" }.joined(separator: ", ")) }    # lines above the rows")
            }
        } else {
            if table.delimiter != (isTabbed ? "\t" : ",") {
                let word = SampleTable.delimiters.first { $0.mark == table.delimiter }?.word ?? ","
                format.append("delimiter: \(word == ";" || word == "," ? "\"\(word)\"" : word)    # the header has \(table.names.count - 1) of them")
            }
            if table.hasLooseQuotes { format.append("quote: none    # some cells have a quote inside") }
            if table.skip > 0 { format.append("skip: \(table.skip)    # the header is line \(table.skip + 1)") }
        }
        if text.encoding != "utf-8" { format.append("encoding: \(text.encoding)    # \(text.evidence)") }
        return format
    }

    private func amountLines(_ columns: [Int]) -> [String] {
        let cells = columns.flatMap(table.written)
        guard !cells.isEmpty else { return [] }
        guard let amounts = WrittenAmounts(cells) else {
            return ["# ? the amounts are not all written in one way; \"\(cells[0])\" for one"]
        }
        var lines: [String] = amounts.odd.map { ["# ? \"\($0)\" among the amounts is written otherwise"] } ?? []
        let question = amounts.isAmbiguous ? "? could be otherwise: " : ""
        if amounts.decimal != "." || amounts.isAmbiguous { lines.append("decimal: \"\(amounts.decimal)\"    # \(question)\"\(amounts.example)\"") }
        if let mark = amounts.thousands {
            lines.append("thousands: \(mark == " " ? "space" : "\"\(mark)\"")    # \"\(cells.first { $0.contains(mark) } ?? amounts.example)\"")
        }
        if amounts.hasTrailingMinus { lines.append("trailing_minus: true    # \"\(cells.first { $0.hasSuffix("-") } ?? "")\"") }
        if amounts.hasParentheses { lines.append("parentheses: true    # \"\(cells.first { $0.hasPrefix("(") } ?? "")\"") }
        return lines + mixed(columns, .number, "amount", "numbers")
    }

    /// That only some of the cells are text: the others say themselves what they are.
    private func mixed(_ columns: [Int], _ kind: ExtractTable.Kind, _ what: String, _ typed: String) -> [String] {
        guard !table.kinds.isEmpty else { return [] }
        let (texts, others) = (columns.reduce(0) { $0 + table.count($1, .text) }, columns.reduce(0) { $0 + table.count($1, kind) })
        return texts > 0 && others > 0 ? ["# \((texts).counted(what)) of \(texts + others) \(texts == 1 ? "is" : "are") text, the others \(typed)"] : []
    }

    private mutating func dateLines(_ columns: [Int]) -> [String] {
        var lost: [String] = []
        for column in columns where table.count(column, .number) > 0 && group.kind == .sheet {
            let count = table.count(column, .number)
            lost.append(
                "# ? \"\(table.names[column])\" has \(count.counted("number")) where dates should be, such as \(example(column, .number)): without a date format they are rejected")
        }
        guard let dates = WrittenDates(columns.flatMap(table.written)) else { return lost }
        lost += mixed(columns, .date, "date", "real dates")
        guard let format = dates.formats.first else {
            return ["# ? the dates are not all written in one way; \"\(dates.example)\" for one"]
        }
        dateFormat = format
        let odd = lost + (dates.odd.map { ["# ? \"\($0)\" among the dates is none"] } ?? [])
        if dates.isAmbiguous {
            let others = dates.formats.dropFirst().map { "\"\($0)\"" }.joined(separator: " or ")
            return odd + ["dates: \"\(format)\"    # ? \"\(dates.example)\" could be \(others) as well"]
        }
        return format == "%Y-%m-%d" ? odd : odd + ["dates: \"\(format)\"    # \"\(dates.example)\""]
    }

    private var totalLines: [String] {
        guard !table.isList, !table.totals.isEmpty else { return [] }
        let words = table.totals.map { quoted($0.word) }.joined(separator: ", ")
        return ["skip_rows: { starts_with: [\(words)] }    # totals, such as \"\(table.totals[0].row)\""]
    }

    /// What a row counts that other files have, too.
    mutating func addRepeats(_ ids: [Int]) {
        guard group.paths.count > 1 else { return }
        let count = group.repeated(ids)
        let found = count == 0 ? "no item is in two of them" : "\(count.counted("item")) \(count == 1 ? "is" : "are") in more than one of them"
        add("on_duplicate: reject    # ? \(found); should the file that comes last by name count: latest_file?")
    }

    /// Ids that lost their leading zeros, if they had any.
    mutating func addNumbers(_ columns: [Int]) {
        guard group.kind == .sheet else { return }
        for column in Set(columns).sorted() {
            let texts = table.written(column)
            if let padded = texts.first(where: { $0.hasPrefix("0") && $0.allSatisfy(\.isNumber) }), table.count(column, .number) > 0 {
                add("# ? \"\(table.names[column])\" is now text with zeros in front, now a number: \"\(padded)\" and \(example(column, .number)). Mend that in the workbook: they are not the same.")
            } else if texts.isEmpty, example(column, .number).count > 4 {
                add("# \"\(table.names[column])\" holds numbers: leading zeros, where the ERP has them, aren't in the workbook.")
            }
        }
    }

    private func example(_ column: Int, _ kind: ExtractTable.Kind) -> String {
        zip(table.rows, table.kinds).first { $1[column] == kind }?.0[column] ?? ""
    }
}
