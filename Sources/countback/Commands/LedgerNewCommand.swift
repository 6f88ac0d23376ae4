internal import ArgumentParser
internal import Definitions
internal import Foundation
internal import Model
internal import Rendering

struct LedgerNew: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Draft a ledger definition from extracts, and a first report on it.",
        discussion: "The draft says why it declares what it declares, and marks with \"# ?\" what only a person can decide. "
            + "Refuses with 73 where there is a definition already.")

    @Argument(help: "The extracts: text, workbooks, Parquet and JSON; several of one layout become one source.", completion: .file())
    var files: [String]

    @Option(name: .long, help: "The definition to write.", completion: .file(extensions: ["yaml", "yml"]))
    var output = "ledger.yaml"

    func run() throws {
        try Terminal.run {
            let report = FilePath.folder(of: output).isEmpty ? "report.yaml" : FilePath.folder(of: output) + "/report.yaml"
            for path in [output, report] where FileManager.default.fileExists(atPath: path) {
                throw Refusal(
                    .cannotWrite,
                    Finding(
                        "file-exists", .error, "there is something at \(path) already; nothing was written",
                        remedy: "choose another place with --output"))
            }
            let draft = try LedgerDraft(files: files, beside: output)
            let text = draft.text
            try Self.write(text, to: output)
            try Self.write(draft.report(ledger: FilePath.name(of: output)), to: report)
            for file in files {
                guard let source = draft.sources.first(where: { $0.group.paths.contains(FilePath.absolute(file)) }) else { continue }
                Terminal.out("\(file): \(source.relation); recognised as \(source.recognised)\n")
            }
            try tryOut(text)
            let questions = LedgerDraft.questions(in: text)
            if !questions.isEmpty {
                Terminal.out("\n\(questions.count == 1 ? "One question is" : "\(questions.count) questions are") left in \(output):\n")
                for question in questions { Terminal.out("  line \(question.line): \(question.text)\n") }
            }
            Terminal.out(
                """

                wrote \(output) and \(report). Next:
                  read \(output), and answer what is marked with "# ?"
                  countback ledger load \(output)
                      every row is loaded or told of
                  countback run \(report)
                      the first pack

                """)
        }
    }

    private static func write(_ text: String, to path: String) throws {
        let file = try OutputFile.create(path)
        try file.write(Array(text.utf8))
        _ = try file.close()
    }

    /// What the draft makes of the extracts as it stands.
    private func tryOut(_ text: String) throws {
        let reading = LedgerDefinition.read(DefinitionText(text, path: output))
        guard let ledger = reading.value else {
            Terminal.error(Terminal.report(reading.findings))
            return
        }
        do {
            let engine = try Engine.open()
            defer { engine.close() }
            let loaded = try LoadStage(ledger: ledger, session: engine.ledger).run()
            let rows = loaded.sources.map { [$0.relation, $0.path, String($0.read), String($0.loaded), String($0.rejected)] }
            Terminal.out("\n" + TextTable.text([["relation", "file", "read", "loaded", "rejected"]] + rows))
            Terminal.error(Terminal.report(reading.findings + loaded.findings))
        } catch let refusal as Refusal {
            // The draft stays: what it lacks is what the person is asked for.
            Terminal.error(Terminal.report(reading.findings + refusal.findings))
        }
    }
}
