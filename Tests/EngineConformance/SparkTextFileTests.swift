import DatabaseServers
import Foundation
import Model
import Testing

extension EngineConformance {
    /// Files of text of a cluster in forms that extracts come in: they come to the same as the same files of this machine.
    @Suite(.enabled(if: SparkServer.isWanted)) struct SparkTextFileTests {
        private static let header = "item_id;customer_id;kind;posted_on;amount;note\n"

        /// What a file came to on the cluster, in place.
        private func read(_ pattern: String, format: String, in place: SparkPlace) throws -> InPlaceRead {
            let format = "format: { delimiter: \";\", decimal: \",\", \(format) }"
            let ledger = try place.ledger("items: { connection: lake, file: \"file://\(place.folder.path)/\(pattern)\", \(format) }")
            let (there, ways) = try InPlaceRead.of(ledger, "items", on: place.session())
            #expect(try place.local(there) == place.ownFiles("items: { file: \"\(pattern)\", \(format) }"))
            #expect(ways.count == 1 && ways.allSatisfy { $0.hasSuffix(": in place") }, "\(ways)")
            return there
        }

        /// A euro sign, a dash and sharp s; Hebrew letters and a shekel sign; bytes that are no letter there.
        @Test(arguments: [
            ("cp1252", [[0x38, 0x20, 0x80, 0x20, 0x96], [0x67, 0x72, 0x6F, 0xDF], [0x81]] as [[UInt8]], ["8 € –", "groß"]),
            ("cp1255", [[0x35, 0x20, 0xA4], [0xF9, 0xEC, 0xE5, 0xED], [0xFB]], ["5 ₪", "שלום"]),
        ])
        func lettersOfOneByte(_ encoding: String, _ notes: [[UInt8]], _ shown: [String]) throws {
            let place = try SparkPlace()
            var bytes = Array(Self.header.utf8)
            for (index, note) in notes.enumerated() { bytes += Array("\(index + 1);C1;invoice;05.01.2026;1,5;".utf8) + note + [10] }
            try Data(bytes).write(to: URL(fileURLWithPath: place.folder.path + "/items.csv"))
            let read = try read("items.csv", format: "encoding: \(encoding), dates: \"%d.%m.%Y\"", in: place)
            #expect(read.files == [[3, 2, 1, 0]])
            #expect(read.rejects.map(\.line) == [4])
            for text in shown { #expect(read.rows.contains { $0.contains(" note=\(text) ") }, "\(read.rows)") }
        }

        @Test func packedFiles() throws {
            let place = try SparkPlace()
            let rows = (1...2_000).map { "\($0);C\($0 % 7);\($0 % 9 == 0 ? "nothing" : "invoice");05.01.2026;\($0),25;a\n" }.joined()
            try place.folder.write(Self.header + rows, to: "items.csv")
            let zip = Process()
            zip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            zip.arguments = ["gzip", place.folder.path + "/items.csv"]
            try zip.run()
            zip.waitUntilExit()
            let read = try read("items.csv.gz", format: "dates: \"%d.%m.%Y\"", in: place)
            // Each ninth is of no kind: 222 of 2,000. 1 to 2,000 are 2,001,000 and 9 to 1,998 are 222,777, and a quarter each.
            #expect(read.files == [[2_000, 1_778, 222, 0]])
            #expect(read.totals == ["EUR": ExactDecimal("1778667.5") ?? .zero])
        }

        /// Dates with a month's name are no shape of digits: every row goes through this process, and is the same.
        @Test func namesOfMonths() throws {
            let place = try SparkPlace()
            let days = ["05-Jan-2026", "7-März-2026", "31-DEZEMBER-2025", "29-Feb-2025", "08-Okt-26"]
            try place.folder.write(Self.header + days.enumerated().map { "\($0);C1;invoice;\($1);1;a\n" }.joined(), to: "items.csv")
            let read = try read("items.csv", format: "dates: [\"%d-%b-%Y\", \"%d-%b-%y\"], month_names: de", in: place)
            #expect(read.files == [[5, 4, 1, 0]])
            #expect(read.rejects.map(\.line) == [5])
            #expect(read.days == ["2025-12-31 2026-10-08"])
        }

        /// More files than are looked at together; the last one's second row has an id of the first.
        @Test func manyFiles() throws {
            let place = try SparkPlace()
            for file in 1...18 {
                let name = "items_\(file < 10 ? "0" : "")\(file).csv"
                try place.folder.write(Self.header + "\(file);C1;invoice;05.01.2026;1;a\n\(file == 18 ? 1 : 100 + file);C1;invoice;06.01.2026;2;b\n", to: name)
            }
            let read = try read("items_*.csv", format: "dates: \"%d.%m.%Y\"", in: place)
            #expect(read.files == Array(repeating: [2, 2, 0, 0], count: 17) + [[2, 1, 1, 0]])
            // 18 of 1 and 17 of 2.
            #expect(read.totals == ["EUR": ExactDecimal("52") ?? .zero])
        }
    }
}
