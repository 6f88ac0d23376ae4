/// Additive figures at the leaf, from one `facts/<name>.sql`.
package struct FactSet: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable { case balance, flow }
    package enum Combination: String, Sendable, CaseIterable { case sum, min, max }
    package struct Measure: Sendable, Hashable {
        package var name: String
        package var combination: Combination
        package init(name: String, combination: Combination = .sum) {
            self.name = name
            self.combination = combination
        }
    }

    package var name: String
    package var kind: Kind
    package var keys: [String]
    package var measures: [Measure]
    /// For flows: integer parameters p for which the metric compares days with D − p, so that days between two such
    /// borders may be folded into one. nil: days are kept as they are.
    package var trailing: [String]?
    /// For flows: the date that is an item's day.
    package var day: FlowDay = .posted_on
    /// Integer parameters that say how far back before the first key date the set looks at item states; nil: not at all.
    package var history: [String]?
    /// Of which items: kinds, and relations whose rows name them; nil: of all.
    package var historyOf: [String]?

    package static let historyKinds = LedgerRelation.items.column("kind")?.choices ?? []
    package static let historyRecords = ["disputes", "promises", "submissions"]

    package enum FlowDay: String, Sendable, CaseIterable { case posted_on, value_date }

    package init(name: String, kind: Kind, keys: [String], measures: [Measure], trailing: [String]? = nil) {
        self.name = name
        self.kind = kind
        self.keys = keys
        self.measures = measures
        self.trailing = trailing
    }
}
