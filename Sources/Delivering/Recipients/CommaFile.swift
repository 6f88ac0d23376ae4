internal import Foundation
internal import Model

/// A small CSV file with a header, as a person keeps it: its columns by name, its rows with their lines.
///
/// The marks are commas, or semicolons as Excel writes them in much of Europe: whichever the header has.
struct CommaFile {
    private let names: [String]
    /// Below the header, without empty lines.
    let records: [CommaRecords.Record]
    let isEmpty: Bool

    init(_ text: String) {
        let text = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
        let header = text.prefix { !$0.isNewline }
        let all = CommaRecords.read(text, mark: header.contains(";") && !header.contains(",") ? ";" : ",")
        isEmpty = all.isEmpty
        names = all.first.map { $0.fields.map { $0.trimmingCharacters(in: .whitespaces).lowercased() } } ?? []
        records = all.dropFirst().filter { $0.fields != [""] }
    }

    /// The file's text; its absence or another encoding is a refusal.
    ///
    /// - Parameter what: what it holds, for the finding: `the recipients`.
    static func text(_ path: String, shown: String, of what: String, namedAt place: Place) -> Result<String, Refusal> {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue, let data = FileManager.default.contents(atPath: path) else {
            return .failure(
                Refusal(
                    .noInput,
                    Finding("missing-file", .error, "there is no file \"\(shown)\" with \(what)", place: place, remedy: "check the path; it is read from the definition's folder")))
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            return .failure(Refusal(.badData, Finding("not-utf8", .error, "the file is not UTF-8 text", place: Place(file: shown), remedy: "save it as UTF-8")))
        }
        return .success(text)
    }

    func column(_ name: String) -> Int? { names.firstIndex(of: name) }

    func cell(_ record: CommaRecords.Record, _ column: Int) -> String {
        record.fields.indices.contains(column) ? record.fields[column].trimmingCharacters(in: .whitespaces) : ""
    }

    func missing(_ column: String, shown: String, begin: String) -> Finding {
        Finding(
            "no-column", .error, "the file has no column \"\(column)\"", place: Place(file: shown, line: 1),
            remedy: Spelling.suggestion(for: column, among: names) ?? "begin it with the line \(begin)")
    }
}
