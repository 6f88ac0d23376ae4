internal import Composing
internal import Foundation
internal import Model
internal import Rendering
internal import Synchronization

/// Composes and writes the members' packs, two at a time, each in a folder of its own below `members/`.
struct MemberWriter {
    let run: Run
    let folder: OutputFolder

    func write(_ members: [Results]) throws -> [MemberPack] {
        let names = Self.folders(members.map { $0.member ?? "" })
        let packs = Mutex<[Int: MemberPack]>([:])
        try Terminal.withQuietLibraries {
            try SideBySide.each(members.count) { index in
                let pack = try write(members[index], in: "members/" + names[index])
                packs.withLock { $0[index] = pack }
            }
        }
        return packs.withLock { packs in members.indices.compactMap { packs[$0] } }
    }

    private func write(_ results: Results, in place: String) throws -> MemberPack {
        let name = results.member ?? ""
        let setting = run.project.members.first { $0.name == name }
        let pack = run.composer(results, words: setting?.language.flatMap { run.project.memberWords[$0] }).compose()
        try run.writeShown(pack, folder, below: place + "/")
        try run.writeListed(pack, results, folder, below: place + "/")
        let outputs = try folder.outputs(of: place)
        try folder.write(place + "/manifest.json") { file in
            try ManifestFile.write(run.manifest(results), values: FigureSequence(results: results)) { try file.write($0) }
            try ManifestFile.end(outputs: outputs) { try file.write($0) }
        }
        return MemberPack(name: name, pack: pack, results: results, folder: folder.place + "/" + place, outputs: outputs)
    }

    /// Safe names, different also where a file system takes `es` for `ES`.
    static func folders(_ members: [String]) -> [String] {
        let safe = members.map(SafeName.of)
        let counts = Dictionary(grouping: safe) { $0.lowercased() }.mapValues(\.count)
        return zip(members, safe).map { member, name in
            counts[name.lowercased()] == 1 || name.contains("~") ? name : name + "~" + FileHash.of(bytes: member.utf8).sha256.prefix(8)
        }
    }
}
