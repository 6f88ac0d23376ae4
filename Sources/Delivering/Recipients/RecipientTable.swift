internal import Foundation
package import Model

/// Reads recipients from CSV: a header with `member` and `recipients`, a row per member, several addresses in a cell
/// parted by semicolons, commas or spaces.
///
/// Other columns are left alone.
package enum RecipientTable {
    package static func read(_ path: String, shown: String, allowed: AllowedDomains, namedAt place: Place) throws -> RecipientBook {
        book(try CommaFile.text(path, shown: shown, of: "the recipients", namedAt: place).get(), shown: shown, allowed: allowed)
    }

    package static func book(_ text: String, shown: String, allowed: AllowedDomains) -> RecipientBook {
        var book = RecipientBook(allowed: allowed)
        let table = CommaFile(text)
        guard !table.isEmpty else {
            book.add(Finding("empty-file", .error, "the file holds no recipients", place: Place(file: shown), remedy: "begin it with the line member,recipients"))
            return book
        }
        guard let recipients = table.column("recipients") else {
            book.add(table.missing("recipients", shown: shown, begin: "member,recipients"))
            return book
        }
        let member = table.column("member")
        for record in table.records {
            let place = Place(file: shown, line: record.line)
            let name = member.map { table.cell(record, $0) } ?? ""
            let addresses = split(table.cell(record, recipients))
            if addresses.isEmpty {
                book.add(
                    Finding(
                        "no-recipient", .error, name.isEmpty ? "the row names no recipient" : "the row of \(name) names no recipient", place: place,
                        remedy: "write an address, or remove the row"))
            }
            for address in addresses { book.add(address, member: name, place: place) }
        }
        return book
    }

    /// `Ana Ruiz <ana@example.com>; ben@example.com`: a comma or a blank parts addresses only where no `<` is used.
    private static func split(_ cell: String) -> [String] {
        let marks: Set<Character> = cell.contains("<") ? [";"] : [";", ",", " "]
        return cell.split { marks.contains($0) }.map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " ")) }.filter { !$0.isEmpty }
    }
}
