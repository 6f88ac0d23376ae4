internal import Model

extension Problem {
    static func splitTwice(_ place: Place) -> Finding {
        Finding("wrong-form", .error, "\"split\" has \"by\" and \"subsets\"", place: place, remedy: "keep one of them")
    }

    static func splitByNothing(_ place: Place) -> Finding {
        Finding("missing-key", .error, "\"split\" doesn't say what to split by", place: place, remedy: "add \"by: country\", or \"subsets:\"")
    }

    static func splitByUnknown(_ name: String, _ groupBy: [String], _ place: Place) -> Finding {
        Finding(
            "unknown-dimension", .error, "\"split\" names \(name), by which the report doesn't group", place: place,
            remedy: Spelling.suggestion(for: name, among: groupBy)
                ?? (groupBy.isEmpty ? "add it to \"group_by\"" : "add it to \"group_by\", or take \(list(groupBy))"))
    }

    static func subsetTwice(_ name: String, _ place: Place) -> Finding {
        Finding("subset-twice", .error, "two subsets are called \"\(name)\"", place: place, remedy: "give each a name of its own")
    }
}
