internal import ArgumentParser
internal import Definitions
internal import Foundation
internal import Model

struct LedgerPresets: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "presets", abstract: "The presets for common exports, or what one of them says.")

    @Argument(help: "A preset, to see its fields with their headers, and its mapping.")
    var name: String?

    func run() throws {
        try Terminal.run {
            let folder = FileManager.default.currentDirectoryPath
            let all = PresetShelf.standard.all(beside: folder)
            guard let name else {
                let rows = all.map { [$0.name, $0.parts.keys.sorted().joined(separator: ", "), $0.title] }
                return Terminal.out(rows.map { "  \($0[0]): \($0[2])\n      for \($0[1])\n" }.joined())
            }
            guard let preset = all.first(where: { $0.name == name }) else {
                let known = all.map(\.name)
                throw Refusal(
                    .usage,
                    Finding(
                        "unknown-preset", .error, "there is no preset \"\(name)\"",
                        remedy: Spelling.suggestion(for: name, among: known) ?? "there are \(known.joined(separator: ", "))"))
            }
            Terminal.out(String(decoding: preset.file.bytes, as: UTF8.self))
        }
    }
}
