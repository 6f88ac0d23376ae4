import Foundation
import Testing

/// Random small ledgers: every figure, target and status is what Python's own reckoning gives, to the last digit.
@Suite struct SoakTests {
    static let seeds = ProcessInfo.processInfo.environment["COUNTBACK_SOAK"] == "1" ? 1...300 : 1...6

    @Test(arguments: seeds) func agreesWithPython(seed: Int) throws {
        let ledger = RandomLedger(seed: seed)
        let folder = try TemporaryFolder()
        for (file, text) in ledger.files { try folder.write(text, to: file) }
        let ended = try Program.countback(["run", "report.yaml", "-q"], in: folder.path)
        #expect(ended.exit == 0, "\(ended.errors)")
        let place = try #require(folder.files(below: "output").first { $0.hasSuffix("manifest.json") })
        let checked = try Program.run(
            "/usr/bin/python3",
            [Program.root + "/scripts/checks/sample.py", folder.path, folder.path + "/output/" + place, "--definition", folder.path + "/report.yaml"],
            in: "/")
        #expect(checked.exit == 0, "\(ledger.files["report.yaml"] ?? "")\n\(checked.out)\(checked.errors)")
        #expect(checked.out.hasSuffix(", 0 differences\n"))
        let manifest = try Manifest(folder.path + "/output/" + place)
        #expect(!manifest.checks.contains { !$0.holds })
    }
}
