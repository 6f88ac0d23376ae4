internal import Model

/// A table of the run's own that takes a source's rows in place.
///
/// One statement reads the source, once: it gives every row its number, its values and a fingerprint, and the odd rows
/// their text. Rows whose identity turns up twice count as odd, too, so that which of them stays is decided in one place;
/// where there are such, the source is read again.
protocol InPlaceTable {
    /// All rows, by a count of its own.
    func count() throws -> Int
    /// Whether the server sees to it that no identity is there twice.
    func isUnique() throws -> Bool
    /// Reads the source.
    func fill(suspects: Bool, isUnique: Bool) throws
    /// Whether rows that fit have an identity in common; those are suspects then.
    func findRepeated() throws -> Bool
    /// Of each file, or of all.
    func sums() throws -> [InPlaceSums]
    /// Has the odd rows read, and puts what could be read with the others. False where one has another's identity:
    /// those are suspects, too, then.
    func takeOdd(_ count: Int, _ read: OddRowReading, isSuspicious: Bool) throws -> Bool
    func readings(_ read: Int, _ sums: [InPlaceSums]) throws -> [InPlaceReading]
    /// Leaves nothing but the table.
    func tidy()
    /// Leaves nothing at all.
    func drop() throws
}

/// With more odd rows than this, reading all as text costs no more.
private let mostOdd = 200_000

extension InPlaceTable {
    func read(_ odd: OddRowReading) throws -> [InPlaceReading] {
        defer { tidy() }
        do {
            let read = try count()
            let isUnique = try isUnique()
            var isSuspicious = false
            while true {
                try fill(suspects: isSuspicious, isUnique: isUnique)
                if !isSuspicious, !isUnique, try findRepeated() {
                    isSuspicious = true
                    continue
                }
                let sums = try sums()
                let count = sums.reduce(0) { $0 + $1.odd }
                guard count <= mostOdd else { throw StreamingReason("\(count) of its rows have to be read as text") }
                // Odd rows may turn out to have an identity that another has: then both are looked at together.
                if try !takeOdd(count, odd, isSuspicious: isSuspicious) {
                    isSuspicious = true
                    continue
                }
                return try readings(read, sums)
            }
        } catch let reason as StreamingReason {
            try drop()
            throw reason
        }
    }
}

/// What the rows of such a table add up to.
struct InPlaceSums {
    var loaded = 0
    var odd = 0
    var totals: [String: ExactDecimal] = [:]
    var days: ClosedRange<CivilDate>?
    var hash = ExactDecimal(0)
    var bytes = 0

    /// Takes a group's row: whether it fits, its currency, how many, the amount, first and last day, hash, bytes.
    mutating func add(_ row: [ScalarValue]) {
        guard case .integer(let count) = row[2], let hash = Self.exact(row[6]) else { return }
        self.hash = self.hash + hash
        if case .integer(let bytes) = row[7] { self.bytes += bytes }
        guard row[0] == .boolean(true) else {
            odd += count
            return
        }
        loaded += count
        let code = if case .text(let code) = row[1] { code } else { "" }
        if let amount = Self.exact(row[3]) { totals[code] = (totals[code] ?? .zero) + amount }
        if case .date(let first) = row[4], case .date(let last) = row[5] {
            days = min(first, days?.lowerBound ?? first)...max(last, days?.upperBound ?? last)
        }
    }

    private static func exact(_ value: ScalarValue) -> ExactDecimal? {
        switch value {
        case .decimal(let number): number
        case .integer(let number): ExactDecimal(number)
        default: nil
        }
    }
}
