import DatabaseServers
import Definitions
import Engines
import Extracts
import Foundation
import Model
import Testing

@testable import countback

extension EngineConformance {
    /// Tables that lie where the engine is: read on the server, they come to the same as when they are streamed.
    @Suite(.enabled(if: !SparkServer.isWanted)) struct InPlaceTests {
        /// Rows of every kind of trouble. Of the ids, a blank in front makes " 17" the same as "17".
        private static let table = """
            CREATE SCHEMA "Odd Schema";
            CREATE TABLE "Odd Schema"."Open Items" ("Item No" text, customer char(8), "Type" varchar(4), posted date, due timestamp,
              cleared date, cur char(3), amount numeric, class text, note text, net int);
            INSERT INTO "Odd Schema"."Open Items" VALUES
              ('1', 'C1', 'RV', '2026-01-05', '2026-02-05 10:30:00', NULL, 'EUR', 100.25, NULL, 'good', 1),
              ('2', 'C1', 'DZ', '2026-01-06', NULL, NULL, 'EUR', -40, NULL, E'a\\tb', 2),
              ('3', '', 'DZ', '2026-01-07', NULL, NULL, 'USD', -7.5000000000, '', '  blanks  ', 3),
              ('4', 'C2', 'DZ', '2026-01-08', NULL, NULL, 'EUR', -1, 'on_account', E'line\\nbreak', 4),
              (NULL, 'C2', 'RV', '2026-01-08', NULL, NULL, 'EUR', 5, NULL, 'no id', 5),
              ('6', NULL, 'RV', '2026-01-08', NULL, NULL, 'EUR', 5, NULL, 'no customer', 6),
              ('7', 'C2', 'XX', '2026-01-08', NULL, NULL, 'EUR', 5, NULL, 'unknown type', 7),
              ('8', 'C2', NULL, '2026-01-08', NULL, NULL, 'EUR', 5, NULL, 'no type', 8),
              ('9', 'C2', 'RV', 'infinity', NULL, NULL, 'EUR', 5, NULL, 'for ever', 9),
              ('10', 'C2', 'RV', '2026-01-08', 'infinity', NULL, 'EUR', 5, NULL, 'due never', 10),
              ('11', 'C2', 'RV', '0044-03-15 BC', NULL, NULL, 'EUR', 5, NULL, 'the ides', 11),
              ('12', 'C2', 'RV', '12026-01-08', NULL, NULL, 'EUR', 5, NULL, 'too late', 12),
              ('13', 'C2', 'RV', NULL, NULL, NULL, 'EUR', 5, NULL, 'no day', 13),
              ('14', 'C2', 'RV', '2026-01-08', NULL, NULL, 'eur', 5, NULL, 'small letters', 14),
              ('15', 'C2', 'RV', '2026-01-08', NULL, NULL, NULL, 5, NULL, 'the ledger''s currency', 15),
              ('16', 'C2', 'RV', '2026-01-08', NULL, NULL, 'EUR', 'NaN', NULL, 'not a number', 16),
              ('17', 'C2', 'RV', '2026-01-08', NULL, NULL, 'EUR', 5, NULL, 'the first', 17),
              ('18', 'C2', 'RV', '2026-01-08', NULL, NULL, 'EUR', 'Infinity', NULL, 'a lot', 18),
              ('19', 'C2', 'RV', '2026-01-08', NULL, NULL, 'EUR', 1.00000000000000000001, NULL, 'twenty decimals', 19),
              ('20', 'C2', 'RV', '2026-01-08', NULL, NULL, 'EUR', 123456789012345, NULL, 'fifteen digits', 20),
              ('21', 'C2', 'RV', '2026-01-08', NULL, NULL, 'EUR', -99999999999999.9999, NULL, 'fourteen', 21),
              ('22', 'C2', 'RV', '2026-01-08', NULL, NULL, 'EUR', NULL, NULL, 'no amount', 22),
              ('17', 'C2', 'RV', '2026-01-09', NULL, NULL, 'EUR', 6, NULL, 'the second', 23),
              (' 17', 'C2', 'RV', '2026-01-09', NULL, NULL, 'EUR', 6, NULL, 'the third', 24),
              ('25', 'C2', 'DZ', '2026-01-09', NULL, '2026-01-31', 'EUR', -6, 'Wrong', 'no class', 25),
              ('26', 'C2', 'XX', '2026-01-09', NULL, NULL, 'EUR', 6, NULL, 'unknown first', 26),
              ('26', 'C2', 'RV', '2026-01-09', NULL, NULL, 'EUR', 6, NULL, 'so this one counts', 27),
              ('Zürich', 'C2', 'RV', '9999-12-31', NULL, '0001-01-01', 'EUR', 0, NULL, 'ß', 28);
            CREATE VIEW looked_at AS SELECT * FROM "Odd Schema"."Open Items";
            CREATE TABLE parted (LIKE "Odd Schema"."Open Items") PARTITION BY RANGE (net);
            CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (0) TO (15);
            CREATE TABLE parted_2 PARTITION OF parted FOR VALUES FROM (15) TO (100);
            INSERT INTO parted SELECT * FROM "Odd Schema"."Open Items";
            CREATE TABLE keyed AS SELECT COALESCE("Item No" || '-' || net, '-') AS "Item No", customer, "Type", posted, due, cleared, cur, amount, class, note, net
              FROM "Odd Schema"."Open Items";
            ALTER TABLE keyed ADD UNIQUE ("Item No");
            INSERT INTO keyed VALUES (' 1-1 ', 'C9', 'RV', '2026-01-09', NULL, NULL, 'EUR', 6, NULL, 'unique there, and not here', 99);
            CREATE TABLE empty (LIKE keyed);
            CREATE TABLE pays (f text, t int, d date, a numeric(12,2), r date, m text);
            INSERT INTO pays VALUES ('2', 1, '2026-01-10', 40, NULL, NULL), ('4', 1, '2026-01-10', 0, NULL, 'auto'), ('4', 1, '2026-01-10', -1, NULL, 'auto'),
              (NULL, 1, '2026-01-10', 4, NULL, 'auto'), ('4', NULL, '2026-01-10', 4, NULL, 'auto'), ('4', 17, NULL, 4, NULL, 'auto'), ('4', 17, '2026-01-10', 1, '2026-01-11', 'by hand');
            """
        private static let columns = """
            columns: { item_id: Item No, customer_id: customer, kind: { from: Type, map: { RV: invoice, DZ: receipt } }, posted_on: posted,
                  due_on: due, cleared_on: cleared, currency: cur, amount: amount, receipt_class: class, note: note }
            """

        private struct Place {
            let server: PostgreSQLServer
            let database: String
            let folder: TemporaryFolder

            init(_ sql: String) throws {
                server = try PostgreSQLServer.shared()
                database = try server.newDatabase()
                folder = try TemporaryFolder()
                try folder.write(server.password, to: "password")
                try server.psql(sql, database: database)
            }

            func ledger(_ sources: String) throws -> LedgerDefinition {
                try folder.write(
                    """
                    ledger: odd
                    currency: EUR
                    connections: { erp: { driver: postgresql, uri: "\(server.uri(database: database))", password: { file: password } } }
                    sources:
                      \(sources)

                    """, to: "ledger.yaml")
                return try LedgerDefinition.read(DefinitionText.load(folder.path + "/ledger.yaml")).get()
            }

            /// On the server in place, and streamed into the embedded engine.
            func both(_ sources: String, _ relation: String = "items") throws -> (there: InPlaceRead, here: InPlaceRead, ways: [String]) {
                let ledger = try ledger(sources)
                let here = try InPlaceRead.of(ledger, relation, on: DuckDBSession.open(threads: 1)).read
                let address = PostgreSQLAddress(server.fullURI(database: database))
                let there = try InPlaceRead.of(ledger, relation, on: PostgreSQLSession.open(address, home: "erp"))
                return (there.read, here, there.ways)
            }

            func end() throws { try server.psql("DROP DATABASE \(database) WITH (FORCE)") }
        }

        @Test func badRowsAreTheSameRejects() throws {
            let place = try Place(Self.table)
            for (name, source) in [
                ("Odd Schema.Open Items", "table: Odd Schema.Open Items"), ("looked_at", "table: looked_at"), ("parted", "table: parted"),
                ("keyed", "table: public.keyed"), ("empty", "table: empty"),
                ("query", "query: 'SELECT * FROM \"Odd Schema\".\"Open Items\" WHERE net <> 4 -- not that one'"),
            ] {
                let connection = "connection: erp"
                let (there, here, ways) = try place.both("items: { \(connection), \(source), \(Self.columns) }")
                #expect(there == here, "\(name)")
                #expect(ways.count == 1 && ways.allSatisfy { $0.hasSuffix(": in place") }, "\(ways)")
                guard name == "Odd Schema.Open Items" else { continue }
                // 28 rows: 1, 2, 3, 4, 15, 17, 21, 26 and Zürich stay; of rows 17, 23 and 24 the first, of 26 and 27 the second.
                #expect(there.files == [[28, 9, 19, 0]])
                #expect(there.rejects.map(\.line) == [5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 18, 19, 20, 22, 23, 24, 25, 26])
                #expect(there.days == ["2026-01-05 9999-12-31"])
                #expect(there.totals == ["EUR": ExactDecimal("-99999999999924.7499") ?? .zero, "USD": ExactDecimal("-7.5") ?? .zero])
                #expect(there.rejects.filter { $0.line == 24 }.map(\.reason) == ["duplicate item_id \"17\", first in erp:Odd Schema.Open Items line 17"])
                #expect(there.rejects.first?.raw == "\tC2\tRV\t2026-01-08\t\t\tEUR\t5\t\tno id\t5")
                #expect(there.rows.contains { $0.contains("item_id=3 customer_id= kind=receipt") && $0.contains("receipt_class=unidentified") && $0.hasSuffix("note=blanks") })
            }
            let catalog = "SELECT COUNT(*) FROM pg_class WHERE relname LIKE 'load_%' OR relname LIKE 'raw_%'"
            #expect(try place.server.psql(catalog, database: place.database) == "0")
            try place.end()
        }

        /// An id of several columns, signs by an indicator, the first of two dates, other extra columns.
        @Test func rulesOfSeveralColumns() throws {
            let place = try Place(
                """
                CREATE TABLE docs (bukrs char(4), belnr text, gjahr int, buzei numeric(3), shkzg char(1), dmbtr numeric(15,2), budat date, netdt date, zfbdt date, flag boolean);
                INSERT INTO docs VALUES ('1000', '0090000001', 2026, 1, 'S', 100.00, '2026-01-05', NULL, '2026-01-20', true),
                  ('1000', '0090000002', 2026, 1, 'H', 30.00, '2026-01-06', '2026-01-09', 'infinity', false),
                  ('1000', '0090000003', 2026, 1, 'S', -5.00, '2026-01-06', NULL, NULL, NULL), ('', '0090000004', 2026, 1, 'S', 5.00, '2026-01-06', NULL, NULL, NULL),
                  ('1000', '0090000005', NULL, 1, 'X', 5.00, '2026-01-06', NULL, NULL, NULL), ('1000', '0090000006', 2026, 1, NULL, -5.00, '2026-01-06', NULL, NULL, NULL),
                  ('1000', '0090000007', 2026, 1, 'H', -8.00, '2026-01-06', NULL, NULL, NULL), ('1000', '0090000001', 2026, 1, 'S', 8.00, '2026-01-07', NULL, NULL, NULL);
                """)
            let (there, here, ways) = try place.both(
                """
                items: { connection: erp, table: docs, format: { decimal: ",", dates: "%d.%m.%Y" }, columns: { item_id: [bukrs, gjahr, belnr, buzei], customer_id: { value: C1 },
                    kind: { value: adjustment }, posted_on: budat, due_on: { first_of: [netdt, zfbdt] }, amount: { from: dmbtr, sign: { from: shkzg, negative: [H], positive: [S] } },
                    flag: flag, year: { from: gjahr, type: integer } } }
                """)
            #expect(there == here)
            #expect(ways == ["items from erp:docs: in place"])
            // Below zero as a debit, a part empty, both an unknown indicator and a part empty, a duplicate.
            #expect(there.rejects.map(\.line) == [3, 4, 5, 8])
            #expect(there.totals == ["EUR": ExactDecimal("57") ?? .zero])
            try place.end()
        }

        @Test func allocationsAreReadInPlaceToo() throws {
            let place = try Place(Self.table)
            let columns = "columns: { from_item: f, to_item: t, allocated_on: d, amount: a, reversed_on: r, method: m }"
            let (there, here, ways) = try place.both(
                "items: { connection: erp, table: empty, \(Self.columns) }\n  allocations: { connection: erp, table: pays, \(columns) }", "allocations")
            #expect(there == here)
            #expect(ways == ["items from erp:empty: in place", "allocations from erp:pays: in place"])
            // Of the seven only the first; the amounts 0 and −1, no from, no to, no day, an unknown method.
            #expect(there.files == [[0, 0, 0, 0], [7, 1, 6, 0]])
            try place.end()
        }

        /// What takes a reader of text is streamed, and says why.
        @Test func whatIsStreamed() throws {
            let place = try Place(
                """
                CREATE TABLE lines (id text, c text, k text, d text, a numeric, x date, f float8, m money, b bigint);
                INSERT INTO lines VALUES ('1', 'C', 'invoice', '05.01.2026', 7.25, '2026-01-05', 1.5, '7.25', 7), ('2', 'C', 'invoice', '32.01.2026', 7.25, '2026-01-05', 1.5, '7.25', 7);
                """)
            for (rule, reason) in [
                ("posted_on: d, amount: a", "posted_on is made of \"d\", which is not a date there"),
                ("posted_on: x, amount: f", "amount is made of \"f\", which is not an exact number there"),
                ("posted_on: x, amount: m", "amount is made of \"m\", which is not an exact number there"),
                ("posted_on: x, amount: a, note: x", "note is the text of \"x\", which is not text there"),
                ("posted_on: x, amount: { sql: \"CAST(a AS decimal(18,4)) * 2\" }", "its mapping has SQL"),
            ] {
                let source = "items: { connection: erp, table: lines, format: { dates: \"%d.%m.%Y\" }, columns: { item_id: id, customer_id: c, kind: k, \(rule) } }"
                let (there, here, ways) = try place.both(source)
                #expect(there == here)
                #expect(ways == ["items from erp:lines: streamed: \(reason)"])
            }
            // A type that has no hash is no reason, and neither is a whole number for an amount.
            for rule in ["amount: a, note: m", "amount: b, note: m"] {
                let (there, here, ways) = try place.both("items: { connection: erp, table: lines, columns: { item_id: id, customer_id: c, kind: k, posted_on: x, \(rule) } }")
                #expect(there == here && there.rejects.isEmpty)
                #expect(ways == ["items from erp:lines: in place"])
            }
            try place.end()
        }

        /// A query that can't write when it is streamed can't here.
        @Test func aQueryThatWrites() throws {
            let place = try Place(
                """
                CREATE TABLE lines (item_id text, customer_id text, kind text, posted_on date, amount numeric);
                INSERT INTO lines VALUES ('1', 'C', 'invoice', '2026-01-05', 7.25);
                CREATE FUNCTION meddle() RETURNS text LANGUAGE plpgsql AS $$ BEGIN DELETE FROM lines; RETURN 'C'; END $$;
                """)
            let ledger = try place.ledger("items: { connection: erp, query: \"SELECT item_id, meddle() AS customer_id, kind, posted_on, amount FROM lines\" }")
            let session = try PostgreSQLSession.open(PostgreSQLAddress(place.server.fullURI(database: place.database)), home: "erp")
            let refusal = #expect(throws: Refusal.self) { try LoadStage(ledger: ledger, session: session).run() }
            session.close()
            #expect(refusal?.findings.first?.id == "bad-query")
            #expect(try place.server.psql("SELECT COUNT(*) FROM lines", database: place.database) == "1")
            try place.end()
        }

        /// The same rows give the same hash in any order, others another.
        @Test func theFingerprintOfATable() throws {
            let place = try Place(
                """
                CREATE TABLE one (item_id text, customer_id text, kind text, posted_on date, amount numeric, note text);
                INSERT INTO one VALUES ('1', 'C', 'invoice', '2026-01-05', 7.25, NULL), ('2', 'C', 'invoice', '2026-01-05', 8, 'n');
                CREATE TABLE two AS SELECT * FROM one ORDER BY item_id DESC;
                CREATE TABLE three AS SELECT item_id, customer_id, kind, posted_on, amount, CASE item_id WHEN '1' THEN 'n' END AS note FROM one;
                """)
            let hashes = try ["one", "two", "three"].map { name -> String in
                let session = try PostgreSQLSession.open(PostgreSQLAddress(place.server.fullURI(database: place.database)), home: "erp")
                defer { session.close() }
                return try LoadStage(ledger: place.ledger("items: { connection: erp, table: \(name) }"), session: session).run().sources[0].hash.sha256
            }
            #expect(hashes[0] == hashes[1])
            #expect(hashes[0] != hashes[2])
            #expect(hashes[0].count == 64)
            try place.end()
        }
    }
}
