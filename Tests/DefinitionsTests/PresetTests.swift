import Definitions
import Foundation
import Model
import Testing

/// Presets laid under a definition: built in, a user's own, one over the other.
@Suite struct PresetTests {
    private static let shipped = PresetShelf(
        builtIn: URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Sources/Definitions/Presets").path)

    private func read(_ source: String) -> Reading<LedgerDefinition> {
        LedgerDefinition.read(text("ledger: l\nsources:\n  items:\n    file: a.csv\n" + source), presets: Self.shipped)
    }

    @Test func everyShippedPresetReadsCleanly() {
        let names = Self.shipped.names(beside: nil)
        #expect(names == ["business-central", "generic", "oracle-ar", "sap-document-currency", "sap-fbl5n"])
        for name in names { #expect(reported(read("    preset: \(name)\n").findings) == []) }
    }

    @Test func noHeaderIsASpellingOfTwoFieldsOfOnePreset() {
        for preset in Self.shipped.all(beside: nil) {
            for (relation, part) in preset.parts {
                var owner: [String: String] = [:]
                for field in part.fields {
                    for spelling in Set(field.spellings.map(HeaderSpelling.folded)) {
                        // Oracle's registers name the transaction that was paid as its own extracts name a transaction.
                        if preset.name == "oracle-ar", field.name == "applied_to" { continue }
                        #expect(owner[spelling] == nil, "\(preset.name) \(relation): \(spelling) is of \(owner[spelling] ?? "") and of \(field.name)")
                        owner[spelling] = field.name
                    }
                }
            }
        }
    }

    @Test func aDefinitionOverridesColumnByColumn() throws {
        let source = try #require(
            try read(
                """
                    preset: sap-fbl5n
                    fields: { company: { value: "1000" }, customer: [Kundenkonto] }
                    columns:
                      due_on: Zahlbar bis
                      kind: { add: { ZR: invoice, RV: adjustment } }

                """
            ).get().sources.first)
        #expect(source.presets == ["sap-fbl5n"])
        #expect(source.columns.first { $0.column == "due_on" }?.rule == .column("Zahlbar bis"))
        #expect(source.columns.first { $0.column == "due_on" }?.isLenient == false)
        #expect(source.columns.first { $0.column == "posted_on" }?.isLenient == true)
        #expect(source.fields.first { $0.name == "company" }?.fallback == .constant("1000"))
        #expect(source.fields.first { $0.name == "customer" }?.spellings.prefix(2) == ["Kundenkonto", "KUNNR"])
        guard case .lookups(let tables, nil) = source.columns.first(where: { $0.column == "kind" })?.rule else {
            Issue.record("no lookups")
            return
        }
        // The company's own words stand before the preset's, but behind payment differences.
        #expect(tables[0].values["06"] == "adjustment")
        #expect(tables[1].values == ["ZR": "invoice", "RV": "adjustment"])
        #expect(tables[3].values["RV"] == "invoice")
    }

    @Test func mistakes() {
        #expect(reported(read("    preset: sap-fbl5\n").findings) == ["5:13 unknown-preset: there is no preset \"sap-fbl5\" > did you mean \"sap-fbl5n\"?"])
        #expect(
            reported(read("    columns: { kind: { add: { A: invoice } }, item_id: I, posted_on: P, amount: A }\n").findings) == [
                "5:24 wrong-form: \"kind\" has no map of a preset to add words to > write { from: HEADER, map: { WORD: word } }"
            ])
        #expect(
            reported(read("    preset: sap-fbl5n\n    columns: { kind: { add: { A: bill } } }\n").findings) == [
                "6:34 unknown-word: \"kind\" can't be \"bill\" > it is invoice, credit_note, receipt or adjustment"
            ])
        #expect(
            reported(read("    preset: sap-fbl5n\n    fields: { Company: [A], x: { value: A, else: B }, y: { starts: 4 }, z: { where: a } }\n").findings) == [
                "6:15 bad-name: \"Company\" can't be a field name: it must be small letters, digits and \"_\", beginning with a letter > write \"company\"",
                "6:44 wrong-form: the field \"x\" has \"value\" and \"else\" for files without the column > keep one of them",
                "6:60 wrong-form: \"starts\" has no \"year_of\" to be part of > write { year_of: DATE, starts: 4, named_by: start }",
                "6:78 wrong-form: \"where\" stands alone > write { headers: [HEADER], where: FIELD, is: [WORD] }",
            ])
        let elsewhere = LedgerDefinition.read(
            text("ledger: l\nsources:\n  items: { file: a.csv }\n  customers: { file: b.csv, preset: sap-fbl5n }\n"), presets: Self.shipped)
        #expect(reported(elsewhere.findings) == ["4:37 wrong-preset: the preset \"sap-fbl5n\" says nothing of \"customers\" > it is for items"])
    }

    @Test func rulesThatDoNotGoTogether() {
        func columns(_ rule: String) -> [String] {
            reported(read("    columns: { item_id: I, posted_on: P, kind: { value: invoice }, amount: \(rule) }\n").findings)
        }
        #expect(columns("{ from: A, sign: { from: DC, negative: [H] } }") == [])
        #expect(columns("{ debit: A }").map { $0.drop { $0 != " " } } == [" wrong-form: \"debit\" stands alone > write { debit: HEADER, credit: HEADER }"])
        #expect(columns("{ from: A, plus_days: [B] }").map { $0.drop { $0 != " " } } == [" wrong-form: \"plus_days\" is for a date, which \"amount\" is not > remove it"])
        #expect(
            columns("{ cases: [{ has: A, value: 5 }] }").map { $0.drop { $0 != " " } } == [
                " wrong-form: a case of \"amount\" can't be a constant or a map > dates and amounts of one column are all written in the extract's way; take the case out"
            ])
    }

    @Test func aUsersOwnPresetIsLaidOverOurs() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("presets-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder.appendingPathComponent("presets"), withIntermediateDirectories: true)
        func write(_ text: String, _ name: String) throws {
            try Data(text.utf8).write(to: folder.appendingPathComponent("presets/\(name).yaml"))
        }
        try write(
            """
            preset: our-sap
            title: SAP as our company uses it
            based_on: sap-fbl5n
            relations:
              items:
                fields: { company: [Mandant] }
                columns: { kind: { add: { ZR: invoice } }, region: Region }

            """, "our-sap")
        try write("preset: loop\ntitle: T\nbased_on: loop\nrelations: { items: {} }\n", "loop")
        try write("preset: other\ntitle: T\nrelations: { items: {} }\n", "misnamed")
        func read(_ name: String) -> Reading<LedgerDefinition> {
            LedgerDefinition.read(
                DefinitionText("ledger: l\nsources: { items: { file: a.csv, preset: \(name) } }\n", path: folder.path + "/ledger.yaml", shown: "ledger.yaml"),
                presets: Self.shipped)
        }
        let ledger = try read("our-sap").get()
        #expect(ledger.presetFiles.map(\.name) == ["our-sap.yaml", "sap-fbl5n.yaml"])
        #expect(ledger.sources[0].fields.first { $0.name == "company" }?.spellings.prefix(2) == ["Mandant", "BUKRS"])
        #expect(ledger.sources[0].columns.contains { $0.column == "region" })
        #expect(reported(read("loop").findings).contains { $0.contains("preset-loop: the preset \"loop\" is based on itself") })
        #expect(reported(read("misnamed").findings).contains { $0.contains("bad-name: the preset in misnamed.yaml calls itself \"other\"") })
    }
}
