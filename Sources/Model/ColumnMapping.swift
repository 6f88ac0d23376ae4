/// How one column of the relation (or an extra one) is made from the extract's columns.
///
/// Wherever a rule names a column of the extract, that is a field of the source, else a header.
package struct ColumnMapping: Sendable, Hashable {
    package indirect enum Rule: Sendable, Hashable {
        case column(String)
        /// The first of these headers that the file has.
        case anyOf([String])
        /// Joined with "/"; empty where the column `onlyWith` is.
        case joined([String], onlyWith: String? = nil)
        /// The text of a column looked up in a table; anything else takes the default, and without one is a reject.
        case mapped(from: String, values: [String: String], fallback: String?)
        /// Several tables, asked in turn: the first that knows its column's word.
        case lookups([Lookup], fallback: String?)
        case constant(String)
        /// The first of these that is not empty.
        case firstOf([String])
        /// An amount with its sign from elsewhere.
        case signed(from: String, Sign)
        /// An amount in one of two columns: a debit, or a credit.
        case debitOrCredit(debit: String, credit: String)
        /// A date moved on by the first of these numbers of days that is more than zero.
        case moved(from: String, days: [String])
        /// The first of these whose columns the file has.
        case cases([Case])
        /// An expression over the extract's columns (as text), evaluated by the engine.
        case sql(String)
    }

    package struct Lookup: Sendable, Hashable {
        package var from: String
        package var values: [String: String]
        /// Where the words go that a definition adds to its preset's.
        package var takesAdditions: Bool

        package init(from: String, values: [String: String], takesAdditions: Bool = false) {
            self.from = from
            self.values = values
            self.takesAdditions = takesAdditions
        }
    }

    package enum Sign: Sendable, Hashable {
        /// The extract's sign, turned round.
        case negated
        /// A debit/credit indicator. A credit is negative whether the extract writes its sign or not; where debits are
        /// listed, a debit below zero and any other word are rejects.
        case indicator(from: String, credits: [String], debits: [String])
    }

    package struct Case: Sendable, Hashable {
        /// All of these must be there.
        package var has: [String]
        package var rule: Rule

        package init(has: [String], rule: Rule) {
            self.has = has
            self.rule = rule
        }
    }

    package var column: String
    package var rule: Rule
    /// `text` for an extra column unless declared.
    package var type: LedgerType
    package var place: Place
    /// A preset's: a file that lacks its columns simply lacks this one too, unless the relation requires it.
    package var isLenient = false

    package init(column: String, rule: Rule, type: LedgerType, place: Place) {
        self.column = column
        self.rule = rule
        self.type = type
        self.place = place
    }
}
