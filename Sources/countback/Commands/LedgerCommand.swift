internal import ArgumentParser
internal import Definitions
internal import Foundation
internal import Model
internal import Rendering

struct LedgerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "Draft a ledger definition, preview it, or load it and see what was read.",
        subcommands: [LedgerNew.self, LedgerShow.self, LedgerLoad.self, LedgerPresets.self])
}

struct LedgerShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "How a ledger's extracts become its relations, with the first rows of each.")

    @Argument(help: "The ledger definition.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    @Option(name: .long, help: "Rows of each relation to show.")
    var rows = 5

    @Option(name: .long, help: "Only this relation.")
    var relation: String?

    @Flag(name: .long, help: "All rows of the relation as CSV.")
    var csv = false

    func run() throws {
        try Terminal.run {
            if csv { return try writeCSV() }
            let ledger = try LedgerDefinition.read(DefinitionText.load(file)).get()
            Terminal.out("ledger \(ledger.name), currency \(ledger.currency ?? "of each item")\n")
            Terminal.out("complete from \(ledger.completeFrom?.description ?? "(not stated)"), extracted on \(ledger.extractedOn?.description ?? "(not stated)")\n")
            let engine = try Engine.open()
            defer { engine.close() }
            let loaded = try LoadStage(ledger: ledger, session: engine.ledger).run()
            for relation in LedgerRelation.all {
                guard let shape = loaded.shape.relations[relation.name], self.relation ?? relation.name == relation.name else { continue }
                let names = shape.fields.map(\.name).filter { $0 != "item_no" }
                Terminal.out("\n\(relation.name): \(shape.rows) rows\n")
                let columns = names.map { "\"\($0)\"" }.joined(separator: ", ")
                let found = try engine.ledger.rows(
                    "SELECT \(columns) FROM raw_\(relation.name) ORDER BY 1 LIMIT \(rows)", for: StatementPurpose("preview"))
                Terminal.out(TextTable.text([names] + found.rows.map { $0.map(\.words) }))
            }
            Terminal.error(Terminal.report(loaded.findings))
        }
    }
}

struct LedgerLoad: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load", abstract: "Load every source and say what was read, loaded and rejected.")

    @Argument(help: "The ledger definition.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String

    @Option(name: .long, help: "File to write the rejected rows to, as CSV.", completion: .file(extensions: ["csv"]))
    var rejects: String?

    @OptionGroup var engineOption: EngineOption

    func run() throws {
        try Terminal.run {
            let ledger = try LedgerDefinition.read(DefinitionText.load(file)).get()
            let choice = try engineOption.choice() ?? EngineChoice()
            let engine = try choice.name == .duckdb ? Engine.open() : Engine.open(for: ledger, on: choice)
            defer { engine.close() }
            let loaded = try LoadStage(ledger: ledger, session: engine.ledger).run()
            let hasSkipped = loaded.sources.contains { $0.skipped > 0 }
            let hasReplaced = loaded.sources.contains { $0.replaced > 0 }
            let rows = loaded.sources.map {
                [$0.relation, $0.path, String($0.read), String($0.loaded), String($0.rejected)] + (hasSkipped ? [String($0.skipped)] : [])
                    + (hasReplaced ? [String($0.replaced)] : [])
            }
            Terminal.out(TextTable.text([["relation", "file", "read", "loaded", "rejected"] + (hasSkipped ? ["skipped"] : []) + (hasReplaced ? ["replaced"] : [])] + rows))
            for (source, way) in loaded.ways where choice.name != .duckdb { Terminal.out("\(source): \(way)\n") }
            for control in loaded.controls {
                Terminal.out("\(control.relation) \(control.currency ?? "rows"): \(control.found), control \(control.stated): \(control.holds ? "agrees" : "differs")\n")
            }
            if let rejects {
                let file = try OutputFile.create(rejects)
                try CSVFile.write(RejectsFile.table(loaded.rejects)) { try file.write($0) }
                _ = try file.close()
            } else {
                for reject in loaded.rejects.prefix(20) {
                    Terminal.error("\(reject.file):\(reject.line): \(reject.column.map { $0 + ": " } ?? "")\(reject.reason)\n")
                }
            }
            try loaded.refuseBeyondTolerance(ledger)
            Terminal.error(Terminal.report(loaded.findings))
        }
    }
}

/// Rows of text in aligned columns.
enum TextTable {
    static func text(_ rows: [[String]]) -> String {
        let count = rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in rows.map { column < $0.count ? min(40, $0[column].count) : 0 }.max() ?? 0 }
        return rows.map { row in
            let cells = row.enumerated().map { index, cell in
                cell.count >= widths[index] ? String(cell.prefix(40)) : cell + String(repeating: " ", count: widths[index] - cell.count)
            }
            var line = cells.joined(separator: "  ")
            while line.last == " " { line.removeLast() }
            return "  " + line + "\n"
        }.joined()
    }
}
