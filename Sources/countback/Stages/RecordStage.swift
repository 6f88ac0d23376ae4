internal import Model
internal import Planning

/// Finds the items and customers of disputes, promises, submissions and activities, and says which can't be found.
struct RecordStage {
    let session: any EngineSession
    let membership: Membership
    let ledger: LedgerDefinition
    let shape: LedgerShape

    func find() throws -> [Finding] {
        var findings: [Finding] = []
        for relation in membership.records {
            let purpose = StatementPurpose("records of \(relation.name)")
            let loaded = shape.relations[relation.name]?.fields.map(\.name) ?? []
            let standard = LedgerRelation.named(relation.name)?.columns.map(\.name) ?? []
            let columns = standard + loaded.filter { !standard.contains($0) }
            try session.perform(
                relation.found(columns: columns, itemColumns: membership.itemColumns, ledgerCurrency: ledger.currency), for: purpose)
            try refuseWithoutCurrency(relation)
            guard let query = HostRelations.unknownItems(relation), let row = try session.rows(query, for: purpose).rows.first,
                let count = row[0].wholeNumber, count > 0
            else { continue }
            let example = "\(row[1].words) names \(row[2].words)"
            var finding = Finding(
                relation.name == "disputes" ? DataCheck.unknownDisputedItem.id : "unknown-item", .warning,
                "\(count) of the \(relation.name) \(count == 1 ? "names an item that is" : "name items that are") not in the extract"
                    + " (\(example)); \(count == 1 ? "it counts" : "they count") by customer",
                place: ledger.sources.first { $0.relation == relation.name }?.place ?? ledger.shownPlace,
                remedy: "Extract items and \(relation.name) for the same range.", count: count)
            finding.examples = [example]
            findings.append(finding)
        }
        return findings
    }

    private func refuseWithoutCurrency(_ relation: RecordRelation) throws {
        guard let query = HostRelations.withoutCurrency(relation) else { return }
        let count = try session.rows(query, for: StatementPurpose("currencies")).rows.first?.first?.wholeNumber ?? 0
        guard count > 0 else { return }
        throw Refusal(
            .badData,
            Finding(
                "no-currency", .error, "\(count) of the \(relation.name) \(count == 1 ? "has an amount" : "have amounts") without a currency",
                place: ledger.shownPlace, remedy: "Map `currency` in \(relation.name), or state the ledger's `currency:`.", count: count))
    }
}
