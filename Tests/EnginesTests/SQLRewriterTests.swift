import Engines
import Foundation
import Model
import Testing

extension EngineSuite {
    @Suite struct SQLRewriterTests {
        /// Every text comes out as it went in where no rule has anything to say.
        @Test func withoutRulesTheTextStays() throws {
            struct None: SQLRules {}
            let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            let files = try #require(FileManager.default.enumerator(at: root.appendingPathComponent("Sources/Metrics/Plugins"), includingPropertiesForKeys: nil))
            let texts = try files.compactMap { $0 as? URL }.filter { $0.pathExtension == "sql" }.map { try String(contentsOf: $0, encoding: .utf8) }
            #expect(texts.count > 20)
            for text in texts + ["a / b -- c\n, -x :: int / ( 2 )\n", "f ( a /* b */ , c -- d\n ) [ 1 ] FILTER ( WHERE a ) OVER w", "CASE a WHEN 1 / 2 THEN 3 END % 4"] {
                #expect(SQLRewriter.rewritten(text, by: None()) == text)
            }
        }

        /// Operands are those that DuckDB's own parser sees: random expressions, with `/` written as a call, give the same tree.
        @Test func quotientsBindAsTheParserSaysTheyDo() throws {
            struct Calls: SQLRules {
                func quotient(_ dividend: String, _ divisor: String) -> String? { "(\(dividend)) / (\(divisor))".isEmpty ? nil : "quotient(\(dividend),\(divisor))" }
            }
            let session = try DuckDBSession.open(threads: 1)
            defer { session.close() }
            var random = Dice(state: 7)
            var quotients = 0
            for _ in 0..<300 {
                let text = "SELECT \(Self.expression(&random, depth: 4)) FROM t"
                let written = SQLRewriter.rewritten(text, by: Calls())
                let (plain, called) = (try Self.tree(text, session), try Self.tree(written, session))
                #expect(plain == called, "\(text)\n\(written)")
                quotients += written.split(separator: "quotient(").count - 1
                #expect(SQLRewriter.rewritten(written, by: Calls()) == written)
            }
            #expect(quotients > 250)
        }

        private static func expression(_ random: inout Dice, depth: Int) -> String {
            guard depth > 0 else { return ["a", "t.b", "7", "1.5", "-3", "\"c d\"", "'x'", "DATE '2024-01-01'", "NULL"].randomElement(using: &random) ?? "" }
            func part() -> String { expression(&random, depth: depth - 1) }
            switch Int.random(in: 0..<16, using: &random) {
            case 0...3: return "\(part()) / \(part())"
            case 4: return "\(part())*\(part())"
            case 5: return "\(part()) + \(part())"
            case 6: return "\(part()) - \(part())"
            case 7: return "(\(part()))"
            case 8: return "f(\(part()), \(part()))"
            case 9: return "CASE WHEN \(part()) > \(part()) THEN \(part()) ELSE \(part()) END"
            case 10: return "SUM(\(part())) FILTER (WHERE \(part()) > 0)"
            case 11: return "CAST(\(part()) AS decimal(18,4))"
            case 12: return "-(\(part()))::integer"
            case 13: return "\(part()) % \(part())"
            case 14: return "SUM(\(part())) OVER (PARTITION BY \(part()) ORDER BY \(part()))"
            default: return "\(part()) || \(part())"
            }
        }

        /// A statement's tree without places, a quotient's call as its sign.
        private static func tree(_ sql: String, _ session: DuckDBSession) throws -> String {
            let object = try JSONSerialization.jsonObject(with: Data(session.statementTree(sql).utf8))
            func plain(_ value: Any) -> Any {
                if let list = value as? [Any] { return list.map(plain) }
                guard var node = value as? [String: Any] else { return value }
                node["query_location"] = nil
                if let name = node["function_name"] as? String, name == "quotient" || name == "/" { (node["function_name"], node["is_operator"]) = ("/", true) }
                return node.mapValues(plain)
            }
            return String(decoding: try JSONSerialization.data(withJSONObject: plain(object), options: .sortedKeys), as: UTF8.self)
        }

        /// The same numbers on every machine.
        private struct Dice: RandomNumberGenerator {
            var state: UInt64

            mutating func next() -> UInt64 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return state ^ (state >> 29)
            }
        }
    }
}
