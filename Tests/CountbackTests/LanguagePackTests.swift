import Composing
import Definitions
import Extracts
import Foundation
import Metrics
import Model
import Rendering
import Testing

@testable import countback

/// Packs in every language: nothing that a reader sees is left in English.
@Suite(.engineAlone) struct LanguagePackTests {
    private func pack(_ report: String, language: String) throws -> Pack {
        let project = try Project.load(report, metricFolders: []) { $0.language = language }
        let run = Run(project: project, output: "", formats: [], today: CivilDate(daysSinceEpoch: 0), progress: Progress(mode: .silent))
        return run.compose(try run.compute())
    }

    /// In Hebrew every Latin letter is a name or an id: the words of the English catalogue and of the metrics' English
    /// texts may stand nowhere but where the Hebrew ones have them too.
    @Test(arguments: ["Tests/Golden/two-countries/report.yaml", "report-definitions/weekly-metric-pack.yaml"])
    func nothingIsLeftInEnglish(report: String) throws {
        let pack = try pack(Program.root + "/" + report, language: "he")
        let foreign = try foreignWords()
        for text in Self.texts(pack) { #expect(Self.latinWords([text]).intersection(foreign) == [], "\(text)") }
        #expect(pack.isRightToLeft)
    }

    /// Nor do the renderers add any: the page without its script and style, and every text of the workbook.
    @Test func renderersAddNothingInEnglish() throws {
        let pack = try pack(Program.root + "/Tests/Golden/two-countries/report.yaml", language: "he")
        let foreign = try foreignWords()
        let folder = try TemporaryFolder()
        let workbook = folder.path + "/pack.xlsx"
        try Workbook.write(pack, to: workbook)
        let reader = """
            import re, sys, zipfile
            with zipfile.ZipFile(sys.argv[1]) as parts:
                for name in parts.namelist():
                    text = parts.read(name).decode()
                    if re.search("sharedStrings|chart|sheet[0-9]+.xml$|drawing", name):
                        for found in re.findall("<(?:a:)?t(?: [^>]*)?>([^<]*)<|<oddFooter>([^<]*)<", text): print(" ".join(found))
                    if name == "xl/workbook.xml": print("\\n".join(re.findall('<sheet name="([^"]*)"', text)))
            """
        try folder.write(reader, to: "texts.py")
        let sheets = try Program.run(Program.python, ["texts.py", workbook], in: folder.path)
        #expect(sheets.exit == 0 && sheets.out.contains("לוח מדדים"), "\(sheets.errors)")
        var page = Page.render(pack)
        for part in ["<style>[\\s\\S]*?</style>", "<script>[\\s\\S]*?</script>", "<meta [^>]*>", "<svg[^>]*>|<symbol[^>]*>|<use[^>]*>|</?[a-z0-9]+|(class|id|href|role|scope|tabindex|lang|dir|datetime|data-v|data-l|viewBox|d|aria-labelledby|text-anchor|aria-hidden|fill|stroke)=\"[a-zA-Z0-9 ._#:-]*\"", " [a-z-]+=\""] {
            page.replace(try Regex(part), with: " ")
        }
        for var text in [page, sheets.out] {
            for id in Self.ids(pack) { text.replace(id, with: " ") }
            #expect(Self.latinWords([text]).intersection(foreign) == [])
        }
    }

    /// The English words that no Hebrew text has.
    private func foreignWords() throws -> Set<String> {
        let shelf = WordShelf.standard
        let plugins = shippedPlugins()
        let english = Self.latinWords(try shelf.texts("en").values + plugins.flatMap { $0.manifest.texts.map(\.english) })
        let hebrew = Self.latinWords(try shelf.texts("he").values + plugins.flatMap { $0.manifest.translations["he"]?.values.map { $0 } ?? [] })
        return english.subtracting(hebrew)
    }

    /// Columns that hold ids, names and places.
    private static let named = [
        "id", "place", "relation", "file", "sha256", "column", "parameter", "value", "default", "what", "version or hash", "name", "owner",
        "reason", "collector", "node",
    ]

    /// What stands in those, the longest first.
    private static func ids(_ pack: Pack) -> [String] {
        let tables = pack.sections.flatMap(\.blocks).compactMap { block in if case .table(let table) = block { table } else { nil } }
        let found = tables.flatMap { table in
            table.rows.flatMap { row in
                zip(table.columns, row.cells).compactMap { column, cell -> String? in
                    guard named.contains(column.name) else { return nil }
                    switch cell.value {
                    case .text(let text), .identifier(let text): return text
                    default: return nil
                    }
                }
            }
        }
        return Set(found + [pack.title, pack.report, "Countback"]).sorted { ($0.count, $0) > ($1.count, $1) }
    }

    /// What a reader reads but for the columns of ids.
    private static func texts(_ pack: Pack) -> [String] {
        return pack.sections.flatMap { section -> [String] in
            [section.title, section.subtitle ?? ""]
                + section.blocks.flatMap { block -> [String] in
                    switch block {
                    case .note(let note): [note.title ?? "", note.text]
                    case .chart(let chart): [chart.title, chart.description] + chart.series.map(\.name)
                    case .table(let table):
                        [table.title, table.limited?.rest ?? ""] + table.columns.map(\.title)
                            + table.rows.flatMap { row in
                                zip(table.columns, row.cells).flatMap { column, cell -> [String] in
                                    guard !named.contains(column.name) else { return [] }
                                    switch cell.value {
                                    case .text(let text): return [text, cell.remark ?? ""]
                                    case .unavailable(let reason): return [reason]
                                    default: return [cell.remark ?? ""]
                                    }
                                }
                            }
                    }
                }
        }
    }

    /// Small, of three letters and more.
    private static func latinWords(_ texts: some Sequence<String>) -> Set<String> {
        texts.reduce(into: []) { words, text in
            for word in text.split(whereSeparator: { !($0.isASCII && ($0.isLetter || "_./".contains($0))) }) {
                let word = word.trimmingCharacters(in: CharacterSet(charactersIn: "./"))
                // What has a dot or an underscore in it is an id or a file.
                guard word.count > 2, !word.contains(where: { "_./".contains($0) }) else { continue }
                words.insert(word.lowercased())
            }
        }
    }

    private func shippedPlugins() -> [MetricPlugin] {
        Project.catalog(metricFolders: [], beside: nil).plugins.map { plugin in
            var plugin = plugin
            let findings = PluginFolder(plugin.folder).addWords(WordShelf.languages, to: &plugin) { _ in ContentHash(sha256: "", bytes: 0) }
            #expect(findings == [])
            return plugin
        }
    }

    @Test func shippedMetricsHaveAllTheirTexts() {
        for plugin in shippedPlugins() {
            #expect(PluginFolder(plugin.folder).lackingTexts(of: plugin) == [])
            for (language, texts) in plugin.manifest.translations {
                let needed = PluralRule(language: language).categories
                for (key, text) in texts {
                    for (_, categories) in Phrase(text)?.categories ?? [:] { #expect(categories == needed, "\(key) of \(language)") }
                }
            }
        }
    }

    /// A reason that `kpi.sql` words otherwise would stay in English.
    @Test func reasonsAreWordedAsInTheSQL() {
        for plugin in shippedPlugins() {
            let sql = plugin.kpi.text.replacing("' || s.name", with: "month'quarter'year'")
            for reason in plugin.manifest.reasons {
                for piece in Self.pieces(reason) where !piece.hasPrefix("no target for the") {
                    #expect(sql.contains(piece), "\(plugin.manifest.id): \(reason)")
                }
            }
            // And each word that the SQL gives as a reason is in one of them.
            let literals = plugin.kpi.text.split(separator: "'", omittingEmptySubsequences: false).enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
            let all = plugin.manifest.reasons + plugin.manifest.values.compactMap(\.statistic?.none)
            for literal in literals where literal.contains(" ") {
                #expect(all.contains { $0.contains(literal.trimmingCharacters(in: .whitespaces)) }, "\(plugin.manifest.id): \(literal)")
            }
        }
    }

    /// The messages of a run are compared with the catalogue's, so each must be worded as the program words it.
    @Test func messagesAreWordedAsInTheProgram() throws {
        let root = URL(filePath: Program.root).appending(path: "Sources")
        var sources = ""
        let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
        while let file = files?.nextObject() as? URL {
            if file.pathExtension == "swift" { sources += try String(contentsOf: file, encoding: .utf8) }
        }
        sources.replace(try Regex("\"\\s*\\n\\s*\\+ \""), with: "")
        sources.replace("\\\"", with: "\"")
        for (key, text) in try WordShelf.standard.texts("en") {
            guard ["findings.", "remedies.", "reasons.", "not_made."].contains(where: key.hasPrefix) else { continue }
            for piece in Self.pieces(text) where !sources.contains(piece) {
                // A plural's ending stands apart in the program.
                let words = piece.split { " .,;:()\"".contains($0) }.map(String.init)
                #expect(words.allSatisfy(sources.contains), "\(key): \(piece)")
            }
        }
    }

    /// Every check whose finding may stand in a pack has its message there; the rest refuse a run.
    @Test func everyFindingOfAPackHasItsMessage() throws {
        let refusing: Set = [
            "too-many-rejects", "too-much-rejected", "rows-unaccounted", "duplicate-item", "no-data", "mixed-currencies", "no-currency",
            "missing-rate", "ambiguous-target", "overlapping-targets", "target-period", "target-too-large",
        ]
        let texts = try WordShelf.standard.texts("en")
        for check in DataCheck.all where !refusing.contains(check.id) {
            #expect(texts["findings.\(check.id)"] != nil || texts["findings.\(check.id).1"] != nil, "\(check.id)")
        }
    }

    @Test func everyKindOfRejectHasItsWords() throws {
        let texts = try WordShelf.standard.texts("en")
        for kind in RejectKind.allCases { #expect(texts["rejects.\(kind.rawValue)"] == kind.rawValue) }
        #expect(texts.keys.filter { $0.hasPrefix("rejects.") }.count == RejectKind.allCases.count)
    }

    @Test func languageIsSetOnTheCommandLine() throws {
        let report = Program.root + "/Tests/Golden/two-countries/report.yaml"
        let german = try Program.countback(["show", "pack", report, "--set", "language=de"], in: Program.root)
        #expect(german.exit == 0)
        #expect(german.out.contains("## Kennzahlen [scorecard]\n"))
        #expect(german.out.contains("Gesamt | 100.58"))
        let unknown = try Program.countback(["show", "pack", report, "--set", "language=fi"], in: Program.root)
        #expect(unknown.exit == 64)
        #expect(unknown.errors.contains("error: --set language=fi: there are no words in \"fi\" [bad-setting]\n  The languages are en, de, es, fr, he.\n"))
    }

    /// What stands between places, in pieces long enough to mean something.
    private static func pieces(_ text: String) -> [String] {
        var text = text
        text.replace("[[", with: "\u{1}")
        text.replace("]]", with: "\u{1}")
        return text.split { "{}#\u{1}".contains($0) }.map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " .,;:()")) }
            .filter { $0.count > 12 && !$0.contains(", plural") && !$0.contains(", count") && !$0.contains(", date") }
    }
}
