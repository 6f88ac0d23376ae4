import Definitions
import Model
import Testing

/// Every mistake that a report definition's form can have, with the exact words about it. The lines are appended to
/// `report: r`, `ledger: l.yaml` and `metrics: [dso]`, so the first of them is line 4.
@Suite struct ReportMistakeTests {
    @Test(arguments: words + places + metrics)
    func mistake(_ mistake: Mistake) {
        let reading = ReportDefinition.read(text(Self.definition(mistake)))
        #expect(reported(reading.findings) == mistake.findings)
        #expect(reading.value == nil)
    }

    static func definition(_ mistake: Mistake) -> String {
        let isMetrics = mistake.lines.hasPrefix("metrics:")
        return "report: r\nledger: l.yaml\n" + (isMetrics ? "\n" : "metrics: [dso]\n") + mistake.lines
    }

    static let words: [Mistake] = [
        .init("unknown key", "xyz: 1",
            "4:1 unknown-key: a report definition has no key \"xyz\" > its keys are report, title, ledger, as_of, currency, language, calendar, zone, group_by, filter, trend, fiscal_year_start, week_start, rates, near, metrics, outputs, csv, severities, quality, engine, split, deliver and schedule"),
        .init("close key", "curency: EUR", "4:1 unknown-key: a report definition has no key \"curency\" > did you mean \"currency\"?"),
        .init("empty key", "currency:",
            "4:1 empty-value: \"currency\" has no value > write a value after the colon, or remove the key"),
        .init("currency in small letters", "currency: usd",
            "4:11 bad-value: \"currency\" must be a currency code of three capital letters, not \"usd\" > did you mean \"USD\"?"),
        .init("currency's name", "currency: Euro",
            "4:11 bad-value: \"currency\" must be a currency code of three capital letters, not \"Euro\" > write an ISO 4217 code such as EUR"),
        .init("language", "language: fi", "4:11 unknown-word: \"language\" can't be \"fi\" > it is en, de, es, fr or he"),
        .init("no such day", "as_of: 2026-02-30",
            "4:8 bad-value: \"as_of\" must be a date such as 2026-11-20 or a word such as last_friday, not \"2026-02-30\" > the words are last_<weekday>, month_end, quarter_end, yesterday and ledger_end"),
        .init("today", "as_of: today",
            "4:8 bad-value: \"as_of\" must be a date such as 2026-11-20 or a word such as last_friday, not \"today\" > the words are last_<weekday>, month_end, quarter_end, yesterday and ledger_end"),
        .init("time zone", "zone: Europe/Madird",
            "4:7 bad-value: \"zone\" must be an IANA time zone, not \"Europe/Madird\" > did you mean \"Europe/Madrid\"?"),
        .init("offset as zone", "zone: GMT+3",
            "4:7 bad-value: \"zone\" must be an IANA time zone, not \"GMT+3\" > write a name such as Europe/Madrid"),
        .init("rates", "rates: posting_date",
            "4:8 unknown-word: \"rates\" can't be \"posting_date\" > it is closing or document_date"),
        .init("week start", "week_start: mnday", "4:13 unknown-word: \"week_start\" can't be \"mnday\" > did you mean \"monday\"?"),
        .init("month", "fiscal_year_start: 13",
            "4:20 bad-value: \"fiscal_year_start\" must be a whole number from 1 to 12, not \"13\""),
        .init("month's name", "fiscal_year_start: april",
            "4:20 bad-value: \"fiscal_year_start\" must be a whole number from 1 to 12, not \"april\""),
        .init("output", "outputs: [xlsx, pdf]", "4:17 unknown-word: \"outputs\" can't be \"pdf\" > it is xlsx, csv or html"),
        .init("no output", "outputs: []", "4:10 empty-value: \"outputs\" is an empty list > name an output in it"),
        .init("locale", "csv: { locale: german }", "4:16 unknown-word: \"locale\" can't be \"german\" > it is plain or european"),
        .init("severity", "severities: { stale-rate: eror }",
            "4:27 unknown-word: \"stale-rate\" can't be \"eror\" > did you mean \"error\"?"),
        .init("split by what isn't grouped", "group_by: [country, team]\nsplit: { by: countri }", "5:14 unknown-dimension: \"split\" names countri, by which the report doesn't group > did you mean \"country\"?"),
        .init("split without dimensions", "split: { by: country }", "4:14 unknown-dimension: \"split\" names country, by which the report doesn't group > add it to \"group_by\""),
        .init("split by nothing", "split: { members: members.csv }", "4:10 missing-key: \"split\" doesn't say what to split by > add \"by: country\", or \"subsets:\""),
        .init("split twice", "group_by: country\nsplit: { by: country, subsets: [{ name: A, filter: { country: ES } }] }", "5:10 wrong-form: \"split\" has \"by\" and \"subsets\" > keep one of them"),
        .init("two subsets of one name", "group_by: country\nsplit: { subsets: [{ name: A, filter: { country: ES } }, { name: A, filter: { country: PT } }] }", "5:66 subset-twice: two subsets are called \"A\" > give each a name of its own"),
        .init("a subset by what isn't grouped", "group_by: country\nsplit: { subsets: [{ name: A, filter: { team: T1 } }] }", "5:41 unknown-dimension: \"split\" names team, by which the report doesn't group > add it to \"group_by\", or take country"),
        .init("deliver", "deliver: { email: { to: a.csv } }",
            "4:21 missing-key: \"email\" needs \"from\" > add \"from:\"",
            "4:21 missing-key: \"email\" needs \"allowed_domains\" > add \"allowed_domains:\"",
            "4:21 missing-key: \"email\" needs \"server\" > add \"server:\""),
        .init("schedule", "schedule: monday", "4:11 wrong-form: \"schedule\" must be a map, not \"monday\" > write \"key: value\" lines below it"),
    ]

    static let places: [Mistake] = [
        .init("list as one word", "group_by: geo, country",
            "4:11 wrong-form: \"group_by\" holds \"geo, country\" as one word > write a list: [geo, country]"),
        .init("dimension twice", "group_by: [geo, geo]", "4:17 twice: \"geo\" stands twice in \"group_by\" > remove one of the two"),
        .init("map for a list", "group_by: { geo: country }",
            "4:11 wrong-form: \"group_by\" must be a list, not a map > write each entry on a line of its own after \"- \""),
        .init("list for a word", "title: [a, b]", "4:8 wrong-form: \"title\" must be a single value, not a list"),
        .init("near by points", "near: 5", "4:7 bad-value: \"near\" must be a share from 0% to 100%, not \"5\" > did you mean 5%?"),
        .init("near below zero", "near: -5%",
            "4:7 bad-value: \"near\" must be a share from 0% to 100%, not \"-5%\" > write a share such as 5%"),
        .init("near of a metric", "metrics: [{ dso: { near: 101% } }]",
            "4:26 bad-value: \"near\" must be a share from 0% to 100%, not \"101%\" > write a share such as 5%"),
        .init("calendar without default", "calendar: { by: country }", "4:13 missing-key: \"calendar\" needs \"default\" > add \"default:\""),
        .init("trend as a word", "trend: week",
            "4:8 wrong-form: \"trend\" must be a map, not \"week\" > write \"key: value\" lines below it"),
        .init("filter without members", "filter: { country: [] }", "4:20 empty-value: \"country\" is an empty list > name a member in it"),
        .init("filter without value", "filter: { country: }",
            "4:11 empty-value: \"country\" has no value > write a value after the colon, or remove the key"),
        .init("duplicate key", "title: A\nzone: UTC\ntitle: B", "6:1 duplicate-key: \"title\" is already set on line 4 > remove one of the two"),
        .init("tab", "trend:\n\tevery: week", "5:1 yaml-syntax: not valid YAML: a tab stands where YAML wants spaces > indent with spaces only"),
        .init("colon in a text", "title: Pack: weekly",
            "4:12 yaml-syntax: not valid YAML: a \":\" is not expected here > check the indentation, or put the text in quotes"),
        .init("open list", "group_by: [geo, country\ntitle: A",
            "5:6 yaml-syntax: not valid YAML: a list opened with \"[\" is not closed > close it with \"]\""),
        .init("open quote", "title: \"A\nzone: UTC", "5:10 yaml-syntax: not valid YAML: a quote is not closed > add the closing quote"),
        .init("reserved mark", "title: @weekly", "4:8 yaml-syntax: not valid YAML: a value can't begin with \"@\" > put the text in quotes"),
        .init("second document", "---\nreport: b",
            "4:1 yaml-syntax: a second document begins here > keep one definition in a file, and remove the \"---\" line"),
    ]

    static let metrics: [Mistake] = [
        .init("metric twice", "metrics:\n  - dso\n  - dso: { window: 30 }",
            "6:5 duplicate-metric: the metric \"dso\" is already selected on line 5 > remove one of the two; their tables would have the same names"),
        .init("parameter beside its metric", "metrics:\n  - dso:\n    target: 45",
            "6:5 wrong-form: \"target\" stands beside the metric \"dso\", not below it > indent a parameter further than its metric, or write \"- \" before another metric"),
        .init("metrics as a map", "metrics:\n  dso: { target: 45 }",
            "5:3 wrong-form: \"metrics\" must be a list, not a map > write each entry on a line of its own after \"- \""),
        .init("no metric", "metrics: []", "4:10 empty-value: \"metrics\" is an empty list > name a metric in it"),
        .init("target in words", "metrics:\n  - dso: { target: low }",
            "5:20 bad-value: \"target\" must be a number such as 45 or 15%, not \"low\""),
        .init("parameter without value", "metrics:\n  - dso: { window: }",
            "5:12 empty-value: \"window\" has no value > write a value after the colon, or remove the key"),
        .init("map for a parameter", "metrics:\n  - dso: { window: { days: 90 } }",
            "5:20 wrong-form: \"window\" must be a value or a list, not a map"),
    ]

    @Test func missingKeys() {
        let reading = ReportDefinition.read(text("report: r\n"))
        #expect(
            reported(reading.findings) == [
                "1:1 missing-key: a report definition needs \"ledger\" > add \"ledger:\"",
                "1:1 missing-key: a report definition needs \"metrics\" > add \"metrics:\"",
            ])
    }

    @Test func nameThatIsNoFileName() {
        let reading = ReportDefinition.read(text("report: ../Weekly pack\nledger: l.yaml\nmetrics: [dso]\n"))
        #expect(
            reported(reading.findings) == [
                "1:9 bad-name: \"../Weekly pack\" can't be a report's name: files are named after it > use letters, digits, \"-\", \"_\" and \".\", such as \"Weekly-pack\""
            ])
    }

    @Test func nothingInTheFile() {
        let remedy = "begin it with \"report:\", \"ledger:\", \"metric:\" or \"example:\" and a name"
        for empty in ["", "\n\n", "# only a comment\n"] {
            #expect(
                ReportDefinition.read(text(empty)).findings.map(\.description) == [
                    "file.yaml: error: the file holds no definition [empty-file]\n  \(remedy)"
                ])
        }
    }

    @Test func aTextIsNoDefinition() {
        #expect(
            reported(ReportDefinition.read(text("hello")).findings) == [
                "1:1 wrong-form: the file must be a map, not \"hello\" > write \"key: value\" lines below it"
            ])
    }
}
