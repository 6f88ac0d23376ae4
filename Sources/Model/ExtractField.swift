/// A part of an extract under a name of its own, whatever a file calls it: the spellings that its header may have.
///
/// `company: [BUKRS, Company Code, Buchungskreis]` is the first of these headers that a file has. Mappings name the
/// field, so one mapping serves extracts in several languages.
package struct ExtractField: Sendable, Hashable {
    /// What stands in where a file has none of the headers.
    package enum Fallback: Sendable, Hashable {
        case constant(String)
        /// The fiscal year of a date: the year that it begins in, or ends in.
        case fiscalYear(of: String, starts: Int, isNamedByEnd: Bool)
        case field(String)
    }

    package struct Condition: Sendable, Hashable {
        package var field: String
        package var words: [String]

        package init(field: String, words: [String]) {
            self.field = field
            self.words = words
        }
    }

    package var name: String
    /// In the order of preference; capitals, accents, blanks and punctuation don't count.
    package var spellings: [String]
    /// Words that stand for nothing.
    package var empties: [String]
    package var fallback: Fallback?
    /// Another field, and the words of it without which this one is nothing.
    package var condition: Condition?
    /// An id is made without it where a file doesn't have it.
    package var isOptional: Bool
    package var place: Place

    package init(
        name: String, spellings: [String] = [], empties: [String] = [], fallback: Fallback? = nil,
        condition: Condition? = nil, isOptional: Bool = false, place: Place
    ) {
        self.name = name
        self.spellings = spellings
        self.empties = empties
        self.fallback = fallback
        self.condition = condition
        self.isOptional = isOptional
        self.place = place
    }

    /// Takes a later definition of the same field: its spellings come first, and what else it states counts.
    package func overridden(by other: ExtractField) -> ExtractField {
        var field = other
        if !other.spellings.isEmpty || other.fallback == nil {
            field.spellings += spellings.filter { !other.spellings.contains($0) }
            field.fallback = other.fallback ?? fallback
        }
        field.empties += empties.filter { !other.empties.contains($0) }
        field.condition = other.condition ?? condition
        field.isOptional = other.isOptional || isOptional
        return field
    }
}
