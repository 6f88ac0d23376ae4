internal import Model

/// The keys of `split:` in a report definition.
enum SplitKeys {
    static let subset = KeyTable([
        .needed("name", .phrase, "What the pack is called, and its member in the table of recipients."),
        .needed("filter", .own(.any, .oneOrMore(.text, atLeast: 1, isDistinct: false)),
            "By dimension of group_by, the members that belong to it; what passes all of them does."),
    ])

    static let split = KeyTable(
        [
            .optional("by", .phrase, "A dimension of group_by: a pack for each of its members."),
            .optional("subsets", .list(.map(subset), atLeast: 1), "Instead of by: a pack for each named subset of members."),
            .optional("members", .phrase,
                "A CSV file, relative to this one, with a row for each member: member, and where they differ language, currency and calendar; recipients, where deliver has no list of its own."),
        ], rules: [.exactlyOne(["by", "subsets"])])
}
