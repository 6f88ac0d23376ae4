internal import Foundation
package import Model

/// Reads the table of a split's members: a header with `member`, and perhaps `language`, `currency`, `calendar`, `recipients`.
///
/// An empty cell leaves the member what the report has. A row with an empty member is the whole's, for its recipients.
package enum MemberTable {
    package struct Reading: Sendable {
        package var settings: [MemberSetting] = []
        package var findings: [Finding] = []
        package init() {}
    }

    private static let columns = ["language", "currency", "calendar"]

    /// - Parameter languages: those that there are words in.
    package static func read(_ path: String, shown: String, languages: [String], namedAt place: Place) -> Reading {
        var reading = Reading()
        let text: String
        switch CommaFile.text(path, shown: shown, of: "the members", namedAt: place) {
        case .success(let found): text = found
        case .failure(let refusal):
            reading.findings = refusal.findings
            return reading
        }
        let table = CommaFile(text)
        guard let member = table.column("member") else {
            reading.findings.append(table.missing("member", shown: shown, begin: "member,language,currency,calendar,recipients"))
            return reading
        }
        var lines: [String: Int] = [:]
        for record in table.records {
            let place = Place(file: shown, line: record.line)
            var setting = MemberSetting(name: table.cell(record, member), place: place)
            var cells: [String: String] = [:]
            for name in columns { cells[name] = table.column(name).map { table.cell(record, $0) } ?? "" }
            let isNamed = cells.values.contains { !$0.isEmpty }
            if setting.name.isEmpty {
                if isNamed {
                    reading.findings.append(
                        Finding(
                            "bad-member", .error, "the row of the whole has a \(columns.first { cells[$0] != "" } ?? "")", place: place,
                            remedy: "write it in the report's definition; the row can only name recipients"))
                }
                continue
            }
            // Several rows may name recipients of one member; what its pack is like stands once.
            if let first = lines[setting.name], isNamed {
                reading.findings.append(
                    Finding(
                        "member-twice", .error, "\(setting.name) stands twice (as on line \(first))", place: place,
                        remedy: "write its language, currency and calendar in one row"))
                continue
            }
            if lines[setting.name] == nil { lines[setting.name] = record.line }
            guard isNamed else { continue }
            setting.language = own(cells["language"])
            setting.currency = own(cells["currency"])
            setting.calendar = own(cells["calendar"])
            if let language = setting.language, !languages.contains(language) {
                reading.findings.append(
                    Finding(
                        "bad-language", .error, "there are no words in \"\(language)\"", place: place,
                        remedy: "the languages are \(languages.joined(separator: ", "))"))
            }
            if let currency = setting.currency, !CurrencyCode.isWellFormed(currency) {
                reading.findings.append(
                    Finding("bad-currency", .error, "\"\(currency)\" is not a currency", place: place, remedy: "write its ISO 4217 code, such as EUR"))
            }
            reading.settings.append(setting)
        }
        return reading
    }

    private static func own(_ cell: String?) -> String? { cell.flatMap { $0.isEmpty ? nil : $0 } }
}
