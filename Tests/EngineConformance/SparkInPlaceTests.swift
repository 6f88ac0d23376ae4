import DatabaseServers
import Definitions
@testable import Engines
import Foundation
import Model
import Testing

@testable import countback

extension EngineConformance {
    /// Tables, queries and files of a cluster: read there, they come to the same as when they are streamed.
    @Suite(.enabled(if: SparkServer.isWanted)) struct SparkInPlaceTests {
        /// Rows of every kind of trouble. Of the ids, a blank in front makes " 17" the same as "17".
        private static let table = [
            "CREATE DATABASE IF NOT EXISTS odd_schema",
            """
            CREATE TABLE odd_schema.open_items USING parquet AS SELECT /*+ COALESCE(1) */ `Item No`, customer, `Type`, DATE(posted) AS posted,
              CAST(due AS TIMESTAMP) AS due, DATE(cleared) AS cleared, cur, CAST(amount AS DECIMAL(38,20)) AS amount, class, note, net FROM VALUES
              ('1', 'C1', 'RV', '2026-01-05', '2026-02-05 10:30:00', NULL, 'EUR', '100.25', NULL, 'good', 1),
              ('2', 'C1', 'DZ', '2026-01-06', NULL, NULL, 'EUR', '-40', NULL, 'a\\tb', 2),
              ('3', '', 'DZ', '2026-01-07', NULL, NULL, 'USD', '-7.5', '', '  blanks  ', 3),
              ('4', 'C2', 'DZ', '2026-01-08', NULL, NULL, 'EUR', '-1', 'on_account', 'line\\nbreak', 4),
              (NULL, 'C2', 'RV', '2026-01-08', NULL, NULL, 'EUR', '5', NULL, 'no id', 5),
              ('6', NULL, 'RV', '2026-01-08', NULL, NULL, 'EUR', '5', NULL, 'no customer', 6),
              ('7', 'C2', 'XX', '2026-01-08', NULL, NULL, 'EUR', '5', NULL, 'unknown type', 7),
              ('8', 'C2', NULL, '2026-01-08', NULL, NULL, 'EUR', '5', NULL, 'no type', 8),
              ('9', 'C2', 'RV', '2026-01-08', NULL, NULL, 'EUR', '5', NULL, 'a NUL \\0', 9),
              ('10', 'C2', 'RV', '2026-01-08', NULL, NULL, 'EUR', '5', NULL, 'pin\\\\it''s "x"', 10),
              ('11', 'C2', 'RV', '-0044-03-15', NULL, NULL, 'EUR', '5', NULL, 'the ides', 11),
              ('12', 'C2', 'RV', '+12026-01-08', NULL, NULL, 'EUR', '5', NULL, 'too late', 12),
              ('13', 'C2', 'RV', NULL, NULL, NULL, 'EUR', '5', NULL, 'no day', 13),
              ('14', 'C2', 'RV', '2026-01-08', NULL, NULL, 'eur', '5', NULL, 'small letters', 14),
              ('15', 'C2', 'RV', '2026-01-08', NULL, NULL, NULL, '5', NULL, 'the ledger''s currency', 15),
              ('17', 'C2', 'RV', '2026-01-08', NULL, NULL, 'EUR', '5', NULL, 'the first', 17),
              ('19', 'C2', 'RV', '2026-01-08', NULL, NULL, 'EUR', '1.00000000000000000001', NULL, 'twenty decimals', 19),
              ('20', 'C2', 'RV', '2026-01-08', NULL, NULL, 'EUR', '123456789012345', NULL, 'fifteen digits', 20),
              ('21', 'C2', 'RV', '2026-01-08', NULL, NULL, 'EUR', '-99999999999999.9999', NULL, 'fourteen', 21),
              ('22', 'C2', 'RV', '2026-01-08', NULL, NULL, 'EUR', NULL, NULL, 'no amount', 22),
              ('17', 'C2', 'RV', '2026-01-09', NULL, NULL, 'EUR', '6', NULL, 'the second', 23),
              (' 17', 'C2', 'RV', '2026-01-09', NULL, NULL, 'EUR', '6', NULL, 'the third', 24),
              ('25', 'C2', 'DZ', '2026-01-09', NULL, '2026-01-31', 'EUR', '-6', 'Wrong', 'no class', 25),
              ('26', 'C2', 'XX', '2026-01-09', NULL, NULL, 'EUR', '6', NULL, 'unknown first', 26),
              ('26', 'C2', 'RV', '2026-01-09', NULL, NULL, 'EUR', '6', NULL, 'so this one counts', 27),
              ('Zürich', 'C2', 'RV', '9999-12-31', NULL, '0001-01-01', 'EUR', '0', NULL, 'ß', 28)
              AS v(`Item No`, customer, `Type`, posted, due, cleared, cur, amount, class, note, net)
            """,
            "CREATE VIEW looked_at AS SELECT * FROM odd_schema.open_items",
            "CREATE TABLE empty USING parquet AS SELECT * FROM odd_schema.open_items WHERE false",
            """
            CREATE TABLE pays USING parquet AS SELECT /*+ COALESCE(1) */ f, t, DATE(d) AS d, CAST(a AS DECIMAL(12,2)) AS a, DATE(r) AS r, m FROM VALUES
              ('2', 1, '2026-01-10', 40, NULL, NULL), ('4', 1, '2026-01-10', 0, NULL, 'auto'), ('4', 1, '2026-01-10', -1, NULL, 'auto'),
              (NULL, 1, '2026-01-10', 4, NULL, 'auto'), ('4', NULL, '2026-01-10', 4, NULL, 'auto'), ('4', 17, NULL, 4, NULL, 'auto'),
              ('4', 17, '2026-01-10', 1, '2026-01-11', 'by hand') AS v(f, t, d, a, r, m)
            """,
            """
            CREATE TABLE words USING parquet AS SELECT /*+ COALESCE(1) */ * FROM VALUES
              ('1', '05.01.2026', '1.234,56', 'S'), ('2', '5.1.2026', '1.234,56-', 'H'), ('3', '05.01.26', '(7,5)', ' '), ('4', ' 05.01.2026 ', '+0,0700', 'S'),
              ('5', '31.02.2026', '1', 'S'), ('6', '2026-01-05', '1', 'S'), ('7', '05.01.2026', '1.23,4', 'S'), ('8', '05.01.2026', '1,23456', 'S'),
              ('9', '05.01.2026', '1234567890123456', 'S'), ('10', '00.00.0000', '1', 'S'), ('11', '05.01.2026', 'NaN', 'S'), ('12', '05.01.2026', '1 234,5', 'S'),
              ('13', '05.01.2026', '5,00 CR', 'S'), ('14', '05.01.2026', '12,', 'S'), ('15', '05.01.2026', '00012,50', 'S'), ('16', '5.01.2026', '3,00-', 'S'),
              ('17', '05.01.2026', '- 4,00', 'S'), ('18', '00.00.0000', '', 'S'), ('19', '٠5.01.2026', '4', 'S'), ('20', '05.01.2026', '1.234.567,8', 'X')
              AS v(id, posted, amount, sign)
            """,
        ]
        private static let drops = [
            "DROP DATABASE odd_schema CASCADE", "DROP VIEW looked_at", "DROP TABLE empty", "DROP TABLE pays", "DROP TABLE words", "DROP TABLE one", "DROP TABLE two", "DROP TABLE three",
        ]
        private static let columns = """
            columns: { item_id: Item No, customer_id: customer, kind: { from: Type, map: { RV: invoice, DZ: receipt } }, posted_on: posted,
                  due_on: due, cleared_on: cleared, currency: cur, amount: amount, receipt_class: class, note: note }
            """

        @Test func tablesAndQueries() throws {
            let place = try SparkPlace()
            try place.run(Self.table)
            defer { try? place.run(Self.drops) }
            let parquet = "file://\(place.folder.path)/odd.parquet"
            try place.run(["INSERT OVERWRITE DIRECTORY '\(parquet)' USING parquet SELECT * FROM odd_schema.open_items"])
            for (name, source) in [
                ("odd_schema.open_items", "table: odd_schema.open_items"), ("looked_at", "table: looked_at"), ("empty", "table: empty"),
                ("parquet", "file: \"\(parquet)\""), ("query", "query: 'SELECT * FROM odd_schema.open_items WHERE net <> 4 -- not that one'"),
            ] {
                let (there, here, ways) = try place.both("items: { connection: lake, \(source), \(Self.columns) }")
                #expect(there == here, "\(name)")
                #expect(ways.count == 1 && ways.allSatisfy { $0.hasSuffix(": in place") }, "\(ways)")
                guard name == "odd_schema.open_items" else { continue }
                // 26 rows: 1, 2, 3, 4, 15, 10, 17, 21, the second 26 and Zürich stay; of the rows with 17 the first.
                #expect(there.files == [[26, 10, 16, 0]])
                #expect(there.rejects.map(\.line) == [5, 6, 7, 8, 9, 11, 12, 13, 14, 17, 18, 20, 21, 22, 23, 24])
                #expect(there.days == ["2026-01-05 9999-12-31"])
                #expect(there.totals == ["EUR": ExactDecimal("-99999999999919.7499") ?? .zero, "USD": ExactDecimal("-7.5") ?? .zero])
                #expect(there.rejects.filter { $0.line == 22 }.map(\.reason) == ["duplicate item_id \"17\", first in lake:odd_schema.open_items line 16"])
                #expect(there.rows.contains { $0.contains("item_id=3 customer_id= kind=receipt") && $0.contains("receipt_class=unidentified") && $0.hasSuffix("note=blanks") })
            }
            let pays = try place.both(
                "items: { connection: lake, table: empty, \(Self.columns) }\n  allocations: { connection: lake, table: pays, columns: "
                    + "{ from_item: f, to_item: t, allocated_on: d, amount: a, reversed_on: r, method: m } }", "allocations")
            #expect(pays.there == pays.here)
            #expect(pays.ways == ["items from lake:empty: in place", "allocations from lake:pays: in place"])
            #expect(pays.there.files == [[0, 0, 0, 0], [7, 1, 6, 0]])
            try textOfATable(place)
            try fingerprint(place)
            try EngineQuirks.spark.expectNothingLeft()
        }

        /// Dates and amounts in columns of text, as the declared format has them; what isn't certain is read here.
        private func textOfATable(_ place: SparkPlace) throws {
            for (format, sign, loaded) in [
                ("decimal: \",\", thousands: \".\", dates: [\"%d.%m.%Y\", \"%d.%m.%y\"], trailing_minus: true, parentheses: true, credit_suffix: CR", "amount", 9),
                ("decimal: \",\", dates: \"%d.%m.%Y\"", "{ from: amount, sign: { from: sign, negative: [H], positive: [S] } }", 2),
                ("decimal: \".\", dates: \"%Y-%m-%d\"", "{ from: amount, sign: negated }", 1),
            ] {
                let (there, here, ways) = try place.both(
                    "items: { connection: lake, table: words, format: { \(format) }, columns: { item_id: id, customer_id: { value: C }, kind: { value: adjustment }, "
                        + "posted_on: posted, amount: \(sign) } }")
                #expect(there == here, "\(format)")
                #expect(ways == ["items from lake:words: in place"])
                #expect(there.files.first?[1] == loaded, "\(there.files) \(there.rejects.map(\.reason))")
            }
        }

        /// The same rows give the same hash in any order, others another.
        private func fingerprint(_ place: SparkPlace) throws {
            try place.run([
                """
                CREATE TABLE one USING parquet AS SELECT * FROM VALUES ('1', 'C', 'invoice', DATE'2026-01-05', 7.25, NULL), ('2', 'C', 'invoice', DATE'2026-01-05', 8, 'n')
                  AS v(item_id, customer_id, kind, posted_on, amount, note)
                """,
                "CREATE TABLE two USING parquet AS SELECT * FROM one ORDER BY item_id DESC",
                "CREATE TABLE three USING parquet AS SELECT item_id, customer_id, kind, posted_on, amount, CASE item_id WHEN '1' THEN 'n' END AS note FROM one",
            ])
            let hashes = try ["one", "two", "three"].map { name -> String in
                let session = try place.session()
                defer { session.close() }
                return try LoadStage(ledger: place.ledger("items: { connection: lake, table: \(name) }"), session: session).run().sources[0].hash.sha256
            }
            #expect(hashes[0] == hashes[1])
            #expect(hashes[0] != hashes[2])
            #expect(hashes[0].count == 64)
        }

        // MARK: Files

        /// Two files as German ERPs print them, with two lines above the header: cells in quotes, broken ones, lines that are no rows, a title that
        /// comes again, umlauts, an id that both have.
        private static let text = [
            """
            Offene Posten;;;;;
            Stand 20.11.2026;;;;;
            Beleg;Konto;Art;Datum;Betrag;Text
            1;C1;RV;05.01.2026;1.234,56;gut
            "2";"C1";DZ;06.01.2026;100,00-;"in ""Quotes""; und mehr"
            3; C2 ;RV;7.1.2026;5,5;M\u{FC}ller & S\u{F6}hne
            4;C2;RV;31.02.2026;5;kein Tag

               \t
            5;C2;RV;08.01.2026;5;sieben;Felder
            6;C2;RV
            7;C2;RV;08.01.2026;"5"x;nach dem Zeichen
            8;C2;RV;08.01.2026;5;12" Rohr
            Beleg;Konto;Art;Datum;Betrag;Text
            9;C2;RV;08.01.2026;0,00005;zu genau
            10;;RV;08.01.2026;5;kein Konto
            11;C2;XX;08.01.2026;5;keine Art
            12;C2;RV;00.00.0000;5;kein Tag
            13;C2;RV;08.01.2026;5;M\u{C3}\u{BC}ller
            14;C2;RV;08.01.2026;5;8 \u{80} und \u{96}
            15;C2;RV;08.01.2026;5;kein \u{81} Zeichen
            16;C2;RV;08.01.2026;"";""
            17;C2;RV;08.01.2026; 7,00 ;"  "

            """,
            """
            Offene Posten;;;;;
            Stand 20.11.2026;;;;;
            Beleg;Konto;Art;Datum;Betrag;Text
            20;C3;RV;05.01.2026;5;gut
            3;C3;RV;05.01.2026;5;noch einmal
            21;C3;RV;05.01.2026;5;zuletzt
            """,
        ]
        private static let german = """
            format: { delimiter: ";", encoding: latin-1, decimal: ",", thousands: ".", dates: "%d.%m.%Y", trailing_minus: true, skip: 2 },
                columns: { item_id: Beleg, customer_id: Konto, kind: { from: Art, map: { RV: invoice, DZ: receipt } }, posted_on: Datum, amount: Betrag, note: Text }
            """

        private func write(_ text: [String], _ place: SparkPlace, ending: String = "\r\n") throws {
            for (index, text) in text.enumerated() {
                let bytes = text.replacing("\n", with: ending).unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
                try Data(bytes).write(to: URL(fileURLWithPath: place.folder.path + "/posten_\(index).csv"))
            }
        }

        @Test func filesOfText() throws {
            let place = try SparkPlace()
            try write(Self.text, place)
            let there = "items: { connection: lake, file: \"file://\(place.folder.path)/posten_*.csv\", \(Self.german) }"
            let local = try place.ownFiles("items: { file: \"posten_*.csv\", \(Self.german) }")
            let (inPlace, streamed, ways) = try place.both(there)
            #expect(ways.count == 1 && ways.allSatisfy { $0.hasSuffix(": in place") }, "\(ways)")
            #expect(place.local(inPlace) == local)
            #expect(place.local(streamed) == local)
            // Of 18 lines that are rows 1, 2, 3, 8, 14, 17 stay; and of the other file's three two.
            #expect(inPlace.files == [[18, 6, 12, 0], [3, 2, 1, 0]])
            #expect(inPlace.rejects.map(\.line) == [7, 10, 11, 12, 14, 15, 16, 17, 18, 19, 21, 22, 5])

            // A record of two lines takes the reader of text.
            try write([Self.text[0] + "30;C1;RV;05.01.2026;5;\"zwei\nZeilen\"\n"], place, ending: "\n")
            let two = try place.both(there)
            #expect(two.there == two.here)
            #expect(two.ways.first?.hasSuffix("posten_0.csv may go on in the next line") == true, "\(two.ways)")
            #expect(two.there.files == [[19, 7, 12, 0], [3, 2, 1, 0]])
            try EngineQuirks.spark.expectNothingLeft()
        }

        // MARK: Whole runs

        /// A file of text and one of Parquet, and all metrics: each is read by one statement, and the figures are those of the files themselves.
        @Test func aRunReadsEachSourceOnce() throws {
            let place = try SparkPlace()
            let folder = place.folder
            #expect(try Program.countback(["sample", "ledger", "--items", "1000", "--seed", "5"], in: folder.path).exit == 0)
            let there = "file://\(folder.path)/ledger"
            try place.run([
                "INSERT OVERWRITE DIRECTORY '\(there)/allocations.parquet' USING parquet SELECT /*+ COALESCE(1) */ from_item, to_item, DATE(allocated_on) AS allocated_on, "
                    + "CAST(amount AS DECIMAL(18,4)) AS amount, DATE(reversed_on) AS reversed_on, method FROM csv.`\(there)/allocations.csv` WITH ('header' = 'true')"
            ])
            let ledger = try folder.text(of: "ledger/ledger.yaml").replacing("sources:", with: "connections: { lake: { driver: spark, uri: \"\(place.server.uri)\" } }\nsources:")
                .replacing("file: items.csv", with: "connection: lake\n    file: \"\(there)/items.csv\"")
                .replacing("file: allocations.csv", with: "connection: lake, file: \"\(there)/allocations.parquet\"")
            try folder.write(ledger, to: "ledger/there.yaml")
            for name in ["ledger", "there"] {
                try folder.write(
                    "report: large\nledger: ledger/\(name).yaml\ngroup_by: [country]\nmetrics: [dso, aged_debt, unallocated_cash]\noutputs: [csv]\n", to: "\(name).yaml")
            }
            let here = try Program.countback(["run", "ledger.yaml", "--output", "here"], in: folder.path)
            #expect(here.exit == 0, "\(here.errors)")
            let ended = try Program.countback(["run", "there.yaml", "--engine", "spark", "--output", "there"], in: folder.path)
            #expect(ended.exit == 0, "\(ended.errors)")
            func values(_ output: String) throws -> [Substring] {
                let manifest = try #require(folder.files(below: output).first { $0.hasSuffix("manifest.json") })
                return try folder.text(of: "\(output)/\(manifest)").split(separator: "\n").filter { $0.contains("value_id") }
            }
            #expect(try values("there") == values("here"))
            #expect(try !values("there").isEmpty)
            // A count reads no column of Parquet; a header takes no more lines than it may have.
            let plans = try (place.server.monitoring("sql?length=100000&details=true") as? [[String: Any]] ?? []).compactMap { $0["planDescription"] as? String }
            for file in ["items.csv", "allocations.parquet"] {
                let reading = plans.filter { plan in
                    plan.contains("\(folder.path)/ledger/\(file)]") && (plan.contains("Scan text") || plan.contains("Scan parquet")) && !plan.contains("Limit")
                        && !plan.contains("ReadSchema: struct<>")
                }
                #expect(reading.count == 1, "\(file): \(reading.count)")
            }
        }
    }
}
