/// The fixed set of relations that every plugin reads, whatever the extract looked like.
package struct LedgerRelation: Sendable, Hashable {
    package let name: String
    package let columns: [LedgerColumn]

    package func column(_ name: String) -> LedgerColumn? { columns.first { $0.name == name } }
    /// The date that says where a row belongs in time: posting, allocation, opening, …
    package var dateColumn: String? {
        switch name {
        case "items": "posted_on"
        case "allocations": "allocated_on"
        case "disputes": "opened_on"
        case "promises": "made_on"
        case "submissions": "submitted_on"
        case "activities": "done_on"
        case "fx_rates": "rate_date"
        case "holidays": "day"
        default: nil
        }
    }
    package var required: [LedgerColumn] { columns.filter(\.isRequired) }
    /// What no two rows may have in common; empty where rows may repeat.
    package var identity: [String] {
        switch name {
        case "items": ["item_id"]
        case "customers": ["customer_id", "valid_from"]
        case "disputes": ["dispute_id"]
        case "promises": ["promise_id"]
        case "submissions": ["submission_id"]
        case "activities": ["activity_id"]
        // Not holidays: one that is there twice is the same holiday.
        case "fx_rates": ["rate_date", "from_currency", "to_currency"]
        default: []
        }
    }
}

package struct LedgerColumn: Sendable, Hashable {
    package let name: String
    package let type: LedgerType
    package let isRequired: Bool
    /// The allowed words of a column that is a choice; nil for free text.
    package let choices: [String]?
    /// Zero and less are a reject.
    package let isPositive: Bool

    /// Names an item, a customer or another row: an id, or what refers to one.
    package var isIdentifier: Bool { name.hasSuffix("_id") || name == "from_item" || name == "to_item" }
}

/// What a ledger column holds. Money and rates are exact decimals: 4 and 10 places are kept, more are a reject.
package enum LedgerType: String, Sendable, Hashable {
    case text, date, money, rate, integer

    /// Decimal places kept.
    package var scale: Int { self == .money ? 4 : self == .rate ? 10 : 0 }
    /// Total digits kept: DECIMAL(18,4) for money, DECIMAL(20,10) for rates.
    package var precision: Int { self == .money ? 18 : self == .rate ? 20 : 0 }
}

extension LedgerRelation {
    private static func relation(_ name: String, _ columns: LedgerColumn...) -> LedgerRelation {
        LedgerRelation(name: name, columns: columns)
    }

    package static let items = relation(
        "items", .needed("item_id"), .optional("customer_id"),
        .needed("kind", choices: ["invoice", "credit_note", "receipt", "adjustment"]), .needed("posted_on", .date),
        .optional("currency"), .needed("amount", .money), .optional("document_no"), .optional("document_date", .date),
        .optional("due_on", .date), .optional("cleared_on", .date), .optional("entity"), .optional("reference"),
        .optional("receipt_class", choices: ["unapplied", "on_account", "unidentified"]),
        .optional("value_date", .date))
    package static let allocations = relation(
        "allocations", .needed("from_item"), .needed("to_item"), .needed("allocated_on", .date),
        .positive("amount", .money), .optional("reversed_on", .date), .optional("method", choices: ["auto", "manual"]))
    package static let customers = relation(
        "customers", .needed("customer_id"), .optional("name"), .optional("country"), .optional("geo"),
        .optional("segment"), .optional("team"), .optional("collector"), .optional("credit_limit", .money),
        .optional("currency"), .optional("payment_terms"), .optional("language"), .optional("valid_from", .date))
    package static let disputes = relation(
        "disputes", .needed("dispute_id"), .needed("opened_on", .date), .optional("item_id"),
        .optional("customer_id"), .optional("resolved_on", .date), .optional("reason"), .optional("amount", .money),
        .optional("currency"), .optional("owner"), .optional("outcome"))
    package static let targets = relation(
        "targets", .needed("metric"), .needed("value", .rate), .needed("period_start", .date),
        .needed("period_end", .date), .optional("level"), .optional("member"), .optional("measure"),
        .optional("currency"))
    package static let fxRates = relation(
        "fx_rates", .needed("rate_date", .date), .needed("from_currency"), .needed("to_currency"),
        .positive("rate", .rate))
    package static let promises = relation(
        "promises", .needed("promise_id"), .needed("customer_id"), .needed("made_on", .date),
        .needed("due_on", .date), .positive("amount", .money), .optional("currency"), .optional("item_id"),
        .optional("cancelled_on", .date))
    package static let submissions = relation(
        "submissions", .needed("submission_id"), .needed("item_id"), .needed("portal"),
        .needed("submitted_on", .date), .optional("status", choices: ["accepted", "rejected", "pending"]),
        .optional("decided_on", .date), .optional("error_code"))
    package static let activities = relation(
        "activities", .needed("activity_id"), .needed("customer_id"), .needed("done_on", .date),
        .optional("collector"), .optional("channel", choices: ["email", "phone", "letter", "meeting"]),
        .optional("outcome"))
    package static let holidays = relation("holidays", .needed("calendar"), .needed("day", .date))

    package static let all: [LedgerRelation] = [
        items, allocations, customers, disputes, targets, fxRates, promises, submissions, activities, holidays,
    ]

    package static func named(_ name: String) -> LedgerRelation? { all.first { $0.name == name } }
}

extension LedgerColumn {
    fileprivate static func needed(_ name: String, _ type: LedgerType = .text, choices: [String]? = nil) -> Self {
        Self(name: name, type: type, isRequired: true, choices: choices, isPositive: false)
    }
    /// Needed too.
    fileprivate static func positive(_ name: String, _ type: LedgerType) -> Self {
        Self(name: name, type: type, isRequired: true, choices: nil, isPositive: true)
    }
    fileprivate static func optional(_ name: String, _ type: LedgerType = .text, choices: [String]? = nil) -> Self {
        Self(name: name, type: type, isRequired: false, choices: choices, isPositive: false)
    }
}
