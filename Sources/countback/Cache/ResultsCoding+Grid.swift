internal import Model

// A grid has the most entries of all, half a million in a large report: each is a byte that says what there is, and that.

extension ResultsCoding {
    private static let hasValue: UInt8 = 1
    private static let hasReason: UInt8 = 2
    private static let hasTarget: UInt8 = 4
    private static let hasPrevious: UInt8 = 8
    private static let isPartial: UInt8 = 1 << 6
    private static let statuses: [TargetStatus?] = [nil, .met, .near, .missed]

    static func write(_ grid: FigureGrid, to writer: ByteWriter) {
        writer.list(grid.keyDates) { writer.day($0) }
        writer.natural(grid.nodeCount)
        for entry in grid.entries {
            var flags: UInt8 =
                switch entry.status {
                case nil: 0
                case .met: 1 << 4
                case .near: 2 << 4
                case .missed: 3 << 4
                }
            if entry.value != nil { flags |= hasValue }
            if entry.reason != nil { flags |= hasReason }
            if entry.target != nil { flags |= hasTarget }
            if entry.previous != nil { flags |= hasPrevious }
            if entry.isPartial { flags |= isPartial }
            writer.byte(flags)
            if let value = entry.value { writer.decimal(value) }
            if let reason = entry.reason { writer.text(reason) }
            if let target = entry.target { writer.decimal(target) }
            if let previous = entry.previous { writer.decimal(previous) }
        }
    }

    static func grid(_ values: [MetricValue], nodes: Int, _ reader: inout ByteReader) throws(CacheDamage) -> FigureGrid {
        let keyDates = try reader.list { (reader) throws(CacheDamage) in try reader.day() }
        guard try reader.natural() == nodes else { throw CacheDamage() }
        let (places, overflow) = nodes.multipliedReportingOverflow(by: values.count)
        let (count, more) = places.multipliedReportingOverflow(by: keyDates.count)
        guard !overflow, !more, count <= reader.remaining else { throw CacheDamage() }
        var entries: [FigureGrid.Entry] = []
        entries.reserveCapacity(count)
        for _ in 0..<count {
            let flags = try reader.byte()
            guard flags < 1 << 7 else { throw CacheDamage() }
            var entry = FigureGrid.Entry(value: flags & hasValue == 0 ? nil : try reader.decimal())
            if flags & hasReason != 0 { entry.reason = try reader.text() }
            if flags & hasTarget != 0 { entry.target = try reader.decimal() }
            if flags & hasPrevious != 0 { entry.previous = try reader.decimal() }
            entry.isPartial = flags & isPartial != 0
            entry.status = statuses[Int(flags >> 4 & 3)]
            entries.append(entry)
        }
        guard let grid = FigureGrid(values: values, keyDates: keyDates, nodeCount: nodes, entries: entries) else {
            throw CacheDamage()
        }
        return grid
    }
}
