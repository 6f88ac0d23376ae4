import Definitions
import Foundation
import Model
import Testing

/// The JSON Schemas in `docs/schemas/`: that they are the code's, and that a validator says with them what readers say.
@Suite struct SchemaTests {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    private static var plugins: [String] { files("Sources/Metrics/Plugins", "metric.yaml") }

    private static func files(_ folder: String, _ ending: String) -> [String] {
        let found = FileManager.default.enumerator(atPath: root + "/" + folder)?.compactMap { $0 as? String } ?? []
        return found.filter { $0.hasSuffix(ending) }.sorted().map { "\(root)/\(folder)/\($0)" }
    }

    /// `make record` rewrites the files from the code; this test then still fails once.
    @Test(arguments: DefinitionFile.allCases)
    func schemasAreThoseOfTheCode(_ kind: DefinitionFile) throws {
        let metrics = try Self.plugins.compactMap { try MetricManifest.read(DefinitionText.load($0)).value }
        let path = "\(Self.root)/docs/schemas/\(kind.schemaName)"
        let written = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
        let schema = kind.schema(metrics: metrics.sorted { $0.id < $1.id })
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil, schema != written {
            try FileManager.default.createDirectory(atPath: Self.root + "/docs/schemas", withIntermediateDirectories: true)
            try Data(schema.utf8).write(to: URL(fileURLWithPath: path))
        }
        #expect(schema.split(separator: "\n") == written.split(separator: "\n"), "make record writes it anew")
    }

    @Test func everythingShippedIsValid() throws {
        var files = Self.plugins.map { (DefinitionFile.metric, $0) }
        files += Self.files("Sources/Metrics/Plugins", ".yaml").filter { $0.contains("/examples/") }.map { (.example, $0) }
        files += Self.files("report-definitions", ".yaml").map { ($0.contains("/ledgers/") ? .ledger : .report, $0) }
        #expect(files.count > 40)
        let complaints = try SchemaCheck.complaints(files)
        for (file, complaints) in zip(files, complaints) { #expect(complaints == [], "\(file.1)") }
    }

    /// Every key with every form that its reader takes.
    @Test func soundDefinitionsAreValid() throws {
        let sound: [(DefinitionFile, String)] = [
            (.metric, MetricManifestTests.sound), (.metric, MetricComparisonTests.sound), (.example, WorkedExampleTests.sound),
            (.report, HostileTextTests.report), (.ledger, HostileTextTests.ledger),
            (.report, ReportDefinitionTests.everyKey), (.report, DeliverDefinitionTests.sound), (.ledger, LedgerDefinitionTests.everyKey),
            (.report, "report: 2026\nledger: l\nmetrics: dso\nnear: 0.05\nzone: UTC\ncalendar: NO\nweek_start: sun\noutputs: csv"),
            (.report, "report: r\nledger: l\nmetrics: [{ dso: }, { mine: { x: 1, list: [1, b], target: { a: 15% } } }]\nnear: \"2.5 %\""),
            (.ledger, "ledger: l\ncalendars: { X: { weekend: none } }\nsources: { items: [{ file: a }, { file: b }] }"),
        ]
        for (sample, complaints) in zip(sound, try SchemaCheck.complaints(texts: sound)) {
            #expect(complaints == [], "\(sample.1)")
        }
    }

    /// Of all mistakes that readers find in a definition's form, those that a schema can't see: they lie in what one part
    /// of a definition says of another, or beyond the text.
    private static let unseen: Set<String> = [
        // What the report groups by stands elsewhere in it.
        "report: a subset by what isn't grouped", "report: split by what isn't grouped", "report: split without dimensions", "report: two subsets of one name",
        // Ids, columns and parameters that aren't there, and what they stand for.
        "example: table", "example: unknown parameter", "example: value", "metric: change by no choice",
        "metric: change by no period", "metric: chart of units", "metric: chart's value",
        "metric: default beyond the choices", "metric: default beyond the range", "metric: difference of nothing",
        "metric: difference of units", "metric: flag's default", "metric: histogram not declared", "metric: history", "metric: history of nothing",
        "metric: kept view not declared", "metric: explanation of nothing", "metric: braces that don't close",
        "metric: host's column", "metric: inherited beyond its range", "metric: measure twice", "metric: no headline",
        "metric: order by nothing", "metric: parameter named near", "metric: range upside down", "metric: ranges",
        "metric: stack of a list", "metric: stack of no column", "metric: status of nothing", "metric: status of one",
        "metric: status of units", "metric: table's value", "metric: totals of a share", "metric: two headlines",
        "metric: window that is none",
        "ledger: another connection", "ledger: a file of a database", "ledger: a workbook of a cluster", "ledger: no SELECT", "ledger: password in the uri", "ledger: sheet of a text",
        "ledger: table of nowhere",
        // What is said twice, or against itself.
        "ledger: dates of two meanings", "ledger: delimiter of a list", "ledger: suffix for both",
        "ledger: mark that is the default's", "ledger: no business day", "ledger: quote as delimiter",
        "ledger: reach backwards", "ledger: same marks", "ledger: unquoted decimals", "report: duplicate key",
        "report: metric twice",
        // What is within a text, and a server's name.
        "report: unknown place", "report: line break in the subject", "report: clear text", "report: host as a URL",
        "report: user without password", "report: password for a token", "report: token for a password", "report: condition without a number",
        "report: condition with a word", "report: condition that goes on", "report: condition not closed", "report: condition's status",
        "report: condition's amount",
        // The calendar's and the world's words.
        "ledger: constant currency", "ledger: no such day", "report: no such day", "report: time zone",
        // What the relation's columns hold, the tables of examples, and what a file's name says of it.
        "example: cells", "example: column twice", "example: needed column", "ledger: another type", "ledger: parquet, packed",
    ]

    @Test func mistakesAreFoundByBoth() throws {
        var samples: [(name: String, kind: DefinitionFile, text: String)] = []
        func add(_ kind: DefinitionFile, _ mistakes: [Mistake], _ text: (Mistake) -> String) {
            samples += mistakes.map { ($0.testDescription, kind, text($0)) }
        }
        add(.report, ReportMistakeTests.words + ReportMistakeTests.places + ReportMistakeTests.metrics, ReportMistakeTests.definition)
        add(.report, DeliverDefinitionTests.mistakes) { DeliverDefinitionTests.definition(email: $0.lines) }
        add(.ledger, LedgerMistakeTests.frame, LedgerMistakeTests.frameText)
        add(.ledger, LedgerMistakeTests.sources, LedgerMistakeTests.sourceText)
        add(.ledger, LedgerMistakeTests.formats, LedgerMistakeTests.formatText)
        add(.ledger, LedgerMistakeTests.columns, LedgerMistakeTests.columnText)
        add(.metric, MetricManifestTests.mistakes, MetricManifestTests.manifest)
        add(.metric, MetricManifestTests.ends, MetricManifestTests.ended)
        add(.metric, MetricComparisonTests.mistakes, MetricComparisonTests.manifest)
        add(.example, WorkedExampleTests.mistakes) { WorkedExampleTests.head + $0.lines }
        #expect(samples.count > 120)
        let complaints = try SchemaCheck.complaints(texts: samples.map { ($0.kind, $0.text) })
        let unseen = zip(samples, complaints).filter(\.1.isEmpty).map { "\($0.0.kind.rawValue): \($0.0.name)" }
        #expect(Set(unseen).subtracting(Self.unseen).sorted() == [])
        #expect(Self.unseen.subtracting(unseen).sorted() == [])
    }
}

/// Runs `scripts/checks/schemas.py`: a real validator, on the schemas as they are written.
enum SchemaCheck {
    struct Failed: Error, CustomStringConvertible { var description: String }

    static func complaints(texts: [(DefinitionFile, String)]) throws -> [[String]] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("schemas-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = try texts.enumerated().map { number, sample in
            let file = folder.appendingPathComponent("\(number).yaml")
            try Data(sample.1.utf8).write(to: file)
            return (sample.0, file.path)
        }
        return try complaints(files)
    }

    static func complaints(_ files: [(DefinitionFile, String)]) throws -> [[String]] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: SchemaTests.root + "/.tools/venv/bin/python3")
        process.arguments = [SchemaTests.root + "/scripts/checks/schemas.py"] + files.map { "\($0.0.rawValue)=\($0.1)" }
        let (out, errors) = (Pipe(), Pipe())
        (process.standardOutput, process.standardError) = (out, errors)
        try process.run()
        let lines = out.fileHandleForReading.readDataToEndOfFile().split(separator: UInt8(ascii: "\n"))
        process.waitUntilExit()
        guard process.terminationStatus == 0, lines.count == files.count else {
            throw Failed(description: String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self))
        }
        return try lines.map { try JSONDecoder().decode([String].self, from: $0) }
    }
}
