/// What `split:` of a report says: a pack for each member of a dimension, or for each named subset of members.
package struct SplitRule: Sendable, Hashable {
    package enum Parts: Sendable, Hashable {
        /// A dimension of `group_by`.
        case by(LocatedName)
        case subsets([Subset])
    }

    /// Some members under a name: Iberia is the countries ES and PT.
    package struct Subset: Sendable, Hashable {
        package var name: LocatedName
        /// By dimensions of `group_by`; what passes all of them is in it.
        package var filter: [Filter]
        package init(name: LocatedName, filter: [Filter]) {
            self.name = name
            self.filter = filter
        }
    }

    package var parts: Parts
    /// Absolute path of a CSV file with each member's language, currency, calendar and recipients; nil: as the report has them.
    package var table: Located<String>?
    package var place: Place

    package init(parts: Parts, table: Located<String>? = nil, place: Place) {
        self.parts = parts
        self.table = table
        self.place = place
    }
}

/// What a member's pack has of its own: a row of the members' table.
package struct MemberSetting: Sendable, Hashable {
    package var name: String
    package var language: String?
    /// ISO 4217.
    package var currency: String?
    package var calendar: String?
    package var place: Place
    package init(name: String, language: String? = nil, currency: String? = nil, calendar: String? = nil, place: Place) {
        self.name = name
        self.language = language
        self.currency = currency
        self.calendar = calendar
        self.place = place
    }
}
