import Foundation
import Testing

/// Ctrl-C in the middle of a run: exit 130, and nothing is left where the pack would be.
@Suite(.serialized) struct InterruptTests {
    /// A ledger large enough that every phase takes a while.
    private static let ledger: Result<TemporaryFolder, any Error> = Result {
        let folder = try TemporaryFolder()
        let ended = try Program.countback(["sample", "ledger", "--items", "100000", "--seed", "5"], in: folder.path)
        #expect(ended.exit == 0)
        try folder.write(
            """
            report: large
            title: Large pack
            ledger: ledger/ledger.yaml
            as_of: ledger_end
            group_by: [country, collector]
            trend: { every: week, points: 13 }
            metrics: [dso, aged_debt]
            outputs: [xlsx, csv, html]

            """, to: "report.yaml")
        return folder
    }

    @Test(arguments: ["loading the ledger", "settling", "writing the pack"])
    func leavesNothing(phase: String) throws {
        let folder = try Self.ledger.get()
        let output = "out-" + phase.replacingOccurrences(of: " ", with: "-")
        let run = try Program.start(Program.countback, ["run", "report.yaml", "--output", output], in: folder.path)
        let deadline = Date().addingTimeInterval(60)
        while !run.errors.contains(phase), Date() < deadline { usleep(2_000) }
        kill(run.process.processIdentifier, SIGINT)
        let ended = try run.wait()
        #expect(ended.exit == 130, "\(ended.errors)")
        #expect(ended.errors.hasSuffix("error: the run was cancelled; nothing was written [cancelled]\n"))
        #expect(ended.out.isEmpty)
        #expect(folder.files(below: output) == [])
        // What the engine spills goes with it.
        let temporary = try FileManager.default.contentsOfDirectory(atPath: FileManager.default.temporaryDirectory.path)
        #expect(!temporary.contains { $0.hasPrefix("countback-\(run.process.processIdentifier)-") })
    }
}
