internal import Model

/// What headings say of the rows below them: `Customer  1000123`, `Company Code: 1000`.
///
/// A heading holds until the next of its kind. The order of the declaration is that of the headings' rank: where a
/// group begins with a new customer, what ranks lower and isn't stated again is forgotten.
struct CarriedValues {
    let columns: [CarriedColumn]
    /// Those that the header has itself are left alone.
    private(set) var taken: [Int] = []
    private(set) var values: [String]
    /// Words in the form in which they are compared, the longest first, and whose they are.
    private let words: [(word: String, column: Int)]
    private var group: Set<Int> = []
    private var isInGroup = false

    init(_ columns: [CarriedColumn]) {
        self.columns = columns
        values = columns.map { _ in "" }
        words = columns.enumerated().flatMap { index, column in column.words.map { (word: $0.folded, column: index) } }
            .sorted { $0.word.count > $1.word.count }
        taken = Array(columns.indices)
    }

    var isEmpty: Bool { columns.isEmpty }

    mutating func leave(to titles: [String]) {
        taken = columns.indices.filter { !titles.contains(columns[$0].name) }
    }

    var names: [String] { taken.map { columns[$0].name } }

    /// Whether a cell may begin a heading; most are told by their first letter.
    func mayBegin(_ first: UInt8, _ cell: () -> String) -> Bool {
        let small = first >= 65 && first <= 90 ? first | 32 : first
        guard small > 127 || words.contains(where: { $0.word.utf8.first == small }) else { return false }
        let folded = cell().lowercased()
        return words.contains { folded.begins(with: $0.word) }
    }

    /// Takes the values of a line, given in pieces; false when it has none.
    mutating func take(_ pieces: [String]) -> Bool {
        var isHeading = false
        var at = 0
        while at < pieces.count {
            let folded = pieces[at].lowercased()
            for (word, column) in words where folded.begins(with: word) {
                guard let value = Self.value(pieces, &at, word) else { continue }
                set(column, value)
                isHeading = true
                break
            }
            at += 1
        }
        return isHeading
    }

    private static func value(_ pieces: [String], _ at: inout Int, _ word: String) -> String? {
        let rest = String(pieces[at].unicodeScalars.dropFirst(word.unicodeScalars.count))
        let text = rest.drop { $0 == ":" || $0 == "." || $0 == " " }
        if text.isEmpty {
            guard at + 1 < pieces.count else { return nil }
            at += 1
            let next = pieces[at].drop { $0 == ":" || $0 == " " }
            return next.isEmpty ? nil : String(next)
        }
        // "Customer Line Items" is a title, "Customer 1000123" a heading.
        let hasColon = rest.first { $0 != " " } == ":"
        let isNumber = rest.first == " " && !text.contains(" ") && text.contains(where: \.isNumber)
        return hasColon || isNumber ? String(text) : nil
    }

    private mutating func set(_ column: Int, _ value: String) {
        if !isInGroup {
            isInGroup = true
            group.removeAll()
        }
        group.insert(column)
        values[column] = value
    }

    /// A row follows the headings.
    mutating func beginRow() {
        guard isInGroup else { return }
        isInGroup = false
        guard let highest = group.min() else { return }
        for column in columns.indices where column > highest && !group.contains(column) { values[column] = "" }
    }
}
