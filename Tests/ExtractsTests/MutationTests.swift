import Extracts
import Foundation
import Model
import Testing

/// Two thousand damaged extracts: nothing is lost, nothing crashes, and the sums are those of a naive reader.
@Suite struct MutationTests {
    /// A fixed sequence of numbers (Knuth's MMIX constants), the same on every run.
    struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 33
        }
    }

    @Test(arguments: 0..<4)
    func nothingIsLost(_ part: UInt64) throws {
        var dice = Dice(state: 20_261_121 + part)
        let letters = Array(",\"\n\r;- .x09€/".utf8) + [0, 0xFF]
        var (loaded, rejected) = (0, 0)
        for _ in 0..<500 {
            var bytes = Array(Self.sample(&dice).utf8)
            let header = (bytes.firstIndex(of: 10) ?? 0) + 1
            for _ in 0..<Int.random(in: 0...6, using: &dice) where bytes.count > header {
                let at = Int.random(in: header..<bytes.count, using: &dice)
                let letter = letters[Int.random(in: 0..<letters.count, using: &dice)]
                switch Int.random(in: 0..<3, using: &dice) {
                case 0: bytes[at] = letter
                case 1: bytes.insert(letter, at: at)
                default: bytes.remove(at: at)
                }
            }
            // `read` itself holds loaded + rejected against the independent count.
            let reading = try Extract().read(bytes)
            let naive = NaiveReader.read(Array(bytes[header...]))
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(reading.report.read == naive.records, "\(text.debugDescription)")
            #expect(
                reading.report.totals.filter { !$0.value.isZero } == naive.sums.filter { !$0.value.isZero },
                "\(text.debugDescription)")
            #expect(reading.report.loaded == naive.loaded, "\(text.debugDescription)")
            loaded += reading.report.loaded
            rejected += reading.report.rejected
        }
        // The damage is neither none nor total.
        #expect(loaded > 2500 && rejected > 250)
    }

    private static func sample(_ dice: inout Dice) -> String {
        let end = ["\n", "\r\n"][Int.random(in: 0...1, using: &dice)]
        var lines = ["item_id,customer_id,kind,posted_on,currency,amount"]
        for index in 0..<Int.random(in: 1...16, using: &dice) {
            let customer = ["c1", "\"c,2\"", "\"c \"\"3\"\"\"", "\"c\n4\"", "é"][Int.random(in: 0..<5, using: &dice)]
            let currency = ["EUR", "USD", ""][Int.random(in: 0..<3, using: &dice)]
            let amount = ["\(index).5", "-12", "\"3.25\"", "1000.0001"][Int.random(in: 0..<4, using: &dice)]
            lines.append("i\(index),\(customer),invoice,2025-01-\(10 + index),\(currency),\(amount)")
        }
        return lines.joined(separator: end) + (Bool.random(using: &dice) ? end : "")
    }
}

/// Reads items the slow and obvious way, by the same rules: text by text, no buffers, no batches.
enum NaiveReader {
    struct Account {
        var records = 0
        var loaded = 0
        var sums: [String: ExactDecimal] = [:]
    }

    static func read(_ bytes: [UInt8]) -> Account {
        var account = Account()
        var seen = Set<[UInt8]>()
        var rest = bytes[...]
        while !rest.isEmpty {
            let lineEnd = rest.firstIndex(of: 10) ?? rest.endIndex
            let line = rest[..<lineEnd]
            if line.allSatisfy({ $0 == 32 || $0 == 9 || $0 == 13 }) {
                rest = rest[min(lineEnd + 1, rest.endIndex)...]
                continue
            }
            account.records += 1
            guard let (fields, next) = record(rest) else {
                rest = rest[min(lineEnd + 1, rest.endIndex)...]
                continue
            }
            let raw = rest[..<next]
            rest = rest[min(next, rest.endIndex)...]
            guard String(validating: raw, as: UTF8.self) != nil, !raw.contains(0), fields.count == 6 else { continue }
            load(fields.map(trimmed), &account, &seen)
        }
        return account
    }

    private static func load(_ fields: [[UInt8]], _ account: inout Account, _ seen: inout Set<[UInt8]>) {
        let text = fields.map { String(decoding: $0, as: UTF8.self) }
        let currency = text[4].isEmpty ? "EUR" : text[4]
        guard !text[0].isEmpty, ["invoice", "credit_note", "receipt", "adjustment"].contains(text[2]),
            !text[1].isEmpty || text[2] == "receipt", isDate(text[3]), CurrencyCode.isWellFormed(currency),
            let amount = amount(text[5]), seen.insert(fields[0]).inserted
        else { return }
        account.loaded += 1
        account.sums[currency, default: .zero] = (account.sums[currency] ?? .zero) + amount
    }

    /// The fields of the record that starts here and where the next line starts; nil when its quoting is broken.
    private static func record(_ text: ArraySlice<UInt8>) -> ([[UInt8]], Int)? {
        var fields: [[UInt8]] = []
        var at = text.startIndex
        func byte(_ index: Int) -> UInt8? { index < text.endIndex ? text[index] : nil }
        while true {
            var field: [UInt8] = []
            if byte(at) == UInt8(ascii: "\"") {
                at += 1
                while true {
                    guard let next = byte(at) else { return nil }
                    at += 1
                    if next == UInt8(ascii: "\"") {
                        if byte(at) != UInt8(ascii: "\"") { break }
                        at += 1
                    }
                    field.append(next)
                }
                if byte(at) == 13, byte(at + 1) == 10 || byte(at + 1) == nil { at += 1 }
                if let after = byte(at), after != UInt8(ascii: ","), after != 10 { return nil }
            } else {
                while let next = byte(at), next != UInt8(ascii: ","), next != 10 {
                    field.append(next)
                    at += 1
                }
            }
            fields.append(field)
            guard let next = byte(at) else { return (fields, at) }
            at += 1
            if next == 10 { return (fields, at) }
        }
    }

    private static func trimmed(_ field: [UInt8]) -> [UInt8] {
        let isBlank = { (byte: UInt8) in byte == 32 || (9...13).contains(byte) }
        let left = field.drop(while: isBlank)
        return Array(left.reversed().drop(while: isBlank).reversed())
    }

    private static func isDate(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 4, (1...2).contains(parts[1].utf8.count),
            (1...2).contains(parts[2].utf8.count), parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return false }
        return CivilDate(year: year, month: month, day: day) != nil
    }

    private static func amount(_ cell: String) -> ExactDecimal? {
        // A sign may stand apart from its digits.
        let isSigned = cell.hasPrefix("-") || cell.hasPrefix("+")
        let text = isSigned ? String(cell.prefix(1)) + cell.dropFirst().trimmingPrefix(while: { $0 == " " }) : cell
        guard text.utf8.last != UInt8(ascii: "."), let value = ExactDecimal(text) else { return nil }
        let rounded = value.rounded(scale: 4)
        return rounded == value && rounded.magnitude < ExactDecimal(100_000_000_000_000) ? rounded : nil
    }
}
