/// Entries of a grid in 16 bytes each, where there are a million of them; the few that don't fit are kept beside.
struct FigureStore: Sendable {
    private struct Packed {
        var value: Int64 = 0
        /// Into `reasons`; −1 for none.
        var reason: Int32 = -1
        var scales: (value: Int8, target: Int8, previous: Int8) = (absent, absent, absent)
        var marks: UInt8 = 0
    }

    private static let absent: Int8 = -1
    private static let isPartial: UInt8 = 1
    private static let isWide: UInt8 = 2
    private static let statuses: [TargetStatus?] = [nil, .met, .near, .missed]

    private var packed: [Packed]
    private var targets = SparseColumn()
    private var previous = SparseColumn()
    private var wide: [Int: FigureGrid.Entry] = [:]
    private var reasons: [String] = []
    /// By bytes: texts that read the same may be written differently.
    private var numbers: [[UInt8]: Int32] = [:]
    private var lastReason: Int32 = -1

    init(repeating entry: FigureGrid.Entry, count: Int) {
        packed = [Packed](repeating: Packed(), count: count)
        for index in 0..<count { self[index] = entry }
    }

    init(_ entries: [FigureGrid.Entry]) {
        packed = [Packed](repeating: Packed(), count: entries.count)
        for index in entries.indices { self[index] = entries[index] }
    }

    var count: Int { packed.count }

    /// Every reason that an entry has or had, each once or more.
    var allReasons: [String] { reasons + wide.values.compactMap(\.reason) }

    subscript(index: Int) -> FigureGrid.Entry {
        get {
            let packed = packed[index]
            if packed.marks & Self.isWide != 0, let entry = wide[index] { return entry }
            var entry = FigureGrid.Entry(
                value: packed.scales.value < 0 ? nil : ExactDecimal(unscaled: Int128(packed.value), scale: Int(packed.scales.value)),
                reason: packed.reason < 0 ? nil : reasons[Int(packed.reason)],
                target: Self.unpacked(index, packed.scales.target, targets), status: Self.statuses[Int(packed.marks >> 4)])
            entry.previous = Self.unpacked(index, packed.scales.previous, previous)
            entry.isPartial = packed.marks & Self.isPartial != 0
            return entry
        }
        set {
            if packed[index].marks & Self.isWide != 0 { wide[index] = nil }
            guard let value = Self.packed(newValue.value), let target = Self.packed(newValue.target),
                let previous = Self.packed(newValue.previous)
            else {
                packed[index] = Packed()
                packed[index].marks = Self.isWide
                wide[index] = newValue
                return
            }
            var marks = UInt8(Self.statuses.firstIndex(of: newValue.status) ?? 0) << 4
            if newValue.isPartial { marks |= Self.isPartial }
            packed[index] = Packed(
                value: value.unscaled, reason: number(newValue.reason), scales: (value.scale, target.scale, previous.scale), marks: marks)
            if target.scale >= 0 { targets[index] = target.unscaled }
            if previous.scale >= 0 { self.previous[index] = previous.unscaled }
        }
    }

    private static func unpacked(_ index: Int, _ scale: Int8, _ column: SparseColumn) -> ExactDecimal? {
        scale < 0 ? nil : ExactDecimal(unscaled: Int128(column[index]), scale: Int(scale))
    }

    /// nil for what doesn't fit.
    private static func packed(_ decimal: ExactDecimal?) -> (unscaled: Int64, scale: Int8)? {
        guard let decimal else { return (0, absent) }
        guard let unscaled = Int64(exactly: decimal.unscaled), decimal.scale >= 0, let scale = Int8(exactly: decimal.scale) else { return nil }
        return (unscaled, scale)
    }

    private mutating func number(_ reason: String?) -> Int32 {
        guard let reason else { return -1 }
        if lastReason >= 0, reasons[Int(lastReason)].utf8.elementsEqual(reason.utf8) { return lastReason }
        let bytes = Array(reason.utf8)
        if let number = numbers[bytes] {
            lastReason = number
        } else {
            lastReason = Int32(reasons.count)
            reasons.append(reason)
            numbers[bytes] = lastReason
        }
        return lastReason
    }
}

/// Numbers of which many are never set: those of one value, or of its older key dates.
private struct SparseColumn: Sendable {
    private static let length = 256
    /// Empty where none is set.
    private var chunks: [[Int64]] = []

    subscript(index: Int) -> Int64 {
        get { chunks[index / Self.length][index % Self.length] }
        set {
            let chunk = index / Self.length
            while chunks.count <= chunk { chunks.append([]) }
            if chunks[chunk].isEmpty { chunks[chunk] = [Int64](repeating: 0, count: Self.length) }
            chunks[chunk][index % Self.length] = newValue
        }
    }
}
