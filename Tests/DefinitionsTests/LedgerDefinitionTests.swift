import Definitions
import Model
import Testing

@Suite struct LedgerDefinitionTests {
    static let everyKey = """
        ledger: emea
        currency: EUR
        complete_from: 2024-01-01
        extracted_on: 2026-11-20
        calendars: { ES: { weekend: [sat, sunday] }, NO: { weekend: sun }, AE: { weekend: none } }
        dimensions: { country: customers }
        tolerance: { rows: 10, amount: { EUR: 5.00 } }
        sources:
          items:
            file: extracts/fbl5n_*.csv.gz
            format: { delimiter: ";", quote: none, encoding: latin-1, decimal: ",", thousands: ".", dates: "%d.%m.%Y", trailing_minus: true, skip: 3 }
            columns:
              item_id: [Company Code, Document Number]
              kind: { from: Document Type, map: { RV: invoice, 01: credit_note }, default: adjustment }
              customer_id: Account
              posted_on: Posting Date
              due_on: { first_of: [Net due date, Baseline date] }
              currency: { value: EUR }
              amount: { sql: '"Debit" || "Credit"' }
              brand: Brand
              dunning_level: { from: Level, type: integer }
            control: { rows: 182344, amount: { EUR: -12890221.17 } }
          customers:
            - { file: /data/a.tsv }
            - { file: b.txt, format: { delimiter: tab } }
        """

    @Test func everyKeyIsRead() throws {
        let ledger = try LedgerDefinition.read(text(Self.everyKey)).get()
        #expect(ledger.name == "emea")
        #expect(ledger.currency == "EUR")
        #expect(ledger.completeFrom?.description == "2024-01-01")
        #expect(ledger.extractedOn?.description == "2026-11-20")
        #expect(ledger.calendars == [.init(name: "ES", weekend: [6, 7]), .init(name: "NO", weekend: [7]), .init(name: "AE", weekend: [])])
        #expect(ledger.dimensions == ["country": "customers"])
        #expect(ledger.tolerance == Tolerance(rows: 10, amount: ["EUR": ExactDecimal(5)]))
        try #require(ledger.sources.count == 3)
        let items = ledger.sources[0]
        #expect(items.file == "/definitions/extracts/fbl5n_*.csv.gz")
        #expect(items.place.description == "file.yaml:10:11")
        #expect(
            items.format
                == DelimitedFormat(
                    delimiter: UInt8(ascii: ";"), quote: nil, encoding: .latin1, decimal: UInt8(ascii: ","),
                    thousands: UInt8(ascii: "."), dates: ["%d.%m.%Y"], trailingMinus: true, skip: 3))
        #expect(
            items.columns.map(\.rule) == [
                .joined(["Company Code", "Document Number"]),
                .mapped(
                    from: "Document Type", values: ["RV": "invoice", "01": "credit_note"], fallback: "adjustment"),
                .column("Account"), .column("Posting Date"), .firstOf(["Net due date", "Baseline date"]),
                .constant("EUR"), .sql("\"Debit\" || \"Credit\""), .column("Brand"), .column("Level"),
            ])
        #expect(
            items.columns.map(\.type) == [.text, .text, .text, .date, .date, .text, .money, .text, .integer])
        #expect(items.control == ControlTotals(rows: 182_344, amount: ["EUR": ExactDecimal("-12890221.17")!]))
        #expect(ledger.sources[1].relation == "customers")
        #expect(ledger.sources[1].file == "/data/a.tsv")
        #expect(ledger.sources[1].format.delimiter == UInt8(ascii: "\t"))
        #expect(ledger.sources[2].format == DelimitedFormat(delimiter: UInt8(ascii: "\t")))
    }

    @Test func listsAndMarks() throws {
        let ledger = try LedgerDefinition.read(
            text(
                """
                ledger: l
                sources:
                  items:
                    file: fbl5n.XLS
                    format:
                      layout: list
                      encoding: cp1255
                      header: [[Belegnr, "Document  No"], Betrag]
                      carry: { Kunde: [Customer, Kunde], Land: Land }
                      skip_rows: [{ column: 1, starts_with: "*" }, { column: Name, is: [Total, Summe] }, { starts_with: Total for }]
                      dates: ["%d. %b %Y", "%Y-%m-%d %H:%M:%S"]
                      month_names: fr
                      parentheses: true
                      credit_suffix: [CR, H]
                      debit_suffix: DR
                """)
        ).get()
        var format = DelimitedFormat(encoding: .windows1255, dates: ["%d. %b %Y", "%Y-%m-%d %H:%M:%S"])
        format.monthNames = .fr
        format.parentheses = true
        format.creditSuffixes = ["CR", "H"]
        format.debitSuffixes = ["DR"]
        format.lines.layout = .list
        format.lines.header = [["Belegnr", "Document No"], ["Betrag"]]
        format.lines.carried = [
            CarriedColumn(name: "Kunde", words: ["Customer", "Kunde"]), CarriedColumn(name: "Land", words: ["Land"]),
        ]
        format.lines.skipped = [
            SkippedRows(column: .number(1), prefixes: ["*"]), SkippedRows(column: .title("Name"), words: ["Total", "Summe"]),
            SkippedRows(column: .first, prefixes: ["Total for"]),
        ]
        #expect(ledger.sources[0].format == format)
    }

    @Test func whatIsNotSaidHasItsDefault() throws {
        let ledger = try LedgerDefinition.read(text("ledger: l\nsources: { items: { file: items.csv } }\n")).get()
        #expect(ledger.currency == nil)
        #expect(ledger.completeFrom == nil)
        #expect(ledger.tolerance == Tolerance())
        #expect(ledger.sources[0].columns.isEmpty)
        #expect(ledger.sources[0].format == DelimitedFormat())
    }

    @Test(arguments: ["tab", "\"\\t\"", "'\\t'", "\\t"])
    func tabs(word: String) throws {
        let ledger = try LedgerDefinition.read(
            text("ledger: l\nsources: { items: { file: a.csv, format: { delimiter: \(word) } } }\n")
        ).get()
        #expect(ledger.sources[0].format.delimiter == 9)
    }

    /// A comma between quotes is an amount's, outside them it ends a field.
    @Test func quotedAmountsMayHoldTheDelimiter() throws {
        let format = "{ delimiter: \",\", decimal: \".\", thousands: \",\" }"
        let ledger = try LedgerDefinition.read(
            text("ledger: l\nsources: { items: { file: a.csv, format: \(format) } }\n")
        ).get()
        #expect(ledger.sources[0].format.thousands == UInt8(ascii: ","))
    }

    @Test func aNearNameIsOnlyAWarning() {
        let source = text(
            """
            ledger: l
            sources:
              customers:
                file: c.csv
                columns: { customer_id: Id, contry: Land, region: { from: Region, type: text } }
              items: { file: i.csv }
            """)
        let reading = LedgerDefinition.read(source)
        #expect(reading.value != nil)
        #expect(
            reported(reading.findings) == [
                "5:33 warning near-column: \"contry\" is read as an extra column of \"customers\" > did you mean \"country\"? If not, give it a type: { from: …, type: text }"
            ])
    }
}
