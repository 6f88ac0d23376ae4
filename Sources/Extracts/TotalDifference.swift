package import Model

/// A subtotal printed in a list that isn't the sum of the rows above it.
package struct TotalDifference: Sendable, Hashable {
    package var file: String
    package var line: Int
    /// How many `*` it has.
    package var level: Int
    /// Empty where the list states none.
    package var currency: String
    package var stated: ExactDecimal
    package var sum: ExactDecimal

    init(_ file: String, _ difference: ListTotals.Difference) {
        self.file = file
        line = difference.line
        level = difference.level
        currency = difference.currency
        stated = difference.stated
        sum = difference.sum
    }
}
