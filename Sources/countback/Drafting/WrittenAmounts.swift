internal import Model

/// How amounts are written, by what all of some cells can be.
struct WrittenAmounts {
    var decimal: Character
    var thousands: Character?
    var hasTrailingMinus: Bool
    var hasParentheses: Bool
    var example: String
    /// Nothing shows which mark is which.
    var isAmbiguous = false
    /// A cell that isn't written so.
    var odd: String?

    /// nil where too many cells are no amounts under any one way of writing.
    init?(_ cells: [String]) {
        guard let sample = cells.first else { return nil }
        hasTrailingMinus = cells.contains { $0.hasSuffix("-") && $0.count > 1 }
        hasParentheses = cells.contains { $0.hasPrefix("(") && $0.hasSuffix(")") }
        let bare = cells.map { cell in String(cell.drop { "-+( ".contains($0) }).trimmedEnd { "-) ".contains($0) } }
        let ways: [(Character, Character?)] = [(".", nil), (",", nil), (".", ","), (",", "."), (".", " "), (",", " "), (".", "'"), (",", "\u{A0}")]
        let fits = ways.map { way in bare.map { Self.fits($0, decimal: way.0, thousands: way.1) } }
        let most = fits.map { $0.count { $0 } }.max() ?? 0
        let best = fits.indices.filter { fits[$0].count { $0 } == most }
        // One cell in five may be a mistake, and of a few one in three.
        guard let first = best.first, WrittenDates.suffices(most, of: cells.count) else { return nil }
        let (way, fitting) = (ways[first], best.map { ways[$0] })
        odd = zip(cells, fits[first]).first { !$0.1 }?.0
        (decimal, thousands) = way
        let marked = bare.indices.first { index in bare[index].contains { !$0.isNumber } }
        example = marked.map { cells[$0] } ?? sample
        // Digits alone fit everything; 1,234 may be a thousand or a little more than one.
        isAmbiguous = Set(fitting.map { String($0.0) }).count > 1 && marked != nil
    }

    private static func fits(_ text: String, decimal: Character, thousands: Character?) -> Bool {
        let parts = text.split(separator: decimal, omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let whole = parts.first, !text.isEmpty else { return false }
        if parts.count == 2, parts[1].isEmpty || !parts[1].allSatisfy(\.isASCIIDigit) { return false }
        let groups = thousands.map { whole.split(separator: $0, omittingEmptySubsequences: false) } ?? [whole]
        guard groups.allSatisfy({ $0.allSatisfy(\.isASCIIDigit) }) else { return false }
        guard groups.count > 1 else { return !whole.isEmpty || parts.count == 2 }
        return (1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy { $0.count == 3 }
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}

extension String {
    fileprivate func trimmedEnd(_ isOff: (Character) -> Bool) -> String {
        var text = self
        while let last = text.last, isOff(last) { text.removeLast() }
        return text
    }
}
