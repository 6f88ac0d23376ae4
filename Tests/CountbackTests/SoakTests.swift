import Foundation
import Testing

/// Random small ledgers: every figure, target and status is what Python's own reckoning gives, to the last digit.
@Suite struct SoakTests {
    static let seeds = ProcessInfo.processInfo.environment["COUNTBACK_SOAK"] == "1" ? 1...300 : 1...6

    @Test(arguments: seeds) func agreesWithPython(seed: Int) throws { try compare(seed, environment: [:]) }

    /// Large ledgers leave out what was settled long ago, number their customers and give columns back.
    @Test(arguments: seeds) func agreesWithPythonTheWayOfLargeLedgers(seed: Int) throws {
        try compare(seed, environment: ["COUNTBACK_LARGE_EXTRACT": "0", "COUNTBACK_WHOLE_HISTORY": "0"])
    }

    private func compare(_ seed: Int, environment: [String: String]) throws {
        let ledger = RandomLedger(seed: seed)
        let folder = try TemporaryFolder()
        for (file, text) in ledger.files { try folder.write(text, to: file) }
        let ended = try Program.countback(["run", "report.yaml", "-q"], in: folder.path, environment: environment)
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
