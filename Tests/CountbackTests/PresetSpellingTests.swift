import Foundation
import Testing

/// Layouts as other companies keep them, against the SAP preset: other orders, languages and ways of writing.
@Suite struct PresetSpellingTests {
    private func items(_ file: String, _ text: String, _ format: String) throws -> (items: CSVText, allocations: CSVText) {
        let folder = try TemporaryFolder()
        try folder.write(text, to: file)
        try folder.write("ledger: x\ncurrency: EUR\nsources:\n  items: { preset: sap-fbl5n, file: \(file), format: \(format) }\n", to: "ledger.yaml")
        let loaded = try Program.countback(["ledger", "load", "ledger.yaml"], in: folder.path)
        #expect(loaded.exit == 0, "\(loaded.errors)")
        let items = try Program.countback(["ledger", "show", "ledger.yaml", "--csv"], in: folder.path)
        let allocations = try Program.countback(["ledger", "show", "ledger.yaml", "--relation", "allocations", "--csv"], in: folder.path)
        return (CSVText(items.out), CSVText(allocations.out))
    }

    private static let columns = ["item_id", "customer_id", "kind", "posted_on", "due_on", "cleared_on", "amount", "special_gl", "payment_block"]

    /// No sign in the amounts, dates of digits, zeros for no date, a payment difference, a partial payment.
    @Test func french() throws {
        let read = try items(
            "fr.csv",
            """
            Compte;Société;N° pièce;Exercice;Poste;Type;CC;Date cptable;Échéance nette;Rappr.;Montant en devise interne;DI;D/C;Code CGS;Référence facture;Ex. réf.;Poste réf.;Blocage
            C1;FR01;100001;2025;1;RV;01;20250115;20250214;00000000;1 234,56;EUR;S;;;;;
            C1;FR01;140001;2025;1;DZ;15;20250220;20250220;;1 000,00;EUR;H;;100001;2025;1;A
            C1;FR01;140002;2025;2;DZ;06;20250221;20250221;20250222;0,56;EUR;S;;;;;

            """, "{ delimiter: \";\", decimal: \",\", thousands: space, dates: \"%Y%m%d\" }")
        #expect(
            read.items.rows(of: Self.columns) == [
                "FR01/2025/100001/1 | C1 | invoice | 2025-01-15 | 2025-02-14 |  | 1234.56 |  | ",
                "FR01/2025/140001/1 | C1 | receipt | 2025-02-20 | 2025-02-20 |  | -1000 |  | A",
                "FR01/2025/140002/2 | C1 | adjustment | 2025-02-21 | 2025-02-21 | 2025-02-22 | 0.56 |  | ",
            ])
        #expect(
            read.allocations.rows(of: ["from_item", "to_item", "allocated_on", "amount"])
                == ["FR01/2025/140001/1 | FR01/2025/100001/1 | 2025-02-20 | 1000"])
    }

    /// S/4's titles: a down payment by its special G/L code.
    @Test func lineItemsOfS4() throws {
        let read = try items(
            "s4.csv",
            """
            Customer,Company Code,Journal Entry,Journal Entry Item,Journal Entry Type,Posting Date,Net Due Date,Clearing Date,Amount in Company Code Currency,Company Code Currency,Debit/Credit Code,Special G/L Code,Invoice Reference,Fiscal Year
            10100001,1010,90000011,1,RV,01/07/2025,02/06/2025,,"1,190.00",EUR,S,,,2025
            10100001,1010,1400000009,1,DZ,02/06/2025,02/06/2025,,"-1,000.00",EUR,H,A,90000011,2025

            """, "{ thousands: \",\", dates: \"%m/%d/%Y\" }")
        #expect(
            read.items.rows(of: Self.columns) == [
                "1010/2025/90000011/1 | 10100001 | invoice | 2025-01-07 | 2025-02-06 |  | 1190 |  | ",
                "1010/2025/1400000009/1 | 10100001 | receipt | 2025-02-06 | 2025-02-06 |  | -1000 | A | ",
            ])
        #expect(read.allocations.lines.count == 1)
    }

    /// A list in Spanish, its customer and company above the rows.
    @Test func spanishList() throws {
        let read = try items(
            "es.txt",
            """
            Lista de partidas individuales de deudores                      1
            Sociedad        1000
            Cliente         1000123
            ----------------------------------------------------------------------------
            |S|Nº documento|Cl.|Fe.contab. |Venc.neto  |  Importe en ML|Mon.loc.|CME|
            ----------------------------------------------------------------------------
            |@|1800000001  |RV |01.10.2025 |31.10.2025 |      1.190,00 |EUR     |   |
            |@|1400000007  |DZ |05.10.2025 |00.00.0000 |        190,00-|EUR     |A  |
            ----------------------------------------------------------------------------
            |*|            |   |           |           |      1.000,00 |EUR     |   |

            """,
            "{ layout: list, decimal: \",\", thousands: \".\", trailing_minus: true, dates: \"%d.%m.%Y\", carry: { Sociedad: Sociedad, Cliente: Cliente } }")
        #expect(
            read.items.rows(of: Self.columns) == [
                "1000/2025/1800000001 | 1000123 | invoice | 2025-10-01 | 2025-10-31 |  | 1190 |  | ",
                "1000/2025/1400000007 | 1000123 | receipt | 2025-10-05 |  |  | -190 | A | ",
            ])
    }
}
