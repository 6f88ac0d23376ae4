import Extracts
import Foundation
import Model

/// The layouts in which extracts are damaged, each with its declaration and a generator of small ones.
enum FuzzLayout: String, CaseIterable {
    case plain, german, sheet, list, hebrew, report

    var name: String {
        switch self {
        case .plain, .german, .report: "\(rawValue).csv"
        case .sheet: "sheet.xls"
        case .list, .hebrew: "\(rawValue).txt"
        }
    }

    var extract: Extract {
        var extract = Extract(name: name, defaultCurrency: nil)
        let carried = [CarriedColumn(name: "Company", words: ["Company Code"]), CarriedColumn(name: "Customer", words: ["Customer", "Kunde"])]
        switch self {
        case .plain: return extract
        case .german, .hebrew:
            extract.format = DelimitedFormat(
                delimiter: UInt8(ascii: ";"), encoding: self == .german ? .windows1252 : .windows1255, decimal: UInt8(ascii: ","),
                thousands: UInt8(ascii: "."), dates: ["%d.%m.%Y", "%Y%m%d"], trailingMinus: true)
            return extract
        case .report:
            extract.format.skip = 1
            extract.format.parentheses = true
            extract.format.creditSuffixes = ["CR"]
            extract.format.thousands = UInt8(ascii: "'")
            extract.format.lines.skipped = [
                SkippedRows(column: .title("customer_id"), prefixes: ["Total for"]), SkippedRows(column: .first, words: ["End of report"]),
            ]
            return extract
        case .sheet:
            extract.format = DelimitedFormat(delimiter: 9, quote: nil, encoding: .utf16LE)
            extract.format.lines.header = [["item_id"], ["amount"]]
            extract.format.lines.skipped = [SkippedRows(column: .number(1), prefixes: ["*"])]
        case .list: extract.format.lines.layout = .list
        }
        extract.format.decimal = UInt8(ascii: ",")
        extract.format.thousands = UInt8(ascii: ".")
        extract.format.trailingMinus = true
        extract.format.dates = ["%d.%m.%Y"]
        extract.format.lines.carried = carried
        extract.columns = ["item_id", "kind", "posted_on", "due_on", "currency", "amount", "note"].map { Extract.map($0, .column($0)) }
        extract.columns.append(Extract.map("customer_id", .column("Customer")))
        extract.columns.append(Extract.map("entity", .column("Company")))
        return extract
    }

    /// One of the encodings' letters.
    private var notes: [String] {
        switch self {
        case .hebrew: ["שלום", "בע\"מ", "x"]
        case .list: ["Müller", "a|b", "ñ €", ""]
        case .plain, .report: ["é", "c,2", "c\n4", "say \"hi\"", "😀"]
        case .german, .sheet: ["Müller & Söhne", "Größe €", "a;b", ""]
        }
    }

    // MARK: Samples

    func sample(_ dice: inout MutationTests.Dice) -> String {
        var lines: [String] = []
        let end = ["\n", "\r\n"].randomElement(using: &dice) ?? "\n"
        let count = Int.random(in: 1...12, using: &dice)
        switch self {
        case .plain, .german, .hebrew, .report:
            if self == .report { lines.append("\"Aging report, page 1") }
            lines.append(join(["item_id", "customer_id", "kind", "posted_on", "due_on", "currency", "amount", "note"]))
            for index in 0..<count {
                lines.append(join(["i\(index)", "c\(index % 3)"] + cells(index, &dice)))
                if self == .report, Int.random(in: 0..<4, using: &dice) == 0 {
                    lines.append(join(["", "Total for c1", "", "", "", "", "12.00", ""]))
                }
            }
            if self == .report { lines.append("End of report") }
        case .sheet, .list:
            lines += block(0, &dice)
            for index in 0..<count {
                if Int.random(in: 0..<5, using: &dice) == 0 { lines += block(index, &dice) }
                lines.append(join(["", "i\(index)"] + cells(index, &dice)))
                if Int.random(in: 0..<5, using: &dice) == 0 { lines.append(join(["*", "", "", "", "", "EUR", "100,00", ""])) }
            }
            lines.append(join(["**", "", "", "", "", "EUR", "100,00", ""]))
        }
        return lines.joined(separator: end) + (Bool.random(using: &dice) ? end : "")
    }

    private func join(_ cells: [String]) -> String {
        switch self {
        case .sheet: cells.joined(separator: "\t")
        case .list: "|" + cells.joined(separator: "|") + "|"
        case .german, .hebrew: cells.map { $0.contains { ";\"".contains($0) } ? "\"\($0.replacing("\"", with: "\"\""))\"" : $0 }.joined(separator: ";")
        case .plain, .report: cells.map { $0.contains { ",\"\n".contains($0) } ? "\"\($0.replacing("\"", with: "\"\""))\"" : $0 }.joined(separator: ",")
        }
    }

    private func block(_ index: Int, _ dice: inout MutationTests.Dice) -> [String] {
        let titles = join(["", "item_id", "kind", "posted_on", "due_on", "currency", "amount", "note"])
        if self == .sheet { return ["\tDynamic List Display\t\t\(index + 1)", "\tCustomer\t00\(index)", "", titles, ""] }
        let rule = String(repeating: "-", count: 60)
        let heading = ["Customer      00\(index)", "Kunde: 00\(index)     Company Code 1000", "|Customer 00\(index)|"][Int.random(in: 0..<3, using: &dice)]
        return ["20.11.2026   Customer Line Items   \(index)", heading, rule, titles, rule]
    }

    /// Kind, dates, currency, amount, note.
    private func cells(_ index: Int, _ dice: inout MutationTests.Dice) -> [String] {
        let isPlain = self == .plain || self == .report
        let day = 10 + index % 18
        let date = isPlain ? "2026-01-\(day)" : self == .german && index % 4 == 0 ? "202601\(day)" : "\(day).01.2026"
        let due = ["", isPlain ? "2026-02-28" : "28.02.2026", isPlain ? "0000-00-00" : "00.00.0000"].randomElement(using: &dice) ?? ""
        let amounts =
            switch self {
            case .plain: ["\(index).5", "-12", "1000.0001", "3.25"]
            case .report: ["(5.25)", "12.50 CR", "1'234.50", "\(index)"]
            default: ["1.234,50", "12,5-", "-7", "\(index),01", "1.000.000,00-"]
            }
        return [
            ["invoice", "receipt", "credit_note"].randomElement(using: &dice) ?? "", date, due, ["EUR", "USD"].randomElement(using: &dice) ?? "",
            amounts.randomElement(using: &dice) ?? "", notes.randomElement(using: &dice) ?? "",
        ]
    }

    func bytes(_ text: String) -> [UInt8] {
        switch self {
        case .plain, .report, .list: return Array(text.utf8)
        case .sheet: return [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        case .german: return text.unicodeScalars.map { $0 == "€" ? 0x80 : UInt8(truncatingIfNeeded: $0.value) }
        case .hebrew:
            return text.unicodeScalars.map { $0.value < 128 ? UInt8($0.value) : UInt8(truncatingIfNeeded: $0.value - 0x5D0 + 0xE0) }
        }
    }
}
