internal import Foundation
package import Model

/// `failed/` in a pack's place: what a refused run leaves beside an earlier pack, which it doesn't touch.
package enum FailedFolder {
    /// Writes `findings.json`, and `rejects.csv` where there are any; answers the folder.
    @discardableResult
    package static func write(
        _ refusal: Refusal, rejects: [Reject], output: String, report: String, asOf: CivilDate
    ) throws -> String {
        let place = "\(output)/\(SafeName.of(report))/\(asOf)"
        try FileTree.makeFolder(place)
        let staging = "\(place)/.failed.partial-\(getpid())"
        FileTree.remove(staging)
        try FileTree.makeFolder(staging)
        defer { FileTree.remove(staging) }
        let findings = try OutputFile.create(staging + "/findings.json")
        try findings.write(ManifestFile.refused(refusal))
        _ = try findings.close()
        if !rejects.isEmpty {
            let file = try OutputFile.create(staging + "/rejects.csv")
            try CSVFile.write(RejectsFile.table(rejects)) { try file.write($0) }
            _ = try file.close()
        }
        var moves = FileMoves()
        FileTree.remove(place + "/failed")
        try moves.move(staging, to: place + "/failed")
        return place + "/failed"
    }
}
