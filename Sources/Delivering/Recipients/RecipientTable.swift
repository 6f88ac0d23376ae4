internal import Foundation
package import Model

/// Reads recipients from CSV: a header with `member` and `recipients`, a row per member, several addresses in a cell
/// parted by semicolons, commas or spaces.
///
/// Other columns are left alone. The marks are commas, or semicolons as Excel writes them in much of Europe: whichever the header has.
package enum RecipientTable {
    package static func read(_ path: String, shown: String, allowed: AllowedDomains, namedAt place: Place) throws -> RecipientBook {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue, let data = FileManager.default.contents(atPath: path) else {
            throw Refusal(
                .noInput,
                Finding("missing-file", .error, "there is no file \"\(shown)\" with the recipients", place: place, remedy: "check the path; it is read from the definition's folder"))
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw Refusal(.badData, Finding("not-utf8", .error, "the file is not UTF-8 text", place: Place(file: shown), remedy: "save it as UTF-8"))
        }
        return book(text, shown: shown, allowed: allowed)
    }

    package static func book(_ text: String, shown: String, allowed: AllowedDomains) -> RecipientBook {
        var book = RecipientBook(allowed: allowed)
        let text = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
        let header = text.prefix { !$0.isNewline }
        let records = CommaRecords.read(text, mark: header.contains(";") && !header.contains(",") ? ";" : ",")
        guard let first = records.first else {
            book.add(Finding("empty-file", .error, "the file holds no recipients", place: Place(file: shown), remedy: "begin it with the line member,recipients"))
            return book
        }
        let names = first.fields.map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
        guard let recipients = names.firstIndex(of: "recipients") else {
            book.add(
                Finding(
                    "no-column", .error, "the file has no column \"recipients\"", place: Place(file: shown, line: 1),
                    remedy: Spelling.suggestion(for: "recipients", among: names) ?? "begin it with the line member,recipients"))
            return book
        }
        let member = names.firstIndex(of: "member")
        for record in records.dropFirst() where record.fields != [""] {
            let place = Place(file: shown, line: record.line)
            let name = member.flatMap { record.fields.indices.contains($0) ? record.fields[$0].trimmingCharacters(in: .whitespaces) : nil } ?? ""
            let cell = record.fields.indices.contains(recipients) ? record.fields[recipients] : ""
            let addresses = split(cell)
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
