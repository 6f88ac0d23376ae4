internal import Definitions
internal import Foundation
internal import Model

/// A ledger definition drafted from extracts, for a person to read: evidence in comments, `# ?` where one must decide.
struct LedgerDraft {
    let sources: [SourceDraft]
    let name: String

    /// Drafts from every file, or refuses with all those that can't be.
    init(files: [String], beside output: String) throws {
        let folder = FilePath.folder(of: FilePath.absolute(output))
        let presets = PresetShelf.standard.all(beside: folder).filter { !$0.parts.isEmpty }
        func known(_ names: [String]) -> Int {
            presets.flatMap { preset in LedgerRelation.all.compactMap { PresetMatch(preset, $0, headers: names)?.known.count } }.max() ?? 0
        }
        var (sources, groups): ([SourceDraft], [ExtractGroup]) = ([], [])
        var findings: [Finding] = []
        var exit = Model.ExitCode.badData
        for file in files {
            do {
                guard let group = try ExtractGroup(FilePath.absolute(file), known: known) else {
                    findings.append(Self.noHeader(file))
                    continue
                }
                let isTaken = groups.indices.contains { groups[$0].take(group) }
                if !isTaken { groups.append(group) }
            } catch let refusal as Refusal {
                findings += refusal.findings
                exit = refusal.exit
            }
        }
        for group in groups {
            let shown = group.pattern.hasPrefix(folder + "/") ? String(group.pattern.dropFirst(folder.count + 1)) : group.pattern
            if let source = SourceDraft(group, shown: shown, presets: presets) {
                sources.append(source)
            } else {
                findings += group.paths.map { Self.noHeader($0.hasPrefix(folder + "/") ? String($0.dropFirst(folder.count + 1)) : $0) }
            }
        }
        if findings.isEmpty, !sources.contains(where: { $0.relation == "items" }) {
            findings.append(
                Finding(
                    "no-items", .error, "none of these extracts lists the customers' ledger lines",
                    remedy: "name the extract with invoices, too"))
        }
        if !findings.isEmpty { throw Refusal(exit, findings) }
        self.sources = sources
        let stem = FilePath.name(of: files.first ?? "ledger").split(separator: ".").first.map(String.init) ?? "ledger"
        let plain = stem.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        name = String(plain).trimmingDashes
    }

    private static func noHeader(_ file: String) -> Finding {
        Finding(
            "no-draft", .error, "nothing in \(file) is a header that says what its columns are", place: Place(file: file),
            remedy: "write the definition by hand: docs/ledger.md")
    }

    private var items: [SourceDraft] { sources.filter { $0.relation == "items" } }

    var text: String {
        var lines = [
            "# Drafted by `countback ledger new`. Nothing below is guessed when it runs: it is what is written here.",
            "# Read it through; a question is marked with \"# ?\".", "ledger: \(name)",
        ]
        let currency = items.compactMap(\.currency).first
        if items.contains(where: { !$0.hasCurrency }) {
            lines.append("currency: \(currency ?? "EUR")    # ? not every item says its currency; is it this one?")
        }
        let postings = items.compactMap(\.postings)
        if let first = postings.map(\.lowerBound).min(), let last = postings.map(\.upperBound).max() {
            lines += [
                "# ? From which day on is every item in the extract, cleared ones too? The oldest posting looked at is of \(first).",
                "#   Open items only: leave it out. Without it there are no trends.", "# complete_from: \(first)",
                "# ? When was it taken? The newest posting looked at is of \(last).", "# extracted_on: \(last)",
            ]
        }
        lines.append("sources:")
        for relation in LedgerRelation.all.map(\.name) {
            let parts = sources.filter { $0.relation == relation }
            guard !parts.isEmpty else { continue }
            lines.append("  \(relation):")
            for part in parts {
                for (index, line) in part.lines.enumerated() {
                    lines.append(parts.count == 1 ? "    " + line : (index == 0 ? "    - " : "      ") + line)
                }
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A first report on it, of metrics that need items alone.
    func report(ledger: String) -> String {
        """
        # A first pack; docs/reports.md says what else one can hold.
        report: first-pack
        title: First pack
        ledger: \(ledger)
        as_of: ledger_end
        metrics: [dso, aged_debt, unallocated_cash]
        outputs: [xlsx, html, csv]

        """
    }

    /// The line numbers of the questions, with their texts.
    static func questions(in text: String) -> [(line: Int, text: String)] {
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { number, line in
            guard let mark = line.range(of: "# ?") ?? line.range(of: "? could be") else { return nil }
            return (number + 1, String(line[mark.upperBound...]).trimmed)
        }.filter { $0.line > 2 }
    }
}

extension String {
    fileprivate var trimmingDashes: String {
        let words = split(separator: "-").joined(separator: "-")
        return words.isEmpty ? "ledger" : words
    }
}
