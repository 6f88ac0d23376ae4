import Foundation
import Testing

/// The public IBM receivables: 2,466 invoices of five countries, held against a reckoning of our own in Python.
@Suite struct IBMTests {
    private static let extract = URL(fileURLWithPath: Program.root + "/../shared/data/ibm-accounts-receivable.csv").standardizedFileURL.path
    static let isThere = FileManager.default.fileExists(atPath: extract)

    @Test(.enabled(if: isThere, "the IBM data set is not part of this repository, and not beside this clone in shared/data"))
    func agreesWithPython() throws {
        let output = try TemporaryFolder()
        let definition = Program.root + "/Tests/Fixtures/ibm/ibm-receivables.yaml"
        let ended = try Program.countback(["run", definition, "-q", "--output", output.path], in: "/")
        #expect(ended.exit == 0)
        let path = output.path + "/ibm-receivables/2013-06-28/manifest.json"
        let checked = try Program.run(
            "/usr/bin/python3", [Program.root + "/scripts/checks/ibm.py", Self.extract, path], in: "/")
        #expect(checked.exit == 0, "\(checked.out)\(checked.errors)")
        #expect(checked.out.hasSuffix(", 0 differences\n"))
        let manifest = try Manifest(path)
        #expect(manifest.sources.map { "\($0.read) \($0.loaded) \($0.rejected)" } == ["2466 2466 0"])
        // Five countries and the whole, thirteen weeks, thirteen values.
        #expect(manifest.values.count == 6 * 13 * 13)
        // The extract says neither from when nor when it was taken, and goes on after the key date; receipts are not in it, so it
        // can't tie out.
        #expect(
            manifest.findings.map(\.id).sorted() == [
                "complete-from-not-stated", "extracted-on-not-stated", "posted-after-key-date", "tie-out",
            ])
    }
}
