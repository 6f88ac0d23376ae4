import Extracts
import Model
import Testing

/// Fields: one name for a column that extracts spell in many ways, and what stands in where a file lacks it.
@Suite struct FieldTests {
    private static let place = Extract.place

    private static func field(
        _ name: String, _ spellings: [String] = [], empties: [String] = [], _ fallback: ExtractField.Fallback? = nil,
        condition: ExtractField.Condition? = nil, isOptional: Bool = false
    ) -> ExtractField {
        ExtractField(
            name: name, spellings: spellings, empties: empties, fallback: fallback, condition: condition, isOptional: isOptional,
            place: place)
    }

    private static let columns = [
        Extract.map("item_id", .joined(["company", "year", "number", "line"])),
        Extract.map("customer_id", .column("customer")),
        Extract.map("kind", .constant("invoice")),
        Extract.map("posted_on", .column("posted")),
        Extract.map("amount", .column("Amount")),
    ]

    private func extract(_ fields: [ExtractField], _ columns: [ColumnMapping] = Self.columns) -> Extract {
        var extract = Extract()
        extract.columns = columns
        extract.fields = fields
        return extract
    }

    private static let fields = [
        field("company", ["BUKRS", "Buchungskreis"], isOptional: true), field("year", ["GJAHR"], .fiscalYear(of: "posted", starts: 4, isNamedByEnd: false)),
        field("number", ["BELNR", "Beleg-Nr."]), field("line", ["BUZEI"], isOptional: true), field("customer", ["KUNNR", "Konto"]),
        field("posted", ["BUDAT", "Fälligkeit"]),
    ]

    @Test func findsAHeaderHoweverItIsSpelt() throws {
        let read = try extract(Self.fields).read("buchungskreis,BELEG NR,konto,FALLIGKEIT,Amount\n1000,77,C1,2026-03-31,5\n1000,78,C1,2026-04-01,5\n")
        // A year from April, named by its start: 31 March 2026 is of 2025, 1 April of 2026. No line in the file, none in the id.
        #expect(read.column("item_id") == ["1000/2025/77", "1000/2026/78"])
    }

    @Test func takesTheFirstSpellingThatTheFileHas() throws {
        let read = try extract(Self.fields).read("Konto,KUNNR,BELNR,GJAHR,BUDAT,Amount\nshown,key,77,2024,2026-03-31,5\n")
        #expect(read.column("customer_id") == ["key"])
        #expect(read.column("item_id") == ["2024/77"])
    }

    @Test func aHoleInAnIdIsNamedByTheHeader() throws {
        let read = try extract(Self.fields).read("BUKRS,Beleg-Nr.,Konto,BUDAT,Amount\n1000,,C1,2026-03-31,5\n")
        #expect(read.rejects == ["2: item_id: part 3 of item_id is empty: no \"Beleg-Nr.\""])
    }

    @Test func namesTheYearByItsEnd() throws {
        var fields = Self.fields
        fields[1] = Self.field("year", [], .fiscalYear(of: "posted", starts: 7, isNamedByEnd: true))
        let read = try extract(fields).read("BELNR,KUNNR,BUDAT,Amount\n77,C1,2026-06-30,5\n78,C1,2026-07-01,5\n")
        #expect(read.column("item_id") == ["2026/77", "2027/78"])
    }

    @Test func saysWhatWasLookedFor() {
        let refused = extract(Self.fields).refusal("KUNNR,BUDAT,Amount\nC1,2026-06-30,5\n")
        #expect(refused.exit == .badData)
        #expect(
            refused.findings == [
                "missing-column: no column of items.csv is known for the field \"number\" (item_id) (it was looked for as \"BELNR\", \"Beleg-Nr.\"; "
                    + "add the extract's header: fields: { number: [HEADER] }; its columns are: KUNNR, BUDAT, Amount)"
            ])
    }

    @Test func wordsThatStandForNothing() throws {
        let fields = Self.fields + [Self.field("reference", ["REBZG"], empties: ["V", "0000000000"]), Self.field("constant", [], .constant("X"))]
        let columns = Self.columns + [Extract.map("reference", .joined(["constant", "reference"], onlyWith: "reference"))]
        let read = try extract(fields, columns).read(
            "BELNR,KUNNR,BUDAT,Amount,REBZG\n1,C,2026-01-01,1,V\n2,C,2026-01-01,1,0000000000\n3,C,2026-01-01,1,42\n4,C,2026-01-01,1,\n")
        #expect(read.column("reference") == ["-", "-", "X/42", "-"])
    }

    @Test func aFieldUnderACondition() throws {
        let fields = Self.fields + [
            Self.field("status", ["STATUS"]),
            Self.field("applied", [], .field("posted"), condition: .init(field: "status", words: ["APP"])),
        ]
        let columns = Self.columns + [Extract.map("cleared_on", .column("applied"))]
        let read = try extract(fields, columns).read("BELNR,KUNNR,BUDAT,Amount,STATUS\n1,C,2026-01-01,1,APP\n2,C,2026-01-01,1,UNAPP\n")
        #expect(read.column("cleared_on") == ["2026-01-01", "-"])
    }

    @Test func presetsLackWhatTheFileLacks() throws {
        var due = Extract.map("due_on", .column("due"))
        due.isLenient = true
        let read = try extract(Self.fields + [Self.field("due", ["NETDT"])], Self.columns + [due])
            .read("BELNR,KUNNR,BUDAT,Amount\n77,C1,2026-06-30,5\n")
        #expect(read.column("due_on") == ["-"])
    }
}
