import Model
import Testing

@Suite struct SQLWordsTests {
    @Test(arguments: [
        ("SELECT 1 FROM days d", true), ("SELECT 1 FROM open_items o CROSS JOIN\n days", true), ("SELECT 1 FROM open_items o, Days AS d", true), ("SELECT x FROM t GROUP BY x, days", false),
        ("SELECT 1 FROM open_items o, days d WHERE d.day = o.as_of", true), ("SELECT x, days FROM t", false), ("SELECT x, days AS n FROM t", false),
        ("SELECT MAX(o.days) FROM open_items o", false), ("days", false), ("", false),
    ])
    func aRelationIsKnownByWhatStandsBeforeIt(_ sql: String, _ isRead: Bool) { #expect(SQLWords.reads("days", sql) == isRead) }
}
