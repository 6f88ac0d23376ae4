internal import Metrics
internal import Model
internal import Planning

// What a metric comes to for the members of a split: from the same facts, which are computed once.
extension MeasureStage {
    /// - Parameters:
    ///   - own: what it comes to in the report's tree, which is the split's where each member is one node of it.
    ///   - totals: targets of periods at the report's nodes.
    func parts(
        _ split: SplitTree, own: Figures, totals: [WindowedTarget], _ details: [String: [DetailRows]]
    ) throws -> SplitFigures {
        let roots = split.members.map { $0.origins[0] }
        var figures = own
        if !split.isReportsOwn {
            let covers = NodeCovers(split, of: settled.tree)
            let ofParts = covers.sums(totals)
            try host(split.source, split.leaves)
            if plugin.manifest.targets != nil {
                try rollUp.drop("targets")
                try rollUp.ingest(TargetStage.source(ofParts, keyDates), into: "targets")
            }
            for set in plugin.manifest.facts {
                try rollUp.drop(set.name)
                try bringUp(set, through: split.source)
            }
            figures = try self.figures(split.source)
            TargetStage.mark(ofParts, places: CurrencyCode.minorUnits(settled.currency), in: &figures.read.grid)
        }
        let sums = try compareSums(roots)
        let facts = try self.facts(at: roots)
        if !split.isReportsOwn { try host(settled.tree, settled.tree.scopeLeaves.enumerated().map { .init(scope: $0, node: $1) }) }
        let read = figures.read
        return SplitFigures(
            grid: read.grid, tables: figures.tables, inputs: read.inputs, facts: facts,
            details: split.members.indices.map { member in details.mapValues { $0[member] } },
            findings: roots.map { read.declaredFindings(at: $0) },
            checked: split.members.map { member in member.origins.reduce(0) { $0 + read.rows(at: $1) } }, sums: sums)
    }

    private func host(_ tree: NodeTree, _ leaves: [SplitTree.Leaf]) throws {
        for table in RollUpStage.treeRelations { try rollUp.drop(table) }
        try RollUpStage.ingest(tree, leaves, keyDates, into: rollUp)
    }

    /// Every sum of the facts against the members' sums; they are made from the same rows, so a difference is a fault of ours.
    private func compareSums(_ roots: [Int]) throws -> Int {
        var compared = 0
        for set in plugin.manifest.facts {
            let measures = set.measures.filter { $0.combination == .sum }
            guard !measures.isEmpty, !roots.isEmpty else { continue }
            let purpose = StatementPurpose("sums of \(set.name)", metric: plugin.manifest.id)
            let row = try rollUp.rows(SplitSums.sql(set.name, leaf: Self.leaf(set), measures: measures.map(\.name), roots: roots), for: purpose).rows.first
            for (index, measure) in measures.enumerated() {
                let (members, leaves) = (row?[2 * index], row?[2 * index + 1])
                guard members != leaves else { continue }
                throw Refusal(
                    .badData,
                    Finding(
                        "split-sums", .error, "the members' \(measure.name) in \(set.name) of \(plugin.manifest.id) don't add up to the whole's", place: report.split?.place,
                        remedy: "The packs are not to be relied on and were not written; report it to us."))
            }
            compared += measures.count
        }
        return compared
    }

    /// Each member's part of a list: taken from the whole's rows where those are all, else ranked among the member's own.
    func parts(of whole: DetailRows, _ list: DetailQuery, _ split: SplitTree, _ purpose: StatementPurpose) throws -> [DetailRows] {
        guard let scope = whole.rows.index(of: "scope") else {
            throw Refusal(
                .badDefinition,
                Finding(
                    "plugin-columns", .error, "\(purpose.step) of \(plugin.manifest.id) gives no column \"scope\", so that its rows are nobody's",
                    place: Place(file: "\(plugin.folder)/\(purpose.step)"), remedy: "Select scope; a split pack shows only its own."))
        }
        if whole.total == whole.rows.rows.count {
            let ofScope = Dictionary(grouping: whole.rows.rows.indices) { whole.rows.rows[$0][scope].wholeNumber ?? -1 }
            return split.members.map { member in
                let own = member.scopes.flatMap { ofScope[$0] ?? [] }.sorted().map { whole.rows.rows[$0] }
                return DetailRows(rows: ResultRows(fields: whole.rows.fields, rows: own), total: own.count)
            }
        }
        let ranked = try session.rows(list.rowsOfMembers, for: purpose)
        let columns = whole.rows.fields.count
        let ofMember = Dictionary(grouping: ranked.rows) { $0[columns].wholeNumber ?? -1 }
        let counts = try session.rows(list.countOfMembers, for: purpose).rows
        let totals = Dictionary(counts.map { ($0[0].wholeNumber ?? -1, $0[1].wholeNumber ?? 0) }) { first, _ in first }
        return split.members.indices.map { member in
            let own = (ofMember[member] ?? []).map { Array($0.prefix(columns)) }
            return DetailRows(rows: ResultRows(fields: whole.rows.fields, rows: own), total: totals[member] ?? 0)
        }
    }
}
