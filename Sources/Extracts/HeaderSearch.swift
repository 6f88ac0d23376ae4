internal import Model

/// Looks for the line that has the titles.
struct HeaderSearch {
    private let titles: [[String]]
    private let isList: Bool
    /// The most promising line so far, and the titles that it lacks, each in its first spelling.
    private(set) var nearest: (line: Int, missing: [String])?

    init(_ rules: LineRules) {
        titles = rules.header.map { $0.map(\.folded) }
        spellings = rules.header.map { $0[0] }
        isList = rules.layout == .list
    }

    private let spellings: [String]

    /// No titles are declared: any first line will do.
    var isAny: Bool { titles.isEmpty && !isList }

    /// Without declared titles: the first line, and of a list the first of at least three cells.
    mutating func accepts(_ cells: [String], line: Int) -> Bool {
        if titles.isEmpty { return !isList || cells.count >= 3 }
        let found = Set(cells.map(\.folded))
        let missing = titles.indices.filter { index in !titles[index].contains { found.contains($0) } }
        if missing.isEmpty { return true }
        if missing.count < (nearest?.missing.count ?? titles.count) { nearest = (line, missing.map { spellings[$0] }) }
        return false
    }

    /// There is no such line in the whole file.
    func notFound(_ file: ExtractFile) -> Refusal {
        let wanted = spellings.map { "\"\($0)\"" }.joined(separator: ", ")
        let remedy: String
        if let nearest {
            let missing = nearest.missing.map { "\"\($0)\"" }.joined(separator: ", ")
            remedy = "line \(nearest.line) has all but \(missing)"
        } else {
            remedy = "check the titles, the delimiter and the encoding; titles are compared without regard to capitals"
        }
        return Refusal(
            .badData,
            Finding(
                "no-header", .error,
                titles.isEmpty
                    ? "\(file.name) has no line of three and more cells between \"|\""
                    : "no line of \(file.name) has the titles \(wanted)",
                place: Place(file: file.name, line: nearest?.line),
                remedy: titles.isEmpty ? "is it a list? Its format is declared as layout: list" : remedy))
    }
}
