internal import Composing
internal import Delivering
internal import Foundation
internal import Model
internal import Rendering
internal import Synchronization

/// Searches members' packs, as they were written, for what belongs to others alone. Nothing is sent before.
///
/// Customers are asked of the ledger; other names and totals are those of the members' results.
struct LeakCheck {
    let run: Run
    let outcome: Run.Outcome

    /// What was found, a finding for each pack; empty where all is well.
    func findings() throws -> [Finding] {
        let words = ForeignWords(owns, whole: Self.totals(outcome.results))
        let found = Mutex<[Int: Finding]>([:])
        let common = try common(words)
        let members = outcome.members
        try SideBySide.each(members.count) { index in
            let finding = try Self.finding(members[index], index, words, common)
            if let finding { found.withLock { $0[index] = finding } }
        }
        return found.withLock { found in members.indices.compactMap { found[$0] } }
    }

    private static func finding(_ member: MemberPack, _ index: Int, _ words: ForeignWords, _ common: Set<UInt64>) throws -> Finding? {
        for path in member.outputs.map(\.path) + ["manifest.json"] {
            let file = member.folder + "/" + path
            for text in try FileTexts.of(file) {
                let found = words.found(in: text, member: index, common: common)
                guard let first = found.first else { continue }
                return Finding(
                    "member-leak", .error, "the pack of \(member.name) holds \"\(first)\", which is others' alone; nothing is sent", place: Place(file: file),
                    remedy: "This is a defect of Countback or of a metric's SQL, where that gives a row another scope than its customer's; look at the file.",
                    count: found.count)
            }
        }
        return nil
    }

    /// What a pack without a row says: whoever is called so, these words are ours.
    private func common(_ words: ForeignWords) throws -> Set<UInt64> {
        let folder = NSTemporaryDirectory() + "countback-\(getpid())-empty-\(UInt32.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var common: Set<UInt64> = []
        var seen: Set<String> = []
        for member in outcome.members where seen.insert(member.pack.language).inserted {
            var pack = run.composer(member.results.withoutRows, words: member.pack.words).compose()
            pack.member = nil
            try Terminal.withQuietLibraries { try Workbook.write(pack, to: folder + "/pack.xlsx") }
            let manifest = try Self.bytes { try ManifestFile.write(run.manifest(member.results.withoutRows), values: EmptyCollection<Figure>(), to: $0) }
            for text in try FileTexts.of(folder + "/pack.xlsx") + [Array(Page.render(pack).utf8), manifest] { common.formUnion(words.common(in: text)) }
        }
        return common
    }

    private static func bytes(_ write: (([UInt8]) throws -> Void) throws -> Void) rethrows -> [UInt8] {
        var bytes: [UInt8] = []
        try write { bytes += $0 }
        return bytes
    }

    // MARK: Whose is what

    /// A customer is whose the ledger says, whatever a list does; the rest is whose list or tree it stands in.
    private var owns: [ForeignWords.Own] {
        let customers = outcome.customers.values.reduce(into: Set<String>()) { $0.formUnion($1) }
        return outcome.members.map { member in
            var own = Self.own(member.results)
            own.names.subtract(customers)
            own.words.subtract(customers)
            own.names.formUnion(outcome.customers[member.name] ?? [])
            return own
        }
    }

    private static func own(_ results: Results) -> ForeignWords.Own {
        var own = totals(results)
        for node in results.tree.nodes { own.names.formUnion(node.path) }
        for metric in results.metrics {
            for list in metric.details.values { own.add(list.rows, to: \.names) }
            for table in Array(metric.tables.values) + metric.facts.map(\.rows) + [metric.inputs] { own.add(table, to: \.words) }
        }
        return own
    }

    private static func totals(_ results: Results) -> ForeignWords.Own {
        var own = ForeignWords.Own()
        for metric in results.metrics {
            for entry in metric.grid.entries { for figure in [entry.value, entry.target, entry.previous] { figure.map { own.add($0) } } }
            // A change that is shown may come to what happens to be somebody's total.
            for value in metric.grid.values {
                for node in results.tree.nodes.indices {
                    let history = metric.grid.history(value.id, node: node)
                    guard let now = history.last ?? nil else { continue }
                    for before in [history.dropLast().last ?? nil, metric.grid.current(value.id, node: node)?.previous] { before.map { own.add(now - $0) } }
                }
            }
        }
        return own
    }
}

extension ForeignWords.Own {
    fileprivate mutating func add(_ table: ResultRows, to texts: WritableKeyPath<Self, Set<String>>) {
        for scalar in table.rows.joined() {
            switch scalar {
            case .text(let text): self[keyPath: texts].insert(text)
            case .decimal(let figure): add(figure)
            default: break
            }
        }
    }

    fileprivate mutating func add(_ figure: ExactDecimal) {
        let digits = ForeignWords.digits(figure.description)
        if !digits.isEmpty { totals.insert(digits) }
    }
}

extension Results {
    /// The same report of nobody: one node, no figure, no row.
    fileprivate var withoutRows: Results {
        var empty = self
        empty.tree = NodeTree(dimensions: tree.dimensions, nodes: [.init(id: 0, parent: nil, path: [])], scopeLeaves: [])
        empty.member = nil
        for index in empty.metrics.indices {
            let grid = empty.metrics[index].grid
            empty.metrics[index].grid = FigureGrid(values: grid.values, keyDates: grid.keyDates, nodeCount: 1, reason: "")
            empty.metrics[index].inputs.rows = []
            empty.metrics[index].tables = empty.metrics[index].tables.mapValues { ResultRows(fields: $0.fields, rows: []) }
            empty.metrics[index].details = empty.metrics[index].details.mapValues { DetailRows(rows: ResultRows(fields: $0.rows.fields, rows: []), total: 0) }
            for set in empty.metrics[index].facts.indices {
                empty.metrics[index].facts[set].rows.rows = []
                empty.metrics[index].facts[set].total = 0
            }
        }
        return empty
    }
}
