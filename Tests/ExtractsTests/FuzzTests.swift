import Extracts
import Foundation
import Model
import Testing

/// Damaged extracts of every layout: nothing crashes, nothing is lost, and Python reads the same from the same bytes.
@Suite struct FuzzTests {
    private static let isSoak = ProcessInfo.processInfo.environment["COUNTBACK_SOAK"] == "1"
    private static let each = isSoak ? 1667 : 50

    @Test(arguments: FuzzLayout.allCases)
    func damagedExtracts(_ layout: FuzzLayout) throws {
        let manager = FileManager.default
        let folder = manager.temporaryDirectory.appendingPathComponent("countback-fuzz-\(UUID().uuidString)")
        try manager.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? manager.removeItem(at: folder) }
        var dice = MutationTests.Dice(state: 41_122_026)
        var lines: [String] = []
        var (refused, loaded, rejected) = (0, 0, 0)
        for number in 0..<Self.each {
            var bytes = layout.bytes(layout.sample(&dice))
            Damage.apply(&bytes, layout, &dice)
            let name = "\(number)-\(layout.name)"
            try Data(bytes).write(to: folder.appendingPathComponent(name))
            var extract = layout.extract
            extract.name = name
            do {
                // `read` holds loaded + rejected against the independent count, and the groups against the rejects.
                let report = try extract.read(bytes).report
                #expect([report.files[0].skipped] == report.skippedByCount, "\(name)")
                let sums = report.totals.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.normalized)" }
                lines.append(
                    ([layout.rawValue, name, "\(report.loaded)", "\(report.rejected)", "\(report.files[0].skipped)"] + sums).joined(separator: " "))
                (loaded, rejected) = (loaded + report.loaded, rejected + report.rejected)
            } catch let refusal as Refusal {
                refused += 1
                #expect(!refusal.findings.isEmpty && refusal.findings.allSatisfy { $0.place != nil }, "\(name)")
                lines.append("\(layout.rawValue) \(name) refused")
            }
        }
        // The damage is neither none nor total.
        #expect(refused < Self.each / 2 && loaded > Self.each && rejected > Self.each / 10)
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: folder.appendingPathComponent("read"))
        let printed = try Python.run([Python.checks + "/extracts.py", folder.path])
        #expect(printed == "\(Self.each) extracts, 0 differences\n", "\(printed.prefix(2000))")
    }
}

/// What happens to files on their way.
enum Damage {
    static func apply(_ bytes: inout [UInt8], _ layout: FuzzLayout, _ dice: inout MutationTests.Dice) {
        let letters = Array(",\"\n\r;|\t- .x09'(*".utf8) + [0, 0xFF, 0xC3, 0xBC, 0x80, 0xE9]
        for _ in 0..<Int.random(in: 0...4, using: &dice) where bytes.count > 8 {
            let at = Int.random(in: start(bytes, &dice)..<bytes.count, using: &dice)
            let letter = letters.randomElement(using: &dice) ?? 0
            switch Int.random(in: 0..<9, using: &dice) {
            case 0: bytes[at] = letter
            case 1: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &dice)
            case 2: bytes.insert(letter, at: at)
            case 3: bytes.remove(at: at)
            case 4: cutLine(&bytes, at)
            case 5: swapCells(&bytes, at, layout)
            case 6: bytes.insert(contentsOf: Array("Größe \"".utf8), at: at)
            case 7: bytes.insert(contentsOf: [0xF6, 0xFC, 0x80], at: at)
            default: if Int.random(in: 0..<4, using: &dice) == 0 { bytes.removeSubrange(at...) }
            }
        }
    }

    /// Mostly below the header, so that most extracts are still read.
    private static func start(_ bytes: [UInt8], _ dice: inout MutationTests.Dice) -> Int {
        Int.random(in: 0..<12, using: &dice) == 0 ? 2 : min(bytes.count - 1, bytes.count / 3)
    }

    private static func cutLine(_ bytes: inout [UInt8], _ at: Int) {
        guard let from = bytes[..<at].lastIndex(of: 10), let to = bytes[at...].firstIndex(of: 10), from < to else { return }
        bytes.removeSubrange(from..<to)
    }

    /// The cell before and the cell behind a delimiter.
    private static func swapCells(_ bytes: inout [UInt8], _ at: Int, _ layout: FuzzLayout) {
        let mark = layout.extract.format.lines.layout == .list ? UInt8(ascii: "|") : layout.extract.format.delimiter
        let marks = bytes.indices.filter { $0 > at - 40 && $0 < at + 40 && bytes[$0] == mark }
        guard marks.count >= 3 else { return }
        let (a, b) = (bytes[marks[0]..<marks[1]], bytes[marks[1]..<marks[2]])
        bytes.replaceSubrange(marks[0]..<marks[2], with: Array(b + a))
    }
}
