package import Model

/// Puts every target on the one node, or member below a node, that it belongs to.
package enum TargetPlacing {
    /// All findings at once; those with severity error mean that the targets can't be trusted.
    package static func place(_ rows: [TargetRow], in setting: TargetSetting) -> (targets: PlacedTargets, findings: [Finding]) {
        var placing = Placing(setting)
        for (number, row) in rows.enumerated() { placing.place(row, number) }
        return placing.finish(rows)
    }
}

/// Values beyond this are no targets but slips, and would not fit the sums.
private let largest = ExactDecimal(1_000_000_000_000_000_000)

private struct Placing {
    private struct Owned {
        var period: TargetPeriod
        var row: Int
    }

    private let setting: TargetSetting
    private let metrics: [String: MetricManifest]
    private let knownMetrics: Set<String>
    private let levels: Set<String>
    private var definition: [TargetKey: ExactDecimal] = [:]
    private var spots: TargetSpots
    private var complaints = TargetComplaints()
    private var findings: [Finding] = []
    private var owned: [TargetKey: [TargetSpots.Spot: [Owned]]] = [:]

    init(_ setting: TargetSetting) {
        self.setting = setting
        metrics = Dictionary(setting.metrics.map { ($0.id, $0) }) { first, _ in first }
        knownMetrics = Set(setting.knownMetrics)
        levels = Set(setting.levels + setting.tree.dimensions)
        spots = TargetSpots(setting)
        for selection in setting.selections {
            for (id, target) in selection.targets.sorted(by: { $0.key < $1.key }) {
                guard let measure = id.isEmpty ? metrics[selection.id]?.headline?.id : id else { continue }
                guard target.value.magnitude.isBelow(largest) else {
                    findings.append(tooLarge(target, measure))
                    continue
                }
                definition[TargetKey(metric: selection.id, measure: measure)] = target.value.normalized
            }
        }
    }

    mutating func place(_ row: TargetRow, _ number: Int) {
        guard let manifest = metrics[row.metric] else {
            if !knownMetrics.contains(row.metric) { complaints.add(.metric, row.metric, row.place) }
            return
        }
        let value = measure(row, manifest)
        let isInOrder = row.periodEnd >= row.periodStart
        if !isInOrder { complaints.addReversed(row) }
        guard let spot = spot(row), let value, isInOrder else { return }
        switch spot {
        case .node(0) where definition[value.key] != nil: return
        case .node(0) where row.level.isEmpty && !setting.filter.isEmpty:
            complaints.addWhole(row.place)
            return
        case .member(_, let isNodeless) where value.unit.isInherited:
            if !isNodeless { complaints.add(.unusedLevel, row.level, of: row.metric, row.place) }
            return
        default: break
        }
        let period = TargetPeriod(
            value: row.value.normalized, days: row.periodStart...row.periodEnd,
            currency: value.unit == .money ? currency(row) : nil)
        owned[value.key, default: [:]][spot, default: []].append(Owned(period: period, row: number))
    }

    private mutating func measure(_ row: TargetRow, _ manifest: MetricManifest) -> (key: TargetKey, unit: ValueUnit)? {
        let meant = row.measure.isEmpty ? manifest.targets?.measure ?? manifest.headline?.id : row.measure
        guard let id = meant else { return nil }
        let key = TargetKey(metric: manifest.id, measure: id)
        if let value = manifest.value(id) { return (key, value.unit) }
        if id == manifest.targets?.measure { return (key, .money) }
        complaints.add(.value, id, of: manifest.id, row.place)
        return nil
    }

    private mutating func spot(_ row: TargetRow) -> TargetSpots.Spot? {
        if row.level.isEmpty {
            if row.member.isEmpty { return .node(0) }
            complaints.add(.level, "", of: row.member, row.place)
            return nil
        }
        guard levels.contains(row.level) else {
            complaints.add(.level, row.level, row.place)
            return nil
        }
        if row.member.isEmpty {
            complaints.add(.member, "", of: row.level, row.place)
            return nil
        }
        let spot = spots.spot(row.level, row.member)
        switch spot {
        case .unknown: complaints.add(.member, row.member, of: row.level, row.place)
        case .ambiguous: complaints.add(.ambiguous, row.member, of: row.level, row.place)
        case .excluded: break
        case .node, .member: return spot
        }
        return nil
    }

    /// nil for the report's.
    private func currency(_ row: TargetRow) -> String? {
        let named = row.currency.flatMap { $0.isEmpty ? nil : $0 }
        let currency = named ?? setting.ledgerCurrency ?? setting.reportCurrency
        return currency == setting.reportCurrency ? nil : currency
    }

    mutating func finish(_ rows: [TargetRow]) -> (targets: PlacedTargets, findings: [Finding]) {
        let tree = TargetTree(setting.tree, members: spots.members) { node in setting.shared(node.path) }
        var placed: [TargetKey: [Int: TargetTimeline]] = [:]
        var overlaps: [(first: Int, second: Int)] = []
        for (key, holders) in owned {
            for (spot, targets) in holders {
                let holder: Int
                switch spot {
                case .node(let node): holder = node
                case .member(let index, _): holder = tree.nodeCount + index
                default: continue
                }
                overlaps += Self.overlaps(targets)
                placed[key, default: [:]][holder] = TargetTimeline(targets.map(\.period))
            }
        }
        let targets = PlacedTargets(
            tree: tree, timelines: placed, definition: definition, reportCurrency: setting.reportCurrency,
            ledgerCurrency: setting.ledgerCurrency, places: setting.places)
        let words = TargetWords(setting: setting, metrics: metrics, spots: spots)
        overlaps.sort { $0 < $1 }
        return (
            targets,
            findings + complaints.findings(filter: setting.filter, words: words.text)
                + words.overlaps(overlaps.map { (rows[$0.first], rows[$0.second]) })
        )
    }

    /// Neighbours among periods of one length, in order of their starts, that share a day.
    private static func overlaps(_ targets: [Owned]) -> [(first: Int, second: Int)] {
        let sorted = targets.sorted {
            ($0.period.length, $0.period.days.lowerBound, $0.row) < ($1.period.length, $1.period.days.lowerBound, $1.row)
        }
        return zip(sorted, sorted.dropFirst()).compactMap { a, b in
            a.period.length == b.period.length && b.period.days.lowerBound <= a.period.days.upperBound
                ? (min(a.row, b.row), max(a.row, b.row)) : nil
        }
    }

    private func tooLarge(_ target: Located<ExactDecimal>, _ measure: String) -> Finding {
        Finding(
            "target-too-large", .error, "the target \(target.value) of \(measure) has too many digits", place: target.place,
            remedy: "Give a target below 10^18 with at most ten decimals.")
    }
}

extension ExactDecimal {
    /// Compares without leaving 128 bits, and allows ten decimals.
    fileprivate func isBelow(_ limit: ExactDecimal) -> Bool {
        let plain = normalized
        return plain.scale <= 10 && plain.unscaled / ExactDecimal.powerOfTen(plain.scale) < limit.unscaled
    }
}

extension ValueUnit {
    /// Days and percents never add up: a node without a target takes the nearest one above.
    package var isInherited: Bool { self == .days || self == .percent }
}
